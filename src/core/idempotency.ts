import { errors } from './catalogue.ts';
import { Table } from './table.ts';

export const MAX_KEY_LENGTH = 255;

/** What is kept of a request that was carried out: its answer, byte for byte. */
export interface SavedAnswer {
  readonly path: string;
  /** The decoded parameters, by which a request is told from another with the same key. */
  readonly fingerprint: string;
  readonly requestId: string;
  readonly status: number;
  readonly text: string;
  readonly savedMs: number;
}

export interface IdempotencyLimits {
  readonly lifetimeMs: number;
  readonly keys: number;
}

const savedAnswers = () =>
  new Table<{ readonly id: string; readonly answer: SavedAnswer }>({
    created: ({ answer }) => answer.savedMs,
  });

/**
 * Keys of one account and the answers they are bound to. A key lives 24 h of sandbox time (docs:
 * api/idempotent_requests); that is looked at on access, oldest first, so that neither a job nor a timer is needed.
 */
export class IdempotencyKeys {
  // A table, because a Map finds its oldest entry by walking over every entry deleted before it.
  #saved = savedAnswers();
  readonly #running = new Set<string>();
  #isFull = false;
  readonly #limits: IdempotencyLimits;
  readonly #onLimit: (sentence: string) => void;

  constructor(limits: IdempotencyLimits, onLimit: (sentence: string) => void) {
    this.#limits = limits;
    this.#onLimit = onLimit;
  }

  /** Claims a key for a request that is now arriving; returns how to let go of it. */
  claim(key: string): () => void {
    if (key === '') throw errors.idempotencyKeyEmpty();
    if (key.length > MAX_KEY_LENGTH) throw errors.idempotencyKeyTooLong();
    if (this.#running.has(key)) throw errors.idempotencyKeyInUse(key);
    this.#running.add(key);
    return () => void this.#running.delete(key);
  }

  /** The answer to replay, if the key has one. Throws if it belongs to another request. */
  find(
    key: string,
    path: string,
    isSame: (fingerprint: string) => boolean,
    nowMs: number,
  ): SavedAnswer | undefined {
    const saved = this.#saved.get(key)?.answer;
    if (saved === undefined) return undefined;
    if (nowMs - saved.savedMs >= this.#limits.lifetimeMs) {
      this.#saved.forget(key);
      return undefined;
    }
    if (saved.path !== path) throw errors.idempotencyKeyReusedElsewhere(key, saved.path, path);
    if (!isSame(saved.fingerprint)) throw errors.idempotencyKeyReused(key);
    return saved;
  }

  save(key: string, answer: SavedAnswer): void {
    const saved = this.#saved;
    saved.forget(key);
    saved.put({ id: key, answer });
    for (let oldest = saved.oldest(); oldest !== undefined; oldest = saved.oldest()) {
      const expired = answer.savedMs - oldest.answer.savedMs >= this.#limits.lifetimeMs;
      if (!expired && saved.size <= this.#limits.keys) return;
      if (!expired) this.#sayFull();
      saved.forget(oldest.id);
    }
  }

  // From then on every key comes by here.
  #sayFull(): void {
    if (this.#isFull) return;
    this.#isFull = true;
    this.#onLimit(
      `More than ${this.#limits.keys} idempotency keys: the oldest are forgotten (limits.idempotencyKeys).`,
    );
  }

  entries(): readonly (readonly [string, SavedAnswer])[] {
    return [...this.#saved.values()].map(({ id, answer }) => [id, answer]);
  }

  restore(entries: readonly (readonly [string, SavedAnswer])[]): void {
    this.#saved = savedAnswers();
    this.#isFull = false;
    for (const [id, answer] of entries) this.#saved.put({ id, answer });
  }
}
