/** How a sandbox's time passes: 0 stands, 1 runs with the wall, n runs n times as fast. */
export interface TimeCourse {
  readonly startMs: number;
  readonly scale: number;
  /** Starts at the machine's time, not at `startMs`. */
  readonly followsWall: boolean;
}

// The end of the year 9999. Later instants are written with six digits of the year, which nobody reads.
export const LAST_MS = 253_402_300_799_999;

/** Milliseconds since the epoch as whole Unix seconds, the only form in which Stripe's API sends times. */
export const unixSeconds = (ms: number): number => Math.floor(ms / 1000);

/** The machine's two clocks, as they are now. */
export interface MachineTime {
  /** Since the epoch: people and time servers set it, backwards too. */
  readonly wallMs: () => number;
  /** Since some start: never set, but on some machines it stands while they sleep. */
  readonly steadyMs: () => number;
}

/**
 * A sandbox's time: a line through (wall time, sandbox time) that can be moved. A machine's clock that is set back
 * moves it neither back nor holds it up: what passed then is read from the steady clock. While jobs run, it stands at each job's
 * own due time, so that no job sees the later time to which the clock is being advanced.
 */
export class Clock {
  readonly #machine: MachineTime;
  readonly scale: number;
  #anchorMs: number;
  /** Of the machine's milliseconds, since the anchor. */
  #passedMs = 0;
  #lastWallMs: number;
  #lastSteadyMs: number;
  #heldMs: number | undefined;

  constructor(course: TimeCourse, machine: MachineTime) {
    this.#machine = machine;
    this.scale = course.scale;
    this.#lastWallMs = machine.wallMs();
    this.#lastSteadyMs = machine.steadyMs();
    this.#anchorMs = course.followsWall ? this.#lastWallMs : course.startMs;
  }

  get runs(): boolean {
    return this.scale > 0;
  }

  now(): number {
    if (this.#heldMs !== undefined) return this.#heldMs;
    if (this.scale === 0) return this.#anchorMs;
    this.#read();
    return Math.min(this.#anchorMs + Math.floor(this.#passedMs * this.scale), LAST_MS);
  }

  // Forward it is the wall that counts, because after a sleep of the machine the steady clock knows of nothing.
  #read(): void {
    const wallMs = this.#machine.wallMs();
    const steadyMs = this.#machine.steadyMs();
    const onWallMs = wallMs - this.#lastWallMs;
    this.#passedMs += onWallMs < 0 ? Math.max(0, steadyMs - this.#lastSteadyMs) : onWallMs;
    this.#lastWallMs = wallMs;
    this.#lastSteadyMs = steadyMs;
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
    this.#read();
    this.#passedMs = 0;
  }

  /** Wall milliseconds until sandbox time `ms`; infinite on a clock that stands. */
  wallMsUntil(ms: number): number {
    return this.scale === 0 ? Number.POSITIVE_INFINITY : Math.max(0, (ms - this.now()) / this.scale);
  }
}
