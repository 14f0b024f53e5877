import type { Delivery, DeliveryAttempt } from '../model/facts.ts';
import type { WebhookTarget } from '../model/settings.ts';
import { noteDelivered } from '../sandbox/awaiting.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { send, type Transport, type UnderWay } from './attempt.ts';
import { boundDeliveries, schedule, targetOf } from './deliveries.ts';

/** Performs delivery attempts: one after another for each endpoint, at the same time for different ones. */
export class Dispatcher {
  readonly #tails = new WeakMap<Sandbox, Map<string, Promise<void>>>();
  readonly #underWay = new Map<string, UnderWay>();
  #transports: Transport[] = [];

  /** The transport given last is used; calling the returned function removes this one. */
  useTransport(transport: Transport): () => void {
    this.#transports.push(transport);
    return () => {
      this.#transports = this.#transports.filter((other) => other !== transport);
    };
  }

  /** Ids of the deliveries that are being attempted. A snapshot saves them as still due. */
  underWay(sandbox: Sandbox): readonly string[] {
    return [...this.#underWay].filter(([, attempt]) => attempt.sandbox === sandbox).map(([id]) => id);
  }

  /** Resolves when the attempt has ended, however it ended; never rejects, since failure is normal here. */
  attempt(sandbox: Sandbox, deliveryId: string): Promise<void> {
    const endpoint = sandbox.deliveries.get(deliveryId)?.endpoint ?? '';
    const underWay: UnderWay = { sandbox, abort: new AbortController(), abandoned: false };
    this.#underWay.set(deliveryId, underWay);
    // By sandbox, because sandboxes share the configured endpoints and must not wait for each other.
    const tails = this.#tails.get(sandbox) ?? new Map<string, Promise<void>>();
    this.#tails.set(sandbox, tails);
    const before = tails.get(endpoint) ?? Promise.resolve();
    const tail = before
      .then(() => this.#perform(deliveryId, underWay))
      .finally(() => {
        if (this.#underWay.get(deliveryId) === underWay) this.#underWay.delete(deliveryId);
        if (tails.get(endpoint) === tail) tails.delete(endpoint);
      });
    tails.set(endpoint, tail);
    return tail;
  }

  /** Ends the attempts under way and drops their results, because the sandbox is being reset or restored. */
  abandon(sandbox: Sandbox): void {
    for (const [id, attempt] of this.#underWay) {
      if (attempt.sandbox !== sandbox) continue;
      this.#underWay.delete(id);
      attempt.abandoned = true;
      attempt.abort.abort();
    }
    this.#tails.delete(sandbox);
  }

  async #perform(deliveryId: string, underWay: UnderWay): Promise<void> {
    const { sandbox } = underWay;
    const delivery = sandbox.deliveries.get(deliveryId);
    if (delivery === undefined || underWay.abandoned) return;
    // The events of all accounts are in the platform's table.
    const event = sandbox.platform.tables.event.get(delivery.event);
    const target = targetOf(sandbox, delivery.endpoint);
    if (target === undefined || event === undefined) {
      sandbox.deliveries.put({ ...delivery, status: 'abandoned', next_attempt_at: null });
      return;
    }
    const attempt = await send({
      sandbox,
      event,
      target,
      delivery,
      underWay,
      transport: this.#transports.at(-1) ?? fetch,
    });
    if (!underWay.abandoned) record(sandbox, delivery, target, attempt);
  }
}

const delivered = ({ status }: DeliveryAttempt): boolean => status !== null && status >= 200 && status < 300;

/** Files the attempt, and schedules the next one if there is to be one. */
function record(sandbox: Sandbox, before: Delivery, target: WebhookTarget, attempt: DeliveryAttempt): void {
  sandbox.noteChange();
  const delivery: Delivery = { ...before, attempts: [...before.attempts, attempt], next_attempt_at: null };
  if (delivered(attempt)) {
    noteDelivered(sandbox, delivery.event, delivery.endpoint);
    sandbox.deliveries.put({ ...delivery, status: 'succeeded' });
    boundDeliveries(sandbox);
    return;
  }
  const delayMs = target.retryScheduleMs[delivery.attempts.length - 1];
  if (delayMs === undefined || targetOf(sandbox, delivery.endpoint) === undefined)
    sandbox.deliveries.put({ ...delivery, status: 'failed' });
  else schedule(sandbox, delivery, delayMs);
}
