import type { Delivery, DeliveryAttempt } from '../hidden.ts';
import type { Sandbox } from '../sandbox.ts';
import type { WebhookTarget } from '../settings.ts';
import { shapeOf } from '../versions.ts';
import type { Event } from '../wire.ts';
import { schedule, targetOf } from './deliveries.ts';
import { stripeSignature } from './signature.ts';

export interface TransportRequest {
  readonly method: 'POST';
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly signal: AbortSignal;
  /** A redirect is a failure: it is answered, not followed (docs: webhooks). */
  readonly redirect: 'manual';
}
export type Transport = (url: string, request: TransportRequest) => Promise<Response>;

// Fake timers may replace them later; a receiver that hangs must time out all the same.
const { setTimeout, clearTimeout } = globalThis;
const MAX_KEPT_RESPONSE = 5_000;

/** The event as one endpoint gets it: in the version of the endpoint, or else of the account. */
function bodyFor(sandbox: Sandbox, event: Event, target: WebhookTarget): string {
  const version = target.apiVersion ?? event.api_version;
  const render =
    shapeOf(version, sandbox.settings.assume.additiveFields).response ?? ((value: unknown) => value);
  return JSON.stringify({ ...event, api_version: version, data: render(event.data) });
}

/** Performs delivery attempts: one after another for each endpoint, at the same time for different ones. */
export class Dispatcher {
  readonly #tails = new WeakMap<Sandbox, Map<string, Promise<void>>>();
  readonly #underWay = new Map<string, { readonly sandbox: Sandbox; readonly abort: AbortController }>();
  #transport: Transport = (url, request) => fetch(url, request);
  #closed = false;

  useTransport(transport: Transport): void {
    this.#transport = transport;
  }

  /** Ids of the deliveries that are being attempted: to a snapshot they are still due. */
  underWay(sandbox: Sandbox): readonly string[] {
    return [...this.#underWay].filter(([, attempt]) => attempt.sandbox === sandbox).map(([id]) => id);
  }

  /** Resolves when the attempt has ended, however it ended. */
  attempt(sandbox: Sandbox, deliveryId: string): Promise<void> {
    const endpoint = sandbox.deliveries.get(deliveryId)?.endpoint ?? '';
    const abort = new AbortController();
    this.#underWay.set(deliveryId, { sandbox, abort });
    // Sandboxes share configured endpoints, and none waits for another.
    const tails = this.#tails.get(sandbox) ?? new Map<string, Promise<void>>();
    this.#tails.set(sandbox, tails);
    const before = tails.get(endpoint) ?? Promise.resolve();
    const tail = before
      .then(() => this.#perform(sandbox, deliveryId, abort))
      .finally(() => {
        if (this.#underWay.get(deliveryId)?.abort === abort) this.#underWay.delete(deliveryId);
        if (tails.get(endpoint) === tail) tails.delete(endpoint);
      });
    tails.set(endpoint, tail);
    return tail;
  }

  /** Forgets attempts under way: their results are for a world that is gone. */
  abandon(sandbox: Sandbox): void {
    for (const [id, attempt] of this.#underWay) {
      if (attempt.sandbox !== sandbox) continue;
      attempt.abort.abort();
      this.#underWay.delete(id);
    }
  }

  close(): void {
    this.#closed = true;
    for (const { abort } of this.#underWay.values()) abort.abort();
    this.#underWay.clear();
  }

  async #perform(sandbox: Sandbox, deliveryId: string, abort: AbortController): Promise<void> {
    const delivery = sandbox.deliveries.get(deliveryId);
    if (delivery === undefined || this.#closed || abort.signal.aborted) return;
    const scope = delivery.account === null ? sandbox.platform : sandbox.connected(delivery.account);
    const event = scope.tables.event.get(delivery.event);
    const target = targetOf(sandbox, delivery.endpoint);
    if (target === undefined || event === undefined) {
      sandbox.deliveries.put({ ...delivery, status: 'abandoned', next_attempt_at: null });
      return;
    }
    const attempt = await this.#send(scope, event, target, delivery, abort);
    if (!abort.signal.aborted) record(scope, delivery, target, attempt);
  }

  async #send(
    sandbox: Sandbox,
    event: Event,
    target: WebhookTarget,
    delivery: Delivery,
    abort: AbortController,
  ): Promise<DeliveryAttempt> {
    const body = bodyFor(sandbox, event, target);
    // Wall time, looked up at each attempt: a receiver refuses signatures older than five minutes of its own clock.
    const startedMs = Date.now();
    const t = Math.floor(startedMs / 1000);
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      accept: '*/*; q=0.5, application/xml',
      'cache-control': 'no-cache',
      'stripe-signature': await stripeSignature(body, target.secret, t),
    };
    const url = target.url ?? 'http://localhost/webhook';
    sandbox.settings.log({
      kind: 'delivery',
      direction: '-->',
      text: `--> ${event.type} [${event.id}]`,
      type: event.type,
      event: event.id,
      url: target.url ?? null,
      status: null,
      attempt: delivery.attempts.length + 1,
    });
    const { status, response, error } = await this.#post(target, url, { headers, body }, abort);
    const outcome = error ?? String(status);
    sandbox.settings.log({
      kind: 'delivery',
      direction: '<--',
      text: `<-- [${outcome}] POST ${target.url ?? 'handler'} [${event.id}]`,
      type: event.type,
      event: event.id,
      url: target.url ?? null,
      status,
      attempt: delivery.attempts.length + 1,
      ...(error === null ? {} : { error }),
    });
    return { t, duration_ms: Date.now() - startedMs, status, error, request: { headers, body }, response };
  }

  async #post(
    target: WebhookTarget,
    url: string,
    { headers, body }: { readonly headers: Record<string, string>; readonly body: string },
    abort: AbortController,
  ): Promise<Pick<DeliveryAttempt, 'status' | 'response' | 'error'>> {
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), target.timeoutMs);
    const signal = AbortSignal.any([timeout.signal, abort.signal]);
    try {
      const answer = await Promise.race([
        this.#call(target, url, { method: 'POST', headers, body, signal, redirect: 'manual' }),
        aborted(signal),
      ]);
      const text = (await Promise.race([answer.text(), aborted(signal)])).slice(0, MAX_KEPT_RESPONSE);
      return {
        status: answer.status,
        error: null,
        response: { headers: Object.fromEntries(answer.headers), body: text },
      };
    } catch (cause) {
      const error = timeout.signal.aborted ? `timed out after ${target.timeoutMs} ms` : reasonOf(cause);
      return { status: null, error, response: null };
    } finally {
      clearTimeout(timer);
    }
  }

  async #call(target: WebhookTarget, url: string, request: TransportRequest): Promise<Response> {
    if (target.handler === undefined) return this.#transport(url, request);
    const { method, headers, body } = request;
    return target.handler(new Request(url, { method, headers, body }));
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(new Error('aborted'));
    signal.addEventListener('abort', () => reject(new Error('aborted')), { once: true });
  });

/** `fetch failed` says nothing; what it failed of stands in the cause. */
function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return thrown.cause instanceof Error && thrown.cause.message !== '' ? thrown.cause.message : thrown.message;
}

const delivered = ({ status }: DeliveryAttempt): boolean => status !== null && status >= 200 && status < 300;

/** Files the attempt, and schedules the next one if there is to be one. */
function record(sandbox: Sandbox, before: Delivery, target: WebhookTarget, attempt: DeliveryAttempt): void {
  const delivery: Delivery = { ...before, attempts: [...before.attempts, attempt], next_attempt_at: null };
  if (delivered(attempt)) {
    const event = sandbox.tables.event.get(delivery.event);
    if (event !== undefined && !alreadyDelivered(sandbox, before)) {
      sandbox.tables.event.put({ ...event, pending_webhooks: Math.max(0, event.pending_webhooks - 1) });
    }
    sandbox.deliveries.put({ ...delivery, status: 'succeeded' });
    return;
  }
  const delayMs = target.retryScheduleMs[delivery.attempts.length - 1];
  if (delayMs === undefined || targetOf(sandbox, delivery.endpoint) === undefined)
    sandbox.deliveries.put({ ...delivery, status: 'failed' });
  else schedule(sandbox, delivery, delayMs);
}

/** Only an event that was sent anew can have reached its endpoint before. */
function alreadyDelivered(sandbox: Sandbox, { resent, event, endpoint }: Delivery): boolean {
  if (!resent) return false;
  for (const other of sandbox.deliveries.values()) {
    if (other.event === event && other.endpoint === endpoint && other.status === 'succeeded') return true;
  }
  return false;
}
