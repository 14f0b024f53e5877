/** How a sandbox's time passes: 0 stands, 1 runs with the wall, n runs n times as fast. */
export interface TimeCourse {
  readonly startMs: number;
  readonly scale: number;
  /** Starts at the machine's time, not at `startMs`. */
  readonly followsWall: boolean;
}

/** Milliseconds since the epoch as whole Unix seconds, the only form in which Stripe's API sends times. */
export const unixSeconds = (ms: number): number => Math.floor(ms / 1000);

/**
 * A sandbox's time: a line through (wall time, sandbox time) that can be moved. While jobs run, it stands at each job's
 * own due time, so that no job sees the later time to which the clock is being advanced.
 */
export class Clock {
  readonly #wallMs: () => number;
  readonly scale: number;
  #anchorMs: number;
  #anchorWallMs: number;
  #heldMs: number | undefined;

  constructor(course: TimeCourse, wallMs: () => number) {
    this.#wallMs = wallMs;
    this.scale = course.scale;
    this.#anchorMs = course.followsWall ? wallMs() : course.startMs;
    this.#anchorWallMs = wallMs();
  }

  get runs(): boolean {
    return this.scale > 0;
  }

  now(): number {
    if (this.#heldMs !== undefined) return this.#heldMs;
    if (this.scale === 0) return this.#anchorMs;
    return this.#anchorMs + Math.floor((this.#wallMs() - this.#anchorWallMs) * this.scale);
  }

  /** Stands at `ms` until `moveTo` or `release`. */
  hold(ms: number): void {
    this.#heldMs = ms;
  }

  release(): void {
    this.#heldMs = undefined;
  }

  /** Goes on from `ms`. */
  moveTo(ms: number): void {
    this.#heldMs = undefined;
    this.#anchorMs = ms;
    this.#anchorWallMs = this.#wallMs();
  }

  /** Wall milliseconds until sandbox time `ms`; infinite on a clock that stands. */
  wallMsUntil(ms: number): number {
    return this.scale === 0 ? Number.POSITIVE_INFINITY : Math.max(0, (ms - this.now()) / this.scale);
  }
}
