import { hash, oneOf, optional, type Params, string } from '../../core/shape.ts';
import {
  CANCEL_REASONS,
  DELIVERY_METHODS,
  RELINK_FAILURES,
  type SessionPreview,
  type SessionProgress,
  type SessionState,
} from '../../model/session-progress.ts';
import { pathOfHosted } from '../../resources/financial-connections/hosted-page.ts';
import {
  PREVIEW_PARAMETERS,
  previewOf,
  statusOf,
} from '../../resources/financial-connections/session-preview.ts';

/** What previews show of a session besides its parameters; an answer of theirs can be put in place, too. */
export const SHOWN_BY_PREVIEWS = {
  ...PREVIEW_PARAMETERS,
  hosted: optional(
    hash({ delivery_method: optional(oneOf(...DELIVERY_METHODS)), return_url: optional(string()) }),
  ),
  relink_result: optional(
    hash({
      account: optional(string()),
      authorization: optional(string()),
      failure_reason: optional(oneOf(...RELINK_FAILURES)),
    }),
  ),
  status: optional(oneOf('pending', 'succeeded', 'failed', 'cancelled')),
  status_details: optional(hash({ cancelled: optional(hash({ reason: oneOf(...CANCEL_REASONS) })) })),
  url: optional(string()),
} as const;

type Shown = Params<typeof SHOWN_BY_PREVIEWS>;

const STATES = {
  pending: 'open',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'canceled',
} as const satisfies Readonly<Record<NonNullable<Shown['status']>, SessionState>>;

/** What is kept beside a session that has some of it; nothing of one that has none. */
export function progressOf(
  shown: Shown,
  institution: string | undefined,
): Partial<Pick<SessionProgress, 'preview' | 'reason' | 'relinkResult' | 'state'>> {
  const { relink_result: result, status, status_details: details, url } = shown;
  const reason = details?.cancelled?.reason;
  const preview: SessionPreview = previewOf(
    shown,
    institution,
    url === undefined ? undefined : pathOfHosted(url),
  );
  const isPlain = status === undefined && preview.uiMode === 'modal' && Object.keys(preview).length === 1;
  if (isPlain) return {};
  return {
    preview,
    ...(status === undefined ? {} : { state: STATES[status] }),
    ...(reason === undefined ? {} : { reason }),
    ...(result === undefined
      ? {}
      : {
          relinkResult: {
            account: result.account ?? null,
            authorization: result.authorization ?? null,
            failure_reason: result.failure_reason ?? null,
          },
        }),
  };
}

type Progress = Omit<SessionProgress, 'scope'>;

/**
 * A session that is put back as it was answered: what other versions do not show of the earlier one of its id stays, as
 * does what a status stands for that two states have.
 */
export function goneOn(
  earlier: SessionProgress | undefined,
  given: Progress,
  isStateTold: boolean,
): Progress {
  if (earlier === undefined) return given;
  const { preview: before, scope: _scope, ...kept } = earlier;
  const isTheSame = statusOf(given) === statusOf(earlier) || (!isStateTold && given.state === 'open');
  const preview = before === undefined ? given.preview : { ...before, ...given.preview };
  return {
    ...kept,
    ...given,
    state: isTheSame ? earlier.state : given.state,
    ...(preview === undefined ? {} : { preview }),
  };
}
