import { errors } from '../../core/catalogue.ts';
import { formFromJson, isHash } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import { arrayOf, hash, optional, type Shape, string, unsettable } from '../../core/shape.ts';
import type { SessionProgress } from '../../model/session-progress.ts';
import { NEWEST_VERSION } from '../../model/versions/version-string.ts';
import type { Session } from '../../model/wire.ts';
import { shownSession } from '../../resources/financial-connections/collected-accounts.ts';
import { expireLater } from '../../resources/financial-connections/hosted-page.ts';
import { settledParams } from '../../resources/financial-connections/session-preview.ts';
import {
  CREATE,
  checkSession,
  collectedFor,
  openSession,
  PREVIEWS,
  shownHolder,
} from '../../resources/financial-connections/sessions.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { withoutFixed, withoutNulls } from './fields.ts';
import { type Given, keptOf, type PreparedObject, type Reference, referencesOf } from './preparation.ts';
import { goneOn, progressOf, SHOWN_BY_PREVIEWS } from './session-previews.ts';

const TYPE = 'financial_connections.session';

/** A version in which sessions have no manual_entry by default. */
const WITHOUT_ENTRY = '2026-08-26.preview';

const text = string();
const ids = arrayOf((value, path) => text(isHash(value) ? (value.id ?? '') : value, path));

/** The list of collected accounts as the API answers it, whole or by their ids. */
const accounts: Shape<readonly string[]> = (value, path) =>
  ids(isHash(value) ? (value.data ?? '') : value, `${path}[data]`);

/** The token as the API answers it, whole or by its id. */
const token: Shape<string> = (value, path) => text(isHash(value) ? (value.id ?? '') : value, path);

/** The parameters of its creation, none of them required, and what only `objects` may set. */
const parameters = hash({
  ...CREATE,
  ...PREVIEWS,
  ...SHOWN_BY_PREVIEWS,
  account_holder: unsettable(CREATE.account_holder),
  accounts: optional(accounts),
  bank_account_token: optional(token),
  client_secret: unsettable(string()),
  id: optional(string()),
  permissions: optional(CREATE.permissions),
});

/** A session as the API would have opened it, whoever its holder is; one that has accounts is completed. */
export function preparedSession({ scope, fields, where }: Given): PreparedObject<Session> {
  const isAnswer = fields.object !== undefined;
  const nested = Object.entries(withoutFixed(fields, TYPE, where))
    // Previews show these without a value.
    .filter(([name, value]) => value !== null || (name !== 'hosted' && name !== 'url'))
    // A limit of null is a parameter: any number of accounts.
    .map(([name, value]) => [name, name === 'limits' ? value : withoutNulls(value)]);
  const params = parameters(formFromJson(Object.fromEntries(nested)), where);
  const { account_holder: holder, accounts: collected = [], client_secret: secret, ...others } = params;
  const { bank_account_token: btok, filters: { institution, ...filters } = {}, ...rest } = others;
  const settings = {
    permissions: ['balances' as const],
    ...settledParams(rest),
    ...(others.filters === undefined ? {} : { filters }),
  };
  const known = progressOf(others, institution);
  checkSession(scope, { ...settings, prefetch: others.prefetch }, (name) => `${where}[${name}]`);
  const shown = holder == null ? null : shownHolder(holder);
  const id = params.id ?? scope.id('fcsess');
  const other = secret == null ? undefined : scope.facts.sessionSecrets.get(secret);
  if (other !== undefined && other !== id)
    throw errors.misuse(
      sentence`${where}.client_secret is that of ${other}: it leads to one session.`,
      `${where}[client_secret]`,
    );
  const chosen = {
    ...keptOf(scope, TYPE, id),
    ...(secret === undefined ? {} : { client_secret: secret }),
    id,
  };
  return {
    scope,
    id,
    references: [
      ...referencesOf(shown ?? {}, 'account_holder.'),
      ...accountReferences(scope, collectedFor(scope, shown), collected),
      ...(btok === undefined ? [] : [{ type: 'token' as const, id: btok, field: 'bank_account_token' }]),
    ],
    put: () => {
      const earlier = isAnswer ? scope.facts.sessions.get(id) : undefined;
      // An answer that shows no manual_entry is of a session that has none.
      const version = isAnswer ? WITHOUT_ENTRY : NEWEST_VERSION;
      const session = openSession(scope, shown, settings, chosen, version);
      const { state = collected.length > 0 || btok !== undefined ? 'completed' : 'open' } = known;
      const given = { ...known, accounts: collected, state, ...(btok === undefined ? {} : { token: btok }) };
      keep(scope, id, goneOn(earlier, given, known.state !== undefined), earlier);
      return shownSession(scope, session);
    },
  };
}

/** Accounts are where they were collected: with the connected account, if it was for one. */
const accountReferences = (
  scope: Scope,
  owner: string | null,
  collected: readonly string[],
): readonly Reference[] =>
  collected.map((id, at) => ({
    type: 'financial_connections.account',
    id,
    field: `accounts.data[${at}]`,
    ...(owner === null ? {} : { scope: scope.sandbox.scope(owner) }),
  }));

function keep(
  scope: Scope,
  id: string,
  progress: Omit<SessionProgress, 'scope'>,
  earlier: SessionProgress | undefined,
): void {
  const { sessions } = scope.facts;
  sessions.set(id, { ...progress, scope: sessions.get(id)?.scope ?? null });
  const page = progress.preview?.page;
  // That of the earlier session expires already.
  if (page !== undefined && page !== earlier?.preview?.page) expireLater(scope, id);
}
