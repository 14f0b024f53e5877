import { inUnits } from '../core/duration.ts';
import { masked, withoutSecrets } from '../core/masked.ts';
import { cut, ours, sentence } from '../core/sentence.ts';
import type { Delivery, DeliveryAttempt } from '../model/delivery.ts';
import type { LogEntry, WebhookTarget } from '../model/settings.ts';
import type { Event } from '../model/wire.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { shortened } from './brief.ts';

/*
 * A webhook that fails is told of aloud, whatever else is printed: an assertion that fails in a test's handler, or a secret
 * that is not the endpoint's, would otherwise be seen only by who looks for it. Once for an endpoint and a kind of failure,
 * until it has succeeded or its sandbox begins anew.
 */

/** Of one endpoint. Failures that differ each time, as by an id in them, must not fill the log. */
const MOST_KINDS = 10;

/** The kinds that were told, by endpoint: those of the options are one for all sandboxes, others are their sandbox's. */
const TOLD = new WeakMap<WebhookTarget | Sandbox, Map<string, Set<string>>>();

/** A delivery attempt that has ended. */
interface Ended {
  readonly sandbox: Sandbox;
  readonly target: WebhookTarget;
  readonly event: Event;
  readonly delivery: Delivery;
}
type Result = Pick<DeliveryAttempt, 'status' | 'response' | 'error'>;

/** The notice of an attempt that has failed; undefined if it has not, or if that was told. */
export function noticeOf(ended: Ended, result: Result): LogEntry | undefined {
  const { status, error } = result;
  const { sandbox, target, event } = ended;
  const owner = sandbox.targets.includes(target) ? target : sandbox;
  if (status !== null && status >= 200 && status < 300) {
    TOLD.get(owner)?.delete(target.id);
    return undefined;
  }
  const kinds = kindsOf(owner, target.id);
  const kind = cut(error ?? String(status));
  if (kinds.has(kind) || kinds.size >= MOST_KINDS) return undefined;
  kinds.add(kind);
  const { url } = target;
  const details = { event: event.id, type: event.type, url: url === undefined ? null : masked(url), status };
  return { kind: 'notice', text: textOf(ended, result, kinds.size === MOST_KINDS), ...details };
}

/** A sandbox begins anew: what fails from now on is told as if for the first time. */
export function forgetFailures(sandbox: Sandbox): void {
  for (const owner of [sandbox, ...sandbox.targets]) TOLD.delete(owner);
}

function kindsOf(owner: WebhookTarget | Sandbox, endpoint: string): Set<string> {
  const endpoints = TOLD.get(owner) ?? new Map<string, Set<string>>();
  TOLD.set(owner, endpoints);
  const kinds = endpoints.get(endpoint) ?? new Set();
  endpoints.set(endpoint, kinds);
  return kinds;
}

function textOf(
  { target, event, delivery }: Ended,
  { status, response, error }: Result,
  isLast: boolean,
): string {
  const who = target.url === undefined ? 'A webhook handler' : `The webhook ${onOneLine(target.url)}`;
  const did = error === null ? `answered ${status} to` : 'failed on';
  const why = error?.replace(/\.$/, '') ?? answerShown(status, response?.body ?? '');
  const delayMs = target.retryScheduleMs[delivery.attempts.length];
  const next =
    delayMs === undefined
      ? 'It will not be tried again'
      : `It will be tried again in ${inUnits(delayMs)} of the sandbox's time`;
  const once = isLast ? 'No more of its failures are told' : 'This failure is not told again';
  return sentence`${who} ${did} ${event.type} [${event.id}]: ${why}. ${ours(next)}; deliveries() and GET /_emulator/deliveries have all attempts. ${ours(once)} until it has succeeded.`;
}

/** Who sends a text must not control a terminal. */
const onOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

/** The beginning of an answer. */
function answerShown(status: number | null, body: string): string {
  // Masked before it is cut, as in sentences.
  const line = onOneLine(shortened(withoutSecrets(masked(body))));
  const redirect = status !== null && status >= 300 && status < 400 ? ', and redirects are not followed' : '';
  return `${line === '' ? 'its answer is empty' : `"${line}"`}${redirect}`;
}
