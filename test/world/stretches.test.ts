import { describe, expect, it, onTestFinished } from 'vitest';
import { DEFAULT_WEBHOOK } from '../../src/model/settings.ts';
import { START_MS, type StubbedTime, stubbedTime } from '../support/stubbed-time.ts';

/** Three jobs at one instant, each of which takes longer than time may pass at a stretch. */
function threeLong(scale: number): StubbedTime & { readonly ran: string[] } {
  const ran: string[] = [];
  const world = stubbedTime(({ subject }) => {
    const untilMs = performance.now() + 12;
    while (performance.now() < untilMs);
    ran.push(subject);
  }, scale);
  for (const at of [1, 2, 3]) world.plan(START_MS, `fca_${at}`);
  onTestFinished(() => world.timeline.close());
  return { ...world, ran };
}

const ALL = ['fca_1', 'fca_2', 'fca_3'];

describe.each([
  ['catching up', 1],
  ['advance', 0],
] as const)('%s, when it is long', (_name, scale) => {
  const begin = (world: StubbedTime): Promise<unknown> =>
    scale === 1 ? Promise.resolve(world.timeline.catchUp()) : world.timeline.advanceTo(START_MS + 1_000);

  it('lets the event loop turn, and says who must wait until when', async () => {
    const world = threeLong(scale);

    const whole = begin(world);
    const seen = [...world.ran];
    const backlog = world.timeline.catchUp();
    await backlog;

    expect(seen.length).toBeLessThan(3);
    expect(backlog).toBeInstanceOf(Promise);
    expect(world.ran).toEqual(ALL);
    expect(world.timeline.catchUp()).toBeUndefined();
    await whole;
  });

  it('is finished at once for those who cannot wait', async () => {
    const world = threeLong(scale);
    const whole = begin(world);

    world.timeline.catchUpNow();

    expect(world.ran).toEqual(ALL);
    await whole;
    expect(world.ran).toEqual(ALL);
  });

  it.each(['a reset', 'the end'] as const)('is ended by %s, and leaves nobody waiting', async (by) => {
    const world = threeLong(scale);
    const whole = begin(world);
    const backlog = world.timeline.catchUp();
    const before = [...world.ran];

    if (by === 'the end') world.timeline.close();
    else {
      world.sandbox.parts.jobs.restore([]);
      world.timeline.startAnew(START_MS);
    }
    await Promise.all([whole, backlog]);

    expect(before.length).toBeLessThan(3);
    expect(world.ran).toEqual(before);
    expect(world.timeline.catchUp()).toBeUndefined();
  });
});

describe('time that has much to do', () => {
  it('runs 100,050 jobs of one instant', async () => {
    let ran = 0;
    const { plan, timeline, sandbox } = stubbedTime(() => void ran++);
    for (let at = 0; at < 100_050; at++) plan(START_MS + 1_000, `fca_${at}`);

    const jobs = await timeline.advanceTo(START_MS + 5_000);

    expect([ran, jobs.length, sandbox.nowMs()]).toEqual([100_050, 100_050, START_MS + 5_000]);
  });

  it('is idle after 100,050 jobs at as many instants', async () => {
    let ran = 0;
    let turns = 0;
    const { plan, timeline, sandbox } = stubbedTime(() => void ran++);
    for (let at = 1; at <= 100_050; at++) plan(START_MS + at, `fca_${at}`);
    const turning = setInterval(() => turns++, 0);
    onTestFinished(() => clearInterval(turning));

    await timeline.runToIdle();

    expect([ran, sandbox.nowMs()]).toEqual([100_050, START_MS + 100_050]);
    expect(turns).toBeGreaterThan(0);
  });

  it.each([
    ['Advancing', 0],
    ['Catching up', 1],
  ] as const)('tells how far it has come when a second has passed: %s', async (doing, scale) => {
    const world = stubbedTime(() => {
      const untilMs = performance.now() + 300;
      while (performance.now() < untilMs);
    }, scale);
    for (let at = 0; at < 7; at++) world.plan(START_MS + 1_000, `fca_${at}`);
    world.wall.ms += 1_000;

    await (scale === 1 ? world.timeline.catchUp() : world.timeline.advanceTo(START_MS + 1_000));

    expect(world.logged[0]).toEqual({
      kind: 'notice',
      text: expect.stringMatching(
        `^${doing}: [2-6] of about 7 due jobs have run, the sandbox's time is 2026-01-01T00:00:01\\.000Z\\.$`,
      ),
    });
    world.timeline.close();
  });
});

describe('work without end', () => {
  const endless = (delayMs: number, scale = 0): StubbedTime =>
    stubbedTime((job, { plan, sandbox }) => plan(sandbox.nowMs() + delayMs, `${job.subject}`), scale);
  const SENTENCE =
    /^The sandbox's time stands at 2026-01-01T00:00:01\.000Z: 100000 rounds .* account\.deactivate of fca_1 is the next\. .* reset the sandbox\./;

  it('at one instant is stopped there by a sentence, and no job is lost', async () => {
    const { plan, timeline, sandbox } = endless(0);
    plan(START_MS + 1_000, 'fca_1');
    plan(START_MS + 2_000, 'fca_2');

    await expect(timeline.advanceTo(START_MS + 5_000)).rejects.toThrow(SENTENCE);

    expect(sandbox.nowMs()).toBe(START_MS + 1_000);
    expect(sandbox.parts.jobs.list().map(({ job }) => job.subject)).toEqual(['fca_1', 'fca_2']);
    await expect(timeline.advanceTo(START_MS + 5_000)).rejects.toThrow(SENTENCE);
  });

  it('is stopped when a webhook makes something at each event', async () => {
    const { timeline, sandbox } = stubbedTime(() => {}, 0, { maxRounds: 1_000 });
    const happen = () =>
      sandbox.platform.emit('customer.created', { id: 'cus_1', object: 'customer' } as never);
    const handler = () => {
      happen();
      return new Response();
    };
    sandbox.targets.push({ ...DEFAULT_WEBHOOK, id: 'webhook_1', apiVersion: null, handler });
    happen();

    await expect(timeline.advanceTo(START_MS + 5_000)).rejects.toThrow(
      /^The sandbox's time stands at 2026-01-01T00:00:00\.000Z: 1000 rounds .* webhook\.attempt of whd_\w+ is the next\. .* a webhook that makes something at each event/,
    );

    expect(sandbox.nowMs()).toBe(START_MS);
    expect(sandbox.parts.jobs.list()).toHaveLength(1);
    expect([...sandbox.deliveries.values()].filter(({ status }) => status === 'succeeded')).toHaveLength(
      1_000,
    );
  });

  it('is stopped on the way to idle, too', async () => {
    const { plan, timeline, sandbox } = endless(1);
    plan(START_MS, 'fca_1');

    await expect(timeline.runToIdle()).rejects.toThrow(
      /is not idle, .* after 100000 generations .* of fca_1/,
    );

    expect(sandbox.nowMs()).toBe(START_MS + 99_999);
    expect(sandbox.parts.jobs.list()).toHaveLength(1);
  });

  it('is told of once on a clock that runs, and keeps nobody', async () => {
    const { plan, timeline, sandbox, logged, wall } = endless(0, 1);
    plan(START_MS + 1_000, 'fca_1');
    wall.ms += 5_000;

    for (let backlog = timeline.catchUp(); backlog !== undefined; backlog = timeline.catchUp()) await backlog;
    timeline.catchUpNow();

    expect(logged).toEqual([{ kind: 'error', text: expect.stringMatching(SENTENCE) }]);
    expect(sandbox.parts.jobs.list()).toHaveLength(1);
    timeline.close();
  });
});
