import { describe, expect, it } from 'vitest';
import { Clock, type TimeCourse } from '../../src/core/clock.ts';

const HOUR_MS = 3_600_000;

/** A machine whose clocks go only as the test lets them. */
function machine({ wallMs = 0 } = {}) {
  let wall = wallMs;
  let steady = 12.5;
  return {
    passes: (ms: number): void => {
      wall += ms;
      steady += ms;
    },
    sleeps: (ms: number): void => {
      wall += ms;
    },
    setBack: (ms: number): void => {
      wall -= ms;
    },
    clock: (course: Partial<TimeCourse>) =>
      new Clock(
        { startMs: 1_000, scale: 1, followsWall: false, ...course },
        { wallMs: () => wall, steadyMs: () => steady },
      ),
  };
}

describe('a clock', () => {
  it('that stands moves only when it is moved', () => {
    const { passes, clock: clockOf } = machine();
    const clock = clockOf({ scale: 0 });
    passes(5_000);

    expect([clock.now(), clock.runs, clock.wallMsUntil(2_000)]).toEqual([
      1_000,
      false,
      Number.POSITIVE_INFINITY,
    ]);
    clock.moveTo(3_000);
    expect(clock.now()).toBe(3_000);
  });

  it('that runs does so at its scale, goes on from where it was moved to, and stands while held', () => {
    const { passes, clock: clockOf } = machine({ wallMs: 100 });
    const clock = clockOf({ scale: 60 });
    passes(10);
    expect([clock.now(), clock.wallMsUntil(2_200)]).toEqual([1_600, 10]);

    clock.moveTo(90_000);
    passes(1);
    expect(clock.now()).toBe(90_060);

    clock.hold(5);
    passes(1);
    expect(clock.now()).toBe(5);
    clock.release();
    expect(clock.now()).toBe(90_120);
  });

  it('that follows the wall begins with it', () => {
    expect(machine({ wallMs: 77 }).clock({ startMs: 5, followsWall: true }).now()).toBe(77);
  });

  it.each([1, 60])('at scale %d loses nothing when the machine’s is set back an hour', (scale) => {
    const { passes, setBack, clock: clockOf } = machine({ wallMs: 10 * HOUR_MS });
    const clock = clockOf({ scale });
    passes(500);
    clock.now();

    setBack(HOUR_MS);
    passes(250);
    expect(clock.now()).toBe(1_000 + 750 * scale);
    passes(250);
    expect(clock.now()).toBe(1_000 + 1_000 * scale);
  });

  it('never goes backwards, whatever the machine’s does', () => {
    const { passes, setBack, clock: clockOf } = machine({ wallMs: 10 * HOUR_MS });
    const clock = clockOf({});
    const readings = [0, HOUR_MS, 1, 20, 5 * HOUR_MS].map((ms) => {
      setBack(ms);
      passes(10);
      return clock.now();
    });

    expect(readings).toEqual(readings.toSorted((a, b) => a - b));
    expect(readings.at(-1)).toBeGreaterThanOrEqual(1_040);
  });

  it('stands at the end of the year 9999, however fast it runs', () => {
    const { passes, clock: clockOf } = machine();
    const clock = clockOf({ scale: 31_536_000 });
    passes(10 * HOUR_MS);

    expect(new Date(clock.now()).toISOString()).toBe('9999-12-31T23:59:59.999Z');
  });

  it('is ahead by as long as the machine has slept', () => {
    const { sleeps, clock: clockOf } = machine();
    const clock = clockOf({});
    sleeps(8 * HOUR_MS);

    expect(clock.now()).toBe(1_000 + 8 * HOUR_MS);
  });

  it('goes on from the instant it was moved to, not from what passed while it stood still there', () => {
    const { passes, setBack, clock: clockOf } = machine({ wallMs: 10 * HOUR_MS });
    const clock = clockOf({});
    passes(700);
    setBack(HOUR_MS);
    clock.moveTo(50_000);

    expect(clock.now()).toBe(50_000);
  });
});
