import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Delivery } from '../../src/model/delivery.ts';
import { START_MS, type StubbedTime, stubbedTime } from '../support/stubbed-time.ts';
import { thrownJobs } from '../support/thrown-jobs.ts';

/** Here they are meant to throw. */
afterEach(() => void thrownJobs());

/** Three jobs a second apart, of which the second throws. */
function three(scale = 0): StubbedTime & { readonly ran: string[] } {
  const ran: string[] = [];
  const world = stubbedTime(({ subject }) => {
    ran.push(subject);
    if (subject === 'fca_2') throw new TypeError('There is no balance.');
  }, scale);
  for (const at of [1, 2, 3]) world.plan(START_MS + at * 1_000, `fca_${at}`);
  onTestFinished(() => world.timeline.close());
  return { ...world, ran };
}

const THE_STORY = [
  {
    kind: 'error',
    text: expect.stringMatching(
      /^The job account\.deactivate of fca_2, due at 2026-01-01T00:00:02\.000Z, has thrown\..* TypeError: There is no balance\.\n +at /s,
    ),
  },
];

describe('a job that throws is told of once and taken out, and everything else goes on', () => {
  it('in advance', async () => {
    const { timeline, sandbox, logged, ran } = three();

    const jobs = await timeline.advanceTo(START_MS + 5_000);

    expect(jobs).toHaveLength(3);
    expect(ran).toEqual(['fca_1', 'fca_2', 'fca_3']);
    expect(logged).toEqual(THE_STORY);
    expect(sandbox.nowMs()).toBe(START_MS + 5_000);
    expect(sandbox.parts.jobs.list()).toEqual([]);
  });

  it('to idle', async () => {
    const { timeline, logged, ran } = three();

    await timeline.runToIdle();

    expect(ran).toEqual(['fca_1', 'fca_2', 'fca_3']);
    expect(logged).toEqual(THE_STORY);
  });

  it('while catching up', () => {
    const { timeline, sandbox, logged, wall, ran } = three(1);
    wall.ms += 10_000;

    expect(timeline.catchUp()).toBeUndefined();

    expect(ran).toEqual(['fca_1', 'fca_2', 'fca_3']);
    expect(logged).toEqual(THE_STORY);
    expect(sandbox.nowMs()).toBe(START_MS + 10_000);
  });

  it('on the timer', () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { logged, wall, ran } = three(1);
    wall.ms += 10_000;

    vi.advanceTimersByTime(10_000);

    expect(ran).toEqual(['fca_1', 'fca_2', 'fca_3']);
    expect(logged).toEqual(THE_STORY);
  });
});

describe('a delivery that cannot be attempted', () => {
  const damaged = async () => {
    const world = stubbedTime(() => {});
    const { sandbox } = world;
    const event = sandbox.platform.emit('customer.created', { id: 'cus_1', object: 'customer' } as never);
    // What no snapshot may hold any more.
    sandbox.platform.facts.endpoints.set('we_1', { secret: 'whsec_1', connect: false, account: null });
    sandbox.platform.tables.webhook_endpoint.put({
      id: 'we_1',
      status: 'enabled',
      get url(): string {
        throw new TypeError('There is no URL.');
      },
    } as never);
    const delivery: Delivery = {
      id: 'whd_1',
      object: 'delivery',
      event: event.id,
      type: event.type,
      account: null,
      endpoint: 'we_1',
      url: null,
      status: 'pending',
      resent: false,
      attempts: [],
      next_attempt_at: 0,
    };
    sandbox.deliveries.put(delivery);
    return world;
  };
  const THE_END = {
    status: 'failed',
    next_attempt_at: null,
    attempts: [
      { status: null, response: null, error: expect.stringMatching(/^not sent: .*There is no URL\./) },
    ],
  };

  it('has failed, and says why, in its attempt and in the log', async () => {
    const { dispatcher, sandbox, logged } = await damaged();

    await dispatcher.attempt(sandbox, 'whd_1');

    expect(sandbox.deliveries.get('whd_1')).toMatchObject(THE_END);
    expect(logged).toMatchObject([
      {
        kind: 'error',
        text: expect.stringMatching(/^The delivery whd_1 of customer\.created .*There is no URL\./),
      },
    ]);
  });

  it('does not keep advance', async () => {
    const { timeline, sandbox } = await damaged();
    sandbox.schedule(START_MS, { kind: 'webhook.attempt', subject: 'whd_1' }, { phase: 1 });

    await timeline.advanceTo(START_MS + 1_000);

    expect(sandbox.deliveries.get('whd_1')).toMatchObject(THE_END);
    expect(sandbox.nowMs()).toBe(START_MS + 1_000);
  });

  it('has failed even when what is kept of its attempts is damaged', async () => {
    const { dispatcher, sandbox } = await damaged();
    sandbox.platform.tables.webhook_endpoint.forget('we_1');
    sandbox.deliveries.put({ ...(sandbox.deliveries.get('whd_1') as Delivery), attempts: null as never });

    await dispatcher.attempt(sandbox, 'whd_1');

    expect(sandbox.deliveries.get('whd_1')?.status).toBe('failed');
  });
});
