import { wallMs } from '../../webhooks/attempt.ts';

// Kept from the start, because a test's fake timers may replace them. Browsers have no `setImmediate`.
const { setTimeout } = globalThis;
const immediate: ((go: () => void) => unknown) | undefined = globalThis.setImmediate;
const soon = immediate ?? ((go: () => void) => setTimeout(go, 0));

// So long may work take at a stretch: whoever else this process serves waits as long.
const STRETCH_MS = 10;

/** Divides work into stretches, between which the event loop turns. */
export class Pace {
  #untilMs = wallMs() + STRETCH_MS;

  isOver(): boolean {
    return wallMs() >= this.#untilMs;
  }

  async rest(): Promise<void> {
    await new Promise<void>((resolve) => soon(resolve));
    this.#untilMs = wallMs() + STRETCH_MS;
  }
}
