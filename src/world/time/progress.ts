import { wallMs } from '../../webhooks/attempt.ts';

const FIRST_MS = 1_000;

/** Says how far long work has come: when it has taken a second, and then at intervals that double. */
export class Progress {
  readonly #startedMs = wallMs();
  readonly #say: () => void;
  #nextMs = FIRST_MS;

  constructor(say: () => void) {
    this.#say = say;
  }

  look(): void {
    const elapsedMs = wallMs() - this.#startedMs;
    if (elapsedMs < this.#nextMs) return;
    while (this.#nextMs <= elapsedMs) this.#nextMs *= 2;
    this.#say();
  }
}

const counted = (count: number): string => count.toLocaleString('en-US');

/** One line of it. `left` is not the whole of what is to come: jobs bring on others. */
export const progressOf = (doing: string, done: number, left: number, iso: string): string =>
  `${doing}: ${counted(done)} of about ${counted(done + left)} due jobs have run, the sandbox's time is ${iso}.`;
