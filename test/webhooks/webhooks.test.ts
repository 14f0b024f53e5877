import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../src/index.ts';
import { setup } from '../support/setup.ts';

/** A promise that is open until a test resolves it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('deliveries', () => {
  it('are all made, however many the log keeps', async () => {
    const { emulator, stripe, received } = setup({ limits: { deliveries: 5 }, log: false });
    for (let made = 0; made < 8; made++) await stripe.customers.create();

    await emulator.clock.runToIdle();

    expect(received).toHaveLength(8);
    expect(emulator.deliveries().length).toBeLessThanOrEqual(5);
    expect(new Set(emulator.events().map(({ pending_webhooks: pending }) => pending))).toEqual(new Set([0]));
  });

  const failing = async (log: NonNullable<EmulatorOptions['log']>) => {
    const handler = () => {
      throw new Error('expected 1 to be 2');
    };
    const { emulator, stripe } = setup({ webhooks: [{ handler }], log });
    await stripe.customers.create();
    await emulator.clock.advance(0);
    return emulator;
  };

  it('fail, and nothing else does, when a handler throws', async () => {
    const emulator = await failing(false);

    expect(emulator.deliveries()[0]).toMatchObject({
      status: 'pending',
      attempts: [{ status: null, error: 'expected 1 to be 2' }],
    });
  });

  it('are in the log when a handler throws', async () => {
    const said: string[] = [];

    await failing(({ kind, text }) => kind === 'notice' && said.push(text));

    expect(said).toEqual([expect.stringContaining('A webhook handler failed on customer.created')]);
  });

  it('succeed, even if the log throws', async () => {
    const complain = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => complain.mockRestore());
    const { emulator, stripe } = setup({
      log: ({ kind }) => {
        if (kind === 'delivery') throw new Error('disk full');
      },
    });
    await stripe.customers.create();

    await emulator.clock.advance(0);

    expect(emulator.deliveries()[0]?.status).toBe('succeeded');
    expect(new Set(complain.mock.calls.flat())).toEqual(
      new Set(['stripe-fc-emulator: the log function has thrown: Error: disk full']),
    );
  });

  it('go to every handler that a sandbox was given, each once', async () => {
    const { emulator, clientFor } = setup();
    const seen: string[] = [];
    const collect = (name: string) => ({
      webhooks: [{ handler: () => new Response(String(seen.push(name))) }],
    });
    const box = emulator.sandbox('sk_test_box', collect('first'));
    emulator.sandbox('sk_test_box', collect('second'));
    await clientFor('sk_test_box').customers.create();

    await box.clock.advance(0);

    expect(seen.sort()).toEqual(['first', 'second']);
  });

  it('keep the order of events for each endpoint', async () => {
    const slow = gate();
    const seen: string[] = [];
    const named = async (request: Request) => JSON.parse(await request.text()).data.object.name;
    const first = async (request: Request) => {
      const name = await named(request);
      if (name === 'one') await slow.opened;
      return new Response(String(seen.push(name)));
    };
    const other = async (request: Request) => {
      if ((await named(request)) === 'two') slow.open();
      return new Response();
    };
    const { emulator, stripe } = setup({ webhooks: [{ handler: first }, { handler: other }] });
    for (const name of ['one', 'two']) await stripe.customers.create({ name });

    await emulator.clock.advance(0);

    expect(seen).toEqual(['one', 'two']);
  });

  it('do not wait for those of another endpoint', async () => {
    const slow = gate();
    const seen: string[] = [];
    const { emulator, stripe } = setup({
      webhooks: [
        { handler: () => slow.opened.then(() => new Response(String(seen.push('slow')))) },
        { handler: () => new Response(String(seen.push('fast') > 1 && slow.open())) },
      ],
    });
    await stripe.customers.create();
    await stripe.customers.create();

    await emulator.clock.advance(0);

    expect(seen).toEqual(['fast', 'fast', 'slow', 'slow']);
  });
});

describe('a reset while time is being advanced', () => {
  const reset = async () => {
    const hanging = gate();
    const { emulator, stripe } = setup({
      time: { start: '2026-01-01T00:00:00Z', runs: false },
      webhooks: [{ handler: () => hanging.opened.then(() => new Response()) }],
    });
    await stripe.customers.create();
    const advancing = emulator.clock.advance(3_600_000);
    await emulator.reset();
    const end = async () => {
      hanging.open();
      await advancing;
    };
    return { emulator, end };
  };

  it('goes back to the start of time', async () => {
    const { emulator, end } = await reset();

    expect(emulator.clock.now()).toEqual(new Date('2026-01-01T00:00:00Z'));
    await end();
    expect(emulator.clock.now()).toEqual(new Date('2026-01-01T00:00:00Z'));
  });

  it('lets time be advanced at once', async () => {
    const { emulator, end } = await reset();

    await emulator.clock.advance(1_000);
    await end();

    expect(emulator.clock.now()).toEqual(new Date('2026-01-01T00:00:01Z'));
  });

  it('forgets the deliveries that were under way', async () => {
    const { emulator, end } = await reset();

    await emulator.clock.advance(1_000);
    await end();

    expect(emulator.deliveries()).toEqual([]);
  });
});

describe('closing', () => {
  it('the view of one sandbox leaves the others as they are', async () => {
    const { emulator, stripe, received } = setup();
    await emulator.sandbox('sk_test_other').close();
    await stripe.customers.create();

    await emulator.clock.advance(0);

    expect(received).toHaveLength(1);
  });

  it('ends those who wait', async () => {
    const emulator = createEmulator({ time: 'real', log: false });
    const waiting = emulator.waitForEvent('customer.created', { timeoutMs: 3_600_000 });

    await emulator.close();

    await expect(waiting).rejects.toThrow('No event customer.created');
  });
});

describe('events that there are not', () => {
  it.each(['waitForEvent', 'expectNoEvent'] as const)(
    'are refused by %s: it would wait for ever, or be sure of nothing',
    async (method) => {
      const { emulator } = setup();

      await expect(
        emulator[method]('financial_connections.accounts.created', { withinMs: 1 }),
      ).rejects.toThrow('Did you mean "financial_connections.account.created"?');
    },
  );
});
