import { asText } from '../core/as-text.ts';
import { jsonText } from '../core/json-text.ts';
import { masked } from '../core/masked.ts';
import type { Delivery, DeliveryAttempt } from '../model/delivery.ts';
import type { LogEntry, WebhookTarget } from '../model/settings.ts';
import type { Event } from '../model/wire.ts';
import { renderedEvent } from '../sandbox/rendering.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { webhookHostRefusal } from '../sandbox/webhook-hosts.ts';
import { web } from '../web.ts';
import { copied } from './brief.ts';
import { addressOf } from './credentials.ts';
import { noticeOf } from './failures.ts';
import { stripeSignature } from './signature.ts';

interface TransportRequest {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** A redirect is a failure: it is answered, not followed (docs: webhooks). */
  readonly redirect: 'manual';
}
export type Transport = (url: string, request: TransportRequest) => Promise<Response>;

/** How an attempt has ended: it was made, its endpoint or event is gone, or something of ours has thrown. */
type Ending =
  | { readonly kind: 'attempted'; readonly target: WebhookTarget; readonly result: DeliveryAttempt }
  | { readonly kind: 'abandoned' }
  | { readonly kind: 'broken'; readonly reason: string };

/** An attempt, from when it is taken up until it is filed. */
export interface Attempt {
  readonly sandbox: Sandbox;
  readonly delivery: Delivery;
  /** As it was when the attempt was taken up; undefined if it had been forgotten. */
  readonly event: Event | undefined;
  /** Whether only the beginning of what was sent and answered is kept. */
  isBrief: boolean;
  /** Ends it; there is one once it is sent. */
  abort?: AbortController;
  /** Set when its sandbox was reset or restored: the result is dropped. */
  abandoned: boolean;
  timedOut: boolean;
  /** While its receiver is waited for: who that is, and since when. */
  sending?: { readonly target: WebhookTarget; readonly event: Event; readonly sinceMs: number } | undefined;
  /** Set when it has ended. */
  ending?: Ending | undefined;
}

export interface Sending {
  readonly sandbox: Sandbox;
  readonly event: Event;
  readonly target: WebhookTarget;
  readonly delivery: Delivery;
  readonly underWay: Attempt;
  readonly transport: Transport;
}

type Result = Pick<DeliveryAttempt, 'status' | 'response' | 'error'>;

// Kept from the start, because a test's fake timers may replace them, and a receiver that hangs must still time out.
const { setTimeout, clearTimeout } = globalThis;
export const wallMs: () => number = performance.now.bind(performance);
const MAX_KEPT_RESPONSE = 5_000;
// Of pieces, which may be empty.
const MAX_READS = 1_000;

/** One attempt, from rendering to the answer. Whatever goes wrong is its outcome: it never rejects. */
export async function send(sending: Sending): Promise<DeliveryAttempt> {
  // Wall time, looked up at each attempt: a receiver refuses signatures older than five minutes of its own clock.
  const t = Math.floor(Date.now() / 1000);
  const startedMs = wallMs();
  let request: DeliveryAttempt['request'] = { headers: {}, body: '' };
  let result: Result;
  try {
    checkTarget(sending);
    request = await signedRequest(sending, t);
    say(sending, '-->');
    result = await post(sending, request);
  } catch (thrown) {
    result = { status: null, response: null, error: reasonOf(thrown) };
  }
  say(sending, '<--', result);
  return { t, duration_ms: Math.round(wallMs() - startedMs), request, ...result };
}

/** The net under what lets endpoints in: those of the options go where they like, others only where they may. */
function checkTarget({ sandbox, target }: Sending): void {
  if (target.url === undefined || sandbox.targets.includes(target)) return;
  const refusal = webhookHostRefusal(sandbox, target.url);
  if (refusal !== undefined) throw new Error(`not sent: ${refusal}`);
}

/** The event as its endpoint gets it: in the version of the endpoint, or else of the account. */
async function signedRequest(
  { sandbox, event, target }: Sending,
  t: number,
): Promise<{ headers: Record<string, string>; body: string }> {
  const body = jsonText(renderedEvent(sandbox, event, target.apiVersion ?? event.api_version));
  // Spelt as they arrive from Stripe: a receiver may look them up by case.
  const headers = {
    'Content-Type': 'application/json; charset=utf-8',
    'User-Agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
    Accept: '*/*; q=0.5, application/xml',
    'Cache-Control': 'no-cache',
    'Stripe-Signature': await stripeSignature(body, target.secret, t),
    ...addressOf(target.url ?? '').shown,
  };
  return { headers, body };
}

/** Where an attempt goes, in words. */
export const receiverOf = ({ url }: WebhookTarget): string => (url === undefined ? 'handler' : masked(url));

async function post(
  { target, event, underWay, transport }: Sending,
  { headers, body }: { readonly headers: Record<string, string>; readonly body: string },
): Promise<Result> {
  if (underWay.abandoned) throw new Error('abandoned');
  const abort = new web.AbortController();
  const { signal } = abort;
  underWay.abort = abort;
  underWay.sending = { target, event, sinceMs: wallMs() };
  const timer = setTimeout(() => {
    underWay.timedOut = true;
    abort.abort();
  }, target.timeoutMs);
  const { url, headers: credentials } = addressOf(target.url ?? 'http://localhost/webhook');
  const call = async () =>
    target.handler === undefined
      ? transport(url, {
          method: 'POST',
          headers: { ...headers, ...credentials },
          body,
          signal,
          redirect: 'manual',
        })
      : target.handler(new web.Request(url, { method: 'POST', headers, body }));
  try {
    const answer = await Promise.race([call(), aborted(signal)]);
    const { status } = answer;
    if (!Number.isInteger(status) || status < 100 || status > 599)
      throw new Error(`it answered what is no Response: its status is ${asText(status)}`);
    const text = await Promise.race([beginningOf(answer), aborted(signal)]);
    return {
      status,
      error: null,
      response: { headers: Object.fromEntries(new web.Headers(answer.headers)), body: text },
    };
  } catch (thrown) {
    return {
      status: null,
      error: underWay.timedOut ? `timed out after ${target.timeoutMs} ms` : reasonOf(thrown),
      response: null,
    };
  } finally {
    clearTimeout(timer);
  }
}

/** As much of an answer's body as is kept: a handler may answer without end, and without ever letting a timer run. */
async function beginningOf({ body }: Response): Promise<string> {
  if (body === null) return '';
  const reader = body.getReader();
  const decoder = new web.TextDecoder();
  let text = '';
  for (let reads = 0; text.length < MAX_KEPT_RESPONSE && reads < MAX_READS; reads++) {
    const { value, done } = await reader.read();
    text += decoder.decode(value, { stream: !done });
    if (done) break;
  }
  void reader.cancel().catch(() => {});
  return text.length > MAX_KEPT_RESPONSE ? copied(text.slice(0, MAX_KEPT_RESPONSE)) : text;
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(new Error('aborted'));
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });

/**
 * The global `fetch` throws "fetch failed" for everything; the reason is in the error's cause, or, of a host with several
 * addresses, in each of its errors.
 */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return masked(asText(thrown));
  for (const several of [thrown.cause, thrown])
    if (several instanceof AggregateError && several.message === '')
      return several.errors.map(reasonOf).join(', ');
  const told = thrown.cause instanceof Error && thrown.cause.message !== '' ? thrown.cause : thrown;
  // A message is a text, unless somebody has made it something else.
  return masked(asText(told.message));
}

/** Logs that an attempt begins (`-->`) or has ended (`<--`). A log function that throws must not fail a delivery. */
function say(
  { sandbox, event, target, delivery, underWay }: Sending,
  direction: '-->' | '<--',
  result?: Result,
): void {
  if (underWay.abandoned) return;
  const { status = null, error = null } = result ?? {};
  const url = target.url === undefined ? null : masked(target.url);
  const text =
    direction === '-->'
      ? `--> ${event.type} [${event.id}]`
      : `<-- [${error ?? status}] POST ${receiverOf(target)} [${event.id}]`;
  const about = {
    type: event.type,
    event: event.id,
    url,
    status,
    attempt: delivery.attempts.length + 1,
  };
  const entries: LogEntry[] = [
    { kind: 'delivery', direction, text, ...about, ...(error === null ? {} : { error }) },
  ];
  const notice = result && noticeOf({ sandbox, event, target, delivery }, result);
  if (notice !== undefined) entries.push(notice);
  for (const entry of entries) sandbox.settings.log(entry);
}
