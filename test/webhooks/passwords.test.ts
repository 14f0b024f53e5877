import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator, type LogEntry } from '../../src/index.ts';
import { serve } from '../../src/node.ts';
import { receiver } from '../support/served.ts';

const SECRET = 'hunter2';
const BASIC = `Basic ${Buffer.from(`jänny:${SECRET}`).toString('base64')}`;
const withPassword = (url: string): string => url.replace('://', `://j%C3%A4nny:${SECRET}@`);

async function call(emulator: Emulator, path: string, form?: string): Promise<string> {
  const answer = await emulator.fetch(`http://localhost${path}`, {
    ...(form === undefined ? {} : { method: 'POST', body: form }),
    headers: {
      authorization: `Bearer ${emulator.apiKey}`,
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
  });
  return answer.text();
}

/** Everything that is shown of what happened. */
const shownBy = async (emulator: Emulator, log: readonly LogEntry[]): Promise<string> =>
  JSON.stringify([
    log,
    emulator.deliveries(),
    emulator.requests(),
    await call(emulator, '/_emulator/deliveries'),
    await call(emulator, '/_emulator/requests'),
  ]);

describe('a webhook whose URL has a password', () => {
  it.each(['fetch', 'serve'] as const)('is delivered by %s, with Basic authorization', async (transport) => {
    const { url, received } = await receiver();
    const log: LogEntry[] = [];
    await using emulator = createEmulator({
      webhooks: [{ url: withPassword(url) }],
      log: (entry) => log.push(entry),
    });
    const server = transport === 'serve' ? await serve(emulator, { port: 0 }) : undefined;
    await call(emulator, '/v1/customers', '');

    await emulator.clock.advance(0);
    await server?.close();

    expect(received.map(({ headers }) => headers.authorization)).toEqual([BASIC]);
    const [delivery] = emulator.deliveries();
    expect(delivery?.status).toBe('succeeded');
    expect(delivery?.url).toBe(url.replace('://', '://j%C3%A4nny:****@'));
    expect(delivery?.attempts[0]?.request.headers).toMatchObject({ Authorization: 'Basic ****' });
    expect(await shownBy(emulator, log)).not.toContain(SECRET);
    expect(await shownBy(emulator, log)).not.toContain(BASIC);
  });

  it('is answered by the API and saved whole, and masked wherever it is shown', async () => {
    const log: LogEntry[] = [];
    await using emulator = createEmulator({ log: (entry) => log.push(entry) });
    // Nothing listens there.
    const url = withPassword('http://127.0.0.1:9/hook');
    const made = JSON.parse(
      await call(emulator, '/v1/webhook_endpoints', `url=${encodeURIComponent(url)}&enabled_events[]=*`),
    );
    await call(emulator, '/v1/customers', '');
    await emulator.clock.advance(0);

    expect(made.url).toBe(url);
    expect(JSON.stringify(await emulator.snapshot())).toContain(SECRET);
    expect(emulator.deliveries()[0]?.attempts[0]?.status).toBeNull();
    expect(await shownBy(emulator, log)).not.toContain(SECRET);
  });

  it('is masked in what refuses it', async () => {
    const url = withPassword('ftp://a.test');
    await using emulator = createEmulator();

    expect(() => createEmulator({ webhooks: [{ url }] })).toThrow(
      /"ftp:\/\/j%C3%A4nny:\*{4}@a\.test" is no URL/,
    );
    const answer = await call(emulator, '/v1/customers', `email=${encodeURIComponent(url)}x y`);
    expect(answer).toContain('invalid_request_error');
    expect(answer).not.toContain(SECRET);
    expect(JSON.stringify(emulator.requests())).not.toContain(SECRET);
  });
});
