import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, type MockInstance, onTestFinished, vi } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions, type LogEntry } from '../../src/index.ts';
import { receiver } from '../support/served.ts';

/* A failing webhook is never silent: it is told of once an endpoint and kind of failure, whatever else is printed. */

type Answer = () => Response | Promise<Response>;

/** An emulator whose one handler answers so, in turn, and then as the last of these; and what it has given notice of. */
function failing(...answers: readonly Answer[]) {
  const entries: LogEntry[] = [];
  let asked = 0;
  const handler = async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)];
    return answer === undefined ? new Response() : answer();
  };
  const emulator = createEmulator({ webhooks: [{ handler }], log: (entry) => entries.push(entry) });
  return { emulator, entries, notices: () => noticesIn(entries) };
}

const noticesIn = (entries: readonly LogEntry[]): readonly string[] =>
  entries.filter(({ kind }) => kind === 'notice').map(({ text }) => text);

/** Sends as many events. */
async function send(emulator: Emulator, times = 1): Promise<void> {
  for (let sent = 0; sent < times; sent++) {
    await emulator.linkAccount();
    await emulator.clock.advance(0);
  }
}

const answers =
  (status: number, body = ''): Answer =>
  () =>
    new Response(body, { status });
const throws =
  (message: string): Answer =>
  () => {
    throw new Error(message);
  };

describe('a webhook that fails is told of', () => {
  it('with its status and the beginning of its answer', async () => {
    const { emulator, notices, entries } = failing(answers(400, 'No signatures found'));

    await send(emulator);

    expect(notices()).toEqual([
      expect.stringMatching(
        /^A webhook handler answered 400 to financial_connections\.account\.created \[evt_\w+\]: "No signatures found"\. It will be tried again in 1h of the sandbox's time; deliveries\(\)/,
      ),
    ]);
    expect(entries.find(({ kind }) => kind === 'notice')).toMatchObject({
      type: 'financial_connections.account.created',
      event: emulator.events()[0]?.id,
      url: null,
      status: 400,
    });
  });

  it('with 200 bytes of a long answer, on one line', async () => {
    const { emulator, notices } = failing(answers(500, `<html>\n\u001b[31m${'x'.repeat(5_000)}`));

    await send(emulator);

    const [notice = ''] = notices();
    expect(notice).toContain(`"<html> [31m${'x'.repeat(188)}… (the beginning of`);
    expect(notice).not.toMatch(/\p{Cc}/u);
  });

  it('with what its handler has thrown', async () => {
    const { emulator, notices } = failing(throws('expected 1 to be 2'));

    await send(emulator);

    expect(notices()).toEqual([expect.stringContaining(']: expected 1 to be 2. It will be tried again')]);
  });

  it('with every reason that its error has', async () => {
    const { emulator, notices } = failing(() => {
      throw new AggregateError([
        new Error('connect ECONNREFUSED ::1:9'),
        new Error('connect ECONNREFUSED 127.0.0.1:9'),
      ]);
    });

    await send(emulator);

    expect(notices()).toEqual([
      expect.stringContaining(']: connect ECONNREFUSED ::1:9, connect ECONNREFUSED 127.0.0.1:9. It will'),
    ]);
  });

  it('with what a redirect leads to: nowhere', async () => {
    const { emulator, notices } = failing(answers(302));

    await send(emulator);

    expect(notices()).toEqual([
      expect.stringContaining('its answer is empty, and redirects are not followed.'),
    ]);
  });

  it('with the refused connection, its password masked', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const entries: LogEntry[] = [];
    const emulator = createEmulator({
      webhooks: [{ url: `http://jenny:hunter2@127.0.0.1:${port}/hook`, retryScheduleMs: [] }],
      log: (entry) => entries.push(entry),
    });

    await send(emulator, 2);

    expect(noticesIn(entries)).toEqual([
      expect.stringMatching(
        RegExp(
          `^The webhook http://jenny:\\*{4}@127\\.0\\.0\\.1:${port}/hook failed on .*: connect ECONNREFUSED 127\\.0\\.0\\.1:${port}\\. It will not be tried again`,
        ),
      ),
    ]);
    expect(JSON.stringify(entries)).not.toContain('hunter2');
  });

  it('with its time-out', async () => {
    const entries: LogEntry[] = [];
    const emulator = createEmulator({
      webhooks: [{ handler: () => new Promise<Response>(() => {}), timeoutMs: '5ms' }],
      log: (entry) => entries.push(entry),
    });

    await send(emulator, 2);

    expect(noticesIn(entries)).toEqual([expect.stringContaining(']: timed out after 5 ms. It will be')]);
  });

  it('with its URL, when it is an endpoint made by API', async () => {
    const { url } = await receiver({ status: 401 }, { status: 401 });
    const entries: LogEntry[] = [];
    const emulator = createEmulator({ log: (entry) => entries.push(entry) });
    await emulator.putObjects({ webhook_endpoints: [{ url, enabled_events: ['*'] }] });

    await send(emulator, 2);

    expect(noticesIn(entries)).toEqual([
      expect.stringMatching(/^The webhook http:\/\/127\.0\.0\.1:\d+\/hook answered 401 to .*: "received"\./),
    ]);
  });
});

describe('the same failure of an endpoint', () => {
  it('is told once, and another kind beside it', async () => {
    const { emulator, notices } = failing(
      answers(400),
      answers(400),
      answers(500),
      throws('no'),
      answers(400),
    );

    await send(emulator, 6);

    expect(notices().map((text) => / (answered \d+|failed) /.exec(text)?.[1])).toEqual([
      'answered 400',
      'answered 500',
      'failed',
    ]);
  });

  it('is told again after a success', async () => {
    const { emulator, notices } = failing(answers(400), answers(200), answers(400));

    await send(emulator, 3);

    expect(notices()).toHaveLength(2);
  });

  it('is told again after a reset', async () => {
    const { emulator, notices } = failing(answers(400));
    await send(emulator);
    await emulator.reset();

    await send(emulator);

    expect(notices()).toHaveLength(2);
  });

  it('is told once for all sandboxes', async () => {
    const { emulator, notices } = failing(answers(400));

    await send(emulator);
    await send(emulator.sandbox('sk_test_other'));

    expect(notices()).toHaveLength(1);
  });

  it('does not fill the log when it is another each time', async () => {
    let thrown = 0;
    const { emulator, notices } = failing(() => throws(`no ${thrown++}`)());

    await send(emulator, 15);

    expect(notices()).toHaveLength(10);
    expect(notices().at(-1)).toContain('No more of its failures are told until it has succeeded.');
  });
});

describe('without a log of its own', () => {
  const said = (log: EmulatorOptions['log']): { emulator: Emulator; complaints: MockInstance } => {
    const complaints = vi.spyOn(console, 'error').mockReturnValue();
    onTestFinished(() => complaints.mockRestore());
    const emulator = createEmulator({
      webhooks: [{ handler: throws('expected 1 to be 2') }],
      ...(log === undefined ? {} : { log }),
    });
    return { emulator, complaints };
  };

  it('an emulator in process tells of it on the console', async () => {
    const { emulator, complaints } = said(undefined);

    await send(emulator);

    expect(complaints.mock.calls.flat()).toEqual([
      expect.stringMatching(/^stripe-fc-emulator: A webhook handler failed on .*: expected 1 to be 2\./),
    ]);
  });

  it('an emulator whose log is false tells of nothing', async () => {
    const { emulator, complaints } = said(false);

    await send(emulator);

    expect(complaints.mock.calls).toEqual([]);
  });
});
