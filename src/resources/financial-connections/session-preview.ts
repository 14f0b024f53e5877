import { errors } from '../../core/catalogue.ts';
import { arrayOf, hash, oneOf, optional, type Params, string } from '../../core/shape.ts';
import { nounOf } from '../../model/records.ts';
import {
  DELIVERY_METHODS,
  type SessionPreview,
  type SessionProgress,
  UI_MODES,
} from '../../model/session-progress.ts';
import type { Account, Session } from '../../model/wire.ts';
import { PREFETCHES_IN_PREVIEWS } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { previousAttributes } from '../params/changes.ts';
import { credentialsOf } from './authorizations.ts';

/* What previews have of sessions besides (stripe-node 22.7.0-beta.1 types: FinancialConnections.SessionCreateParams). */

const ACCOUNT = 'financial_connections.account';

/** Parameters that only previews have, or of which they know more words. */
export const PREVIEW_PARAMETERS = {
  hosted: optional(hash({ delivery_method: optional(oneOf(...DELIVERY_METHODS)) })),
  manual_entry: optional(hash({ mode: optional(oneOf('automatic', 'custom', 'disabled')) })),
  prefetch: optional(arrayOf(oneOf(...PREFETCHES_IN_PREVIEWS))),
  relink_options: optional(hash({ account: optional(string()), authorization: string() })),
  ui_mode: optional(oneOf(...UI_MODES)),
} as const;

type PreviewParams = Params<typeof PREVIEW_PARAMETERS>;
type Relink = NonNullable<SessionPreview['relink']>;

/** Refuses an institution that there is not: no user could be led to it (assumed, as of every id that a parameter names). */
export function checkInstitution({ sandbox }: Scope, institution: string | undefined): void {
  if (institution === undefined || sandbox.parts.institutions.byId().has(institution)) return;
  throw errors.resourceMissingInParameter(
    'financial_connections.institution',
    institution,
    'filters[institution]',
  );
}

/** Whose accounts are relinked; refuses an authorization that there is not, or of another holder, and an account of another. */
export function checkRelink(
  scope: Scope,
  { account, authorization }: Relink,
  holder: Account['account_holder'] | undefined,
): Account['account_holder'] {
  const credentials = credentialsOf(scope, authorization);
  if (credentials === undefined)
    throw errors.resourceMissingInParameter(
      nounOf('financial_connections.authorization'),
      authorization,
      'relink_options[authorization]',
    );
  const { accountHolder, accounts } = credentials;
  if (account !== undefined) {
    const { id } = scope.requireFor(ACCOUNT, account, 'relink_options[account]');
    if (!accounts.some((one) => one.id === id)) throw errors.relinkAccountMismatch(id, authorization);
  }
  if (holder == null) return accountHolder;
  if (accountHolder !== null && previousAttributes(accountHolder, holder) !== undefined)
    throw errors.relinkHolderMismatch(authorization);
  return holder;
}

/**
 * Refuses a hosted session that lacks what it needs: doc strings of `hosted` and of its `delivery_method`. `hosted` is
 * "required if `ui_mode` is `hosted`", and all that can be in it asks for a relink: without one nobody can send it, since a
 * form has no empty hash, so that it may be missing then (assumed).
 */
export function checkHosted({ hosted, relink_options: relink, ui_mode: mode }: PreviewParams): void {
  if (mode === 'hosted' && hosted === undefined && relink !== undefined)
    throw errors.parameterMissing('hosted');
  if (hosted?.delivery_method !== undefined && relink === undefined) throw errors.hostedWithoutRelink();
}

/** What is kept of these parameters beside the session, which other versions show, too. */
export function previewOf(
  { hosted, manual_entry: entry, prefetch, relink_options: relink, ui_mode: mode = 'modal' }: PreviewParams,
  institution: string | undefined,
  page: string | undefined,
): SessionPreview {
  return {
    uiMode: mode,
    ...(hosted === undefined && mode !== 'hosted' ? {} : { hosted: deliveredAs(hosted?.delivery_method) }),
    ...(entry?.mode === 'custom' ? { entersElsewhere: true } : {}),
    ...(institution === undefined ? {} : { institution }),
    ...(page === undefined ? {} : { page }),
    ...(prefetch?.includes('inferred_balances') === true ? { prefetch } : {}),
    ...(relink === undefined ? {} : { relink }),
  };
}

/** The parameters in the words of other versions: who enters numbers elsewhere enters none here. */
export function settledParams<P extends Pick<PreviewParams, 'manual_entry' | 'prefetch'>>({
  manual_entry: entry,
  prefetch,
  ...params
}: P) {
  const { mode } = entry ?? {};
  return {
    ...params,
    ...(entry === undefined
      ? {}
      : { manual_entry: mode === 'custom' ? { mode: 'disabled' as const } : asGiven(mode) }),
    ...(prefetch === undefined
      ? {}
      : { prefetch: prefetch.filter((feature) => feature !== 'inferred_balances') }),
  };
}

const deliveredAs = (how: (typeof DELIVERY_METHODS)[number] | undefined) =>
  how === undefined ? {} : { delivery_method: how };

const asGiven = (mode: 'automatic' | 'disabled' | undefined) => (mode === undefined ? {} : { mode });

const STATUSES = {
  open: 'pending',
  completed: 'succeeded',
  canceled: 'cancelled',
  expired: 'cancelled',
  failed: 'failed',
} as const satisfies Readonly<Record<SessionProgress['state'], string>>;

export const statusOf = ({ state }: Pick<SessionProgress, 'state'>): string => STATUSES[state];

const MODAL: SessionPreview = { uiMode: 'modal' };

/** The fields that previews show of a session besides, however it was created. */
export function sessionFields(scope: Scope, session: Session): Readonly<Record<string, unknown>> {
  const progress = scope.facts.sessions.get(session.id) ?? {
    state: 'open' as const,
    accounts: [],
    scope: null,
  };
  const { preview = MODAL, reason = 'other', relinkResult, state } = progress;
  const { entersElsewhere, hosted, institution, page, prefetch, relink, uiMode } = preview;
  const status = statusOf(progress);
  return {
    ...(institution === undefined ? {} : { filters: { ...session.filters, institution } }),
    hosted: hosted === undefined ? null : { ...hosted, return_url: session.return_url ?? null },
    ...(entersElsewhere === true ? { manual_entry: { mode: 'custom' } } : {}),
    ...(prefetch === undefined ? {} : { prefetch }),
    ...(relink === undefined
      ? {}
      : { relink_options: { account: relink.account ?? null, authorization: relink.authorization } }),
    ...(relinkResult === undefined ? {} : { relink_result: relinkResult }),
    status,
    ...(status === 'cancelled' ? { status_details: { cancelled: { reason } } } : {}),
    ui_mode: uiMode,
    // "Only present when the Session is active and the ui_mode is hosted" (its doc string).
    url: state === 'open' ? (page ?? null) : null,
  };
}
