import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Heap } from '../../src/core/heap.ts';
import { type ScheduledJob as Scheduled, Scheduler } from '../../src/core/scheduler.ts';

interface Job {
  readonly kind: string;
  readonly subject: string;
}
type ScheduledJob = Scheduled<Job>;

interface Planned {
  readonly dueMs: number;
  readonly phase: 0 | 1;
  readonly background: boolean;
}

const planned: fc.Arbitrary<Planned> = fc.record({
  dueMs: fc.nat(6),
  phase: fc.constantFrom(0, 1),
  background: fc.boolean(),
});
const plans = fc.array(planned, { maxLength: 40 });

function plan(scheduler: Scheduler<Job>, jobs: readonly Planned[], firstSubject: number): void {
  for (const [at, { dueMs, ...options }] of jobs.entries()) {
    scheduler.schedule(dueMs, { kind: 'test', subject: String(firstSubject + at) }, options);
  }
}

function scheduled(given: readonly Planned[]): Scheduler<Job> {
  const scheduler = new Scheduler<Job>();
  plan(scheduler, given, 0);
  return scheduler;
}

const subjects = (jobs: readonly ScheduledJob[]): readonly number[] =>
  jobs.map(({ job }) => Number(job.subject));

/** Due time, then state before deliveries, then as scheduled. */
const inOrder = (given: readonly Planned[]): readonly number[] =>
  [...given.keys()].sort((a, b) => {
    const [first, second] = [given[a] as Planned, given[b] as Planned];
    return first.dueMs - second.dueMs || first.phase - second.phase || a - b;
  });

function drained(scheduler: Scheduler<Job>, untilMs: number): readonly ScheduledJob[] {
  const ran: ScheduledJob[] = [];
  for (let next = scheduler.takeDue(untilMs); next !== undefined; next = scheduler.takeDue(untilMs))
    ran.push(next);
  return ran;
}

describe('the queue', () => {
  it('takes back jobs by their name, and gives the rest in order', () => {
    fc.assert(
      fc.property(
        plans,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 6 }),
        (given, names, untilMs) => {
          const scheduler = new Scheduler<Job>(({ subject }) =>
            subject.endsWith('7') ? undefined : String(Number(subject) % names),
          );
          plan(scheduler, given, 0);
          const early = drained(scheduler, untilMs - 3);

          scheduler.cancel('0', ({ subject }) => !subject.endsWith('4'));

          const isLeft = (at: number) => at % names !== 0 || /[47]$/.test(String(at));
          const left = inOrder(given).slice(early.length).filter(isLeft);
          const foreground = left.filter((at) => given[at]?.background !== true);
          expect(subjects(scheduler.list())).toEqual(left);
          expect(scheduler.foregroundSize).toBe(foreground.length);
          expect(scheduler.nextDueMs()).toBe(given[left[0] ?? -1]?.dueMs);
          expect(scheduler.nextForegroundDueMs()).toBe(given[foreground[0] ?? -1]?.dueMs);
          expect(subjects(drained(scheduler, 6))).toEqual(left);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('gives jobs by due time, state before deliveries, then as they were scheduled', () => {
    fc.assert(
      fc.property(plans, (given) => {
        const scheduler = scheduled(given);

        expect(subjects(scheduler.list())).toEqual(inOrder(given));
        expect(subjects(drained(scheduler, 6))).toEqual(inOrder(given));
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives in two steps what it gives in one', () => {
    fc.assert(
      fc.property(plans, fc.nat(6), fc.nat(6), (given, a, b) => {
        const [inTwo, inOne] = [scheduled(given), scheduled(given)];

        const two = [...drained(inTwo, Math.min(a, b)), ...drained(inTwo, Math.max(a, b))];

        expect(two).toEqual(drained(inOne, Math.max(a, b)));
        expect(inTwo.list()).toEqual(inOne.list());
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes nothing before its time, and of a phase only what is first', () => {
    fc.assert(
      fc.property(plans, fc.nat(6), (given, nowMs) => {
        const scheduler = scheduled(given);
        const [first] = scheduler.list();
        const isDueState = first !== undefined && first.dueMs <= nowMs && first.phase === 0;

        expect(scheduler.takeDue(nowMs, 0)).toEqual(isDueState ? first : undefined);
        expect(scheduler.nextDueMs()).toBe(scheduler.list()[0]?.dueMs);
      }),
    );
  });

  it('waits only for what is no background work', () => {
    fc.assert(
      fc.property(plans, (given) => {
        const awaited = given.filter(({ background }) => !background).map(({ dueMs }) => dueMs);

        expect(scheduled(given).nextForegroundDueMs()).toBe(
          awaited.length === 0 ? undefined : Math.min(...awaited),
        );
      }),
    );
  });

  it('goes on after it was saved and restored, new jobs behind old ones', () => {
    fc.assert(
      fc.property(plans, plans, fc.nat(6), (earlier, later, nowMs) => {
        const original = scheduled(earlier);
        drained(original, nowMs);
        const restored = new Scheduler<Job>();
        restored.restore(JSON.parse(JSON.stringify(original.list())));

        for (const scheduler of [original, restored]) {
          plan(scheduler, later, 100);
        }

        expect(subjects(drained(restored, 6))).toEqual(subjects(drained(original, 6)));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a heap', () => {
  it('gives the smallest first, whatever is added between', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.nat(20)), { maxLength: 60 }), (steps) => {
        const heap = new Heap<number>((a, b) => a < b);
        let model: number[] = [];
        for (const added of steps) {
          if (added !== null) {
            heap.push(added);
            model.push(added);
          } else {
            model.sort((a, b) => a - b);
            expect(heap.pop()).toBe(model[0]);
            model = model.slice(1);
          }
          expect(heap.peek()).toBe(model.length === 0 ? undefined : Math.min(...model));
        }
        expect([...heap.values()].sort()).toEqual(model.sort());
      }),
      { numRuns: 2_000 },
    );
  });
});
