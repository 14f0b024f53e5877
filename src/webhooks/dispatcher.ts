import { asText } from '../core/as-text.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { web } from '../web.ts';
import { type Attempt, send, type Transport } from './attempt.ts';
import { brief } from './brief.ts';
import { targetOf } from './deliveries.ts';
import { forgetFailures } from './failures.ts';
import { fileAbandoned, fileAttempt, fileBroken, notSent, retryDelayMs } from './filing.ts';

/**
 * Performs delivery attempts: one after another for each endpoint, at the same time for different ones. An attempt is
 * taken up, performed, and filed; only filing changes the sandbox, so that whoever has several may file them in order.
 */
export class Dispatcher {
  readonly #tails = new WeakMap<Sandbox, Map<string, Promise<void>>>();
  /** By sandbox and delivery: a snapshot that is put into two sandboxes gives both the same deliveries. */
  readonly #underWay = new WeakMap<Sandbox, Map<string, Attempt>>();
  #transports: Transport[] = [];

  /** The transport given last is used; calling the returned function removes this one. */
  useTransport(transport: Transport): () => void {
    this.#transports.push(transport);
    return () => {
      this.#transports = this.#transports.filter((other) => other !== transport);
    };
  }

  /** Ids of the deliveries whose attempt is not filed yet. A snapshot saves them as still due. */
  underWay(sandbox: Sandbox): readonly string[] {
    return [...this.#of(sandbox).keys()];
  }

  /** The attempt of this sandbox that has been waiting for its receiver for longest. */
  longest(sandbox: Sandbox): Attempt['sending'] {
    const all = [...this.#of(sandbox).values()].flatMap(({ sending }) =>
      sending === undefined ? [] : [sending],
    );
    return all.reduce<Attempt['sending']>(
      (first, one) => (first === undefined || one.sinceMs < first.sinceMs ? one : first),
      undefined,
    );
  }

  /** Performs an attempt and files it when it has ended, however it has; never rejects, since failure is normal here. */
  async attempt(sandbox: Sandbox, deliveryId: string): Promise<void> {
    const attempt = this.take(sandbox, deliveryId);
    if (attempt === undefined) return;
    await this.perform(attempt);
    this.file(attempt);
  }

  /** Takes an attempt up: what will be sent is the event as it is now. */
  take(sandbox: Sandbox, deliveryId: string): Attempt | undefined {
    const delivery = sandbox.deliveries.get(deliveryId);
    if (delivery === undefined) return undefined;
    // The events of all accounts are in the platform's table.
    const event = sandbox.platform.tables.event.get(delivery.event);
    const attempt: Attempt = { sandbox, delivery, event, isBrief: false, abandoned: false, timedOut: false };
    this.#of(sandbox).set(deliveryId, attempt);
    return attempt;
  }

  /**
   * Resolves when the attempt has ended, however it has; never rejects. `hanging` are the endpoints that have timed out:
   * nothing is sent to them, and who times out is added.
   */
  perform(attempt: Attempt, hanging: Set<string> = new Set()): Promise<void> {
    const { sandbox, delivery } = attempt;
    // By sandbox, because sandboxes share the configured endpoints and must not wait for each other.
    const tails = this.#tails.get(sandbox) ?? new Map<string, Promise<void>>();
    this.#tails.set(sandbox, tails);
    const before = tails.get(delivery.endpoint) ?? Promise.resolve();
    const tail = before.then(async () => {
      await this.#end(attempt, hanging);
      if (tails.get(delivery.endpoint) === tail) tails.delete(delivery.endpoint);
    });
    tails.set(delivery.endpoint, tail);
    return tail;
  }

  /** Files how an attempt has ended, and schedules the next one if there is to be one. Never throws. */
  file(attempt: Attempt): void {
    const { sandbox, delivery, abandoned, ending } = attempt;
    const underWay = this.#of(sandbox);
    if (underWay.get(delivery.id) === attempt) underWay.delete(delivery.id);
    if (abandoned || ending === undefined) return;
    sandbox.noteChange();
    try {
      if (ending.kind === 'abandoned') fileAbandoned(sandbox, delivery);
      else if (ending.kind === 'broken') fileBroken(sandbox, delivery, ending.reason);
      else fileAttempt(sandbox, delivery, ending.target, ending.result);
    } catch (thrown) {
      tellOf(attempt, thrown);
      fileBroken(sandbox, delivery, asText(thrown));
    }
  }

  /** Ends the attempts under way and drops their results, because the sandbox is being reset or restored. */
  abandon(sandbox: Sandbox): void {
    for (const attempt of this.#of(sandbox).values()) {
      attempt.abandoned = true;
      attempt.abort?.abort();
    }
    this.#underWay.delete(sandbox);
    this.#tails.delete(sandbox);
    forgetFailures(sandbox);
  }

  /** Resolves when no attempt of the sandbox is under way, those included that have begun meanwhile. */
  async allEnded(sandbox: Sandbox): Promise<void> {
    for (let tails = this.#tails.get(sandbox); tails?.size; tails = this.#tails.get(sandbox))
      await Promise.all(tails.values());
  }

  #of(sandbox: Sandbox): Map<string, Attempt> {
    const known = this.#underWay.get(sandbox);
    if (known !== undefined) return known;
    const made = new Map<string, Attempt>();
    this.#underWay.set(sandbox, made);
    return made;
  }

  async #end(attempt: Attempt, hanging: Set<string>): Promise<void> {
    if (attempt.abandoned) return;
    try {
      attempt.ending = await this.#ending(attempt, hanging);
    } catch (thrown) {
      tellOf(attempt, thrown);
      attempt.ending = { kind: 'broken', reason: asText(thrown) };
    }
    attempt.sending = undefined;
  }

  async #ending(attempt: Attempt, hanging: Set<string>): Promise<Attempt['ending']> {
    const { sandbox, delivery, event } = attempt;
    const target = targetOf(sandbox, delivery.endpoint);
    if (target === undefined || event === undefined) return { kind: 'abandoned' };
    if (hanging.has(target.id))
      return { kind: 'attempted', target, result: notSent('the endpoint timed out at this instant') };
    const transport = this.#transports.at(-1) ?? web.fetch;
    const result = await send({ sandbox, event, target, delivery, underWay: attempt, transport });
    if (attempt.timedOut) hanging.add(target.id);
    // While an instant's attempts wait to be filed, those that will be kept in brief are brief already.
    attempt.isBrief ||= retryDelayMs(delivery, target, result) !== undefined;
    return { kind: 'attempted', target, result: attempt.isBrief ? brief(result) : result };
  }
}

function tellOf({ sandbox, delivery }: Attempt, thrown: unknown): void {
  const { id, endpoint, event, type } = delivery;
  const stack = thrown instanceof Error ? thrown.stack : undefined;
  sandbox.settings.log({
    kind: 'error',
    text: `The delivery ${id} of ${type} [${event}] to ${endpoint} could not be attempted, and has failed; everything else goes on. ${stack ?? asText(thrown)}`,
  });
}
