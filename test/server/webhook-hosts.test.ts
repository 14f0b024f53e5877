import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../../src/index.ts';
import { serve } from '../../src/node.ts';
import { receiver, served } from '../support/served.ts';

const BEYOND = { host: '0.0.0.0', controlToken: 'x', webhookHosts: ['app.test'] };
const SENTENCE =
  'This emulator may not send webhooks to elsewhere.test. Start it with --webhook-host elsewhere.test.';

const call = (emulator: Emulator, path: string, body: string, type: string): Promise<Response> =>
  emulator.fetch(`http://localhost${path}`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${emulator.apiKey}`, 'content-type': type },
  });
const FORM = 'application/x-www-form-urlencoded';
const put = (emulator: Emulator, url: string): Promise<Response> =>
  call(emulator, '/_emulator/objects', JSON.stringify({ webhook_endpoints: [{ url }] }), 'application/json');

describe('--webhook-host', () => {
  it('holds for endpoints that are put in place', async () => {
    const { emulator } = await served(BEYOND);

    const refused = await put(emulator, 'https://elsewhere.test/');
    const taken = await put(emulator, 'https://app.test/');

    expect(refused.status).toBe(400);
    expect((await refused.json()).error).toMatchObject({
      message: SENTENCE,
      param: 'webhook_endpoints[0][url]',
    });
    expect(taken.status).toBe(200);
  });

  it('holds for endpoints that are restored: such a snapshot changes nothing', async () => {
    const elsewhere = createEmulator({ log: false });
    await put(elsewhere, 'https://elsewhere.test/');
    const { emulator } = await served(BEYOND);
    const before = await emulator.snapshot();

    await expect(emulator.restore(await elsewhere.snapshot())).rejects.toThrow(SENTENCE);

    expect(await emulator.snapshot()).toEqual(before);
  });

  it('holds at delivery for an endpoint that was there before: filed as a failed attempt', async () => {
    const { url, received } = await receiver();
    await using emulator = createEmulator({ log: false });
    await call(emulator, '/v1/webhook_endpoints', `url=${url}&enabled_events[]=*`, FORM);
    await using _server = await serve(emulator, { ...BEYOND, port: 0 });
    await call(emulator, '/v1/customers', '', FORM);

    await emulator.clock.advance(0);

    const [delivery] = emulator.deliveries();
    expect(received).toEqual([]);
    expect(delivery?.attempts.map(({ status, error }) => ({ status, error }))).toEqual([
      {
        status: null,
        error:
          'not sent: This emulator may not send webhooks to 127.0.0.1. Start it with --webhook-host 127.0.0.1.',
      },
    ]);
  });

  it('does not concern the webhooks and the endpoints of the options', async () => {
    const { url, received } = await receiver();
    const { emulator } = await served(
      { ...BEYOND, port: 0 },
      {
        webhooks: [{ url }],
        objects: { webhook_endpoints: [{ url: url.replace('127.0.0.1', 'localhost') }] },
      },
    );

    await call(emulator, '/v1/customers', '', FORM);
    await emulator.clock.advance(0);

    expect(emulator.deliveries().map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
    expect(received).toHaveLength(2);
    // A key that is first used now has them, too.
    expect(emulator.sandbox('sk_test_another_one_of_them').events()).toEqual([]);
  });
});
