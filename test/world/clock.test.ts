import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { linkedAccount, setup } from '../support/setup.ts';

const REFRESHED = 'financial_connections.account.refreshed_balance';
const form = (values: Record<string, string>) => String(new URLSearchParams(values));

describe('time', () => {
  it('stands in process, and runs what is due on the way, each at its own instant', async () => {
    const world = setup({ time: { start: '2026-01-01T00:00:00Z', runs: false } });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });

    const jobs = await world.emulator.clock.advance(3_600_000);

    const event = world.emulator.events().find(({ type }) => type === REFRESHED);
    expect(event?.created).toBe(Date.parse('2026-01-01T00:00:01Z') / 1000);
    expect(jobs.map(({ kind }) => kind)).toEqual([
      'webhook.attempt',
      'webhook.attempt',
      'account.refresh',
      'webhook.attempt',
    ]);
    expect(world.emulator.clock.now()).toEqual(new Date('2026-01-01T01:00:00Z'));
  });

  it('is moved over HTTP, too', async () => {
    const { call } = setup({ time: { start: '2026-01-01T00:00:00Z', runs: false } });

    const by = await call('POST', '/_emulator/clock/advance', { form: form({ by: '5s' }) });
    const to = await call('POST', '/_emulator/clock/advance', { form: form({ to: '2026-02-01T00:00:00Z' }) });
    const idle = await call('POST', '/_emulator/clock/advance', { form: form({ until: 'idle' }) });

    expect(by.body).toMatchObject({ object: 'emulator.clock', iso: '2026-01-01T00:00:05.000Z', jobs: [] });
    expect(to.body.iso).toBe('2026-02-01T00:00:00.000Z');
    expect(idle.status).toBe(200);
    expect((await call('GET', '/_emulator/clock')).body).toMatchObject({
      scale: 0,
      now: Date.parse('2026-02-01') / 1000,
    });
  });

  it.each([
    [{}, 'Say how far'],
    [{ by: '5' }, 'A duration carries its unit'],
    [{ to: 'tomorrow' }, 'Write Unix seconds or an ISO instant'],
    [{ to: '2026' }, 'Write Unix seconds or an ISO instant'],
    [{ until: 'done' }, 'The only thing to wait for is idle'],
    [{ to: '2020-01-01T00:00:00Z' }, 'Time only goes forward'],
  ])('refuses %j', async (values, message) => {
    const { call } = setup();

    const { status, body } = await call('POST', '/_emulator/clock/advance', {
      form: form(values as Record<string, string>),
    });

    expect(status).toBe(400);
    expect(body.error.message).toContain(message);
  });

  it.each(['2026-02-01T00:00:00', '2026-02-01', '1769904000', '2026-01-31T23:00:00-01:00'])(
    'is moved to %s, in UTC unless a zone is named',
    async (to) => {
      vi.stubEnv('TZ', 'Asia/Tokyo');
      onTestFinished(() => void vi.unstubAllEnvs());
      const { call } = setup({ time: { start: '2026-01-01T00:00:00Z', runs: false } });

      const { body } = await call('POST', '/_emulator/clock/advance', { form: form({ to }) });

      expect(body.iso).toBe('2026-02-01T00:00:00.000Z');
    },
  );

  it('goes no further than it must to be idle: retries are background', async () => {
    const { emulator, stripe } = setup({ webhooks: [{ handler: () => new Response('', { status: 500 }) }] });
    await stripe.customers.create();
    const start = emulator.clock.now();

    await emulator.clock.runToIdle();

    expect(emulator.clock.now()).toEqual(start);
    expect(emulator.clock.pending()).toMatchObject([{ kind: 'webhook.attempt', background: true }]);
  });

  it('cannot be advanced by a webhook that it delivers', async () => {
    const outcomes: unknown[] = [];
    const { emulator, stripe } = setup({
      webhooks: [
        {
          handler: async () => {
            outcomes.push(await emulator.clock.advance(1).catch((refused: Error) => refused.message));
            return new Response();
          },
        },
      ],
    });
    await stripe.customers.create();

    await emulator.clock.advance(0);

    expect(outcomes).toEqual([expect.stringContaining('Time is being advanced already')]);
  });

  it('lets a webhook call the API back, at the instant of its delivery', async () => {
    const seen: unknown[] = [];
    const world = setup({
      webhooks: [
        {
          enabledEvents: [REFRESHED],
          handler: async (request) => {
            const { data } = (await request.json()) as { data: { object: { id: string } } };
            seen.push(
              (await world.stripe.financialConnections.accounts.retrieve(data.object.id)).balance?.cash
                ?.available,
              world.emulator.clock.now(),
            );
            return new Response();
          },
        },
      ],
    });
    const { id } = await linkedAccount(world);
    await world.stripe.financialConnections.accounts.refresh(id, { features: ['balance'] });
    const dueMs = world.emulator.clock.now().getTime() + 1_000;

    await world.emulator.clock.advance(60_000);

    expect(seen).toEqual([{ usd: 1_000_000 }, new Date(dueMs)]);
  });
});
