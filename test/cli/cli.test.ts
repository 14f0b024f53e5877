import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { commandLine } from '../support/command-line.ts';
import { processes } from '../support/processes.ts';

const { folder, started, ran, ready } = commandLine();

describe('the server', () => {
  test('is ready with its first line, and ends with a signal', processes(1), async () => {
    const { child, exited, line, stripe } = await ready();

    expect(line).toEqual({
      event: 'ready',
      url: `http://127.0.0.1:${line.port}`,
      port: expect.any(Number),
      secretKey: expect.stringMatching(/^sk_test_.{12,}$/),
      publishableKey: expect.stringMatching(/^pk_test_/),
      webhookSecret: expect.stringMatching(/^whsec_/),
      version: manifest.version,
    });
    expect((await stripe.customers.create()).object).toBe('customer');
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s ends it at once, even while somebody waits',
    processes(1),
    async (signal) => {
      const { child, exited, line } = await ready();
      const waiting = fetch(`${line.url}/_emulator/events/wait?type=customer.created&timeout=1h`).catch(
        () => 'ended',
      );

      child.kill(signal);

      expect(await exited).toEqual([0, null]);
      expect(await waiting).toBe('ended');
    },
  );

  test(
    'tells requests and deliveries, a line each, and forwards what was asked for',
    processes(1),
    async () => {
      const bodies: string[] = [];
      const receiver = createServer(async (incoming, outgoing) => {
        bodies.push(await text(incoming));
        outgoing.end();
      }).listen(0, 'localhost');
      await once(receiver, 'listening');
      const { port } = receiver.address() as AddressInfo;
      try {
        const { next, stripe } = await ready([
          '--forward-to',
          `${port}/hook`,
          '--events',
          'customer.deleted',
        ]);
        const { id } = await stripe.customers.create();
        await stripe.customers.del(id);

        const [created, deleted] = [await next(), await next()];
        const [sent, answered] = [await next(), await next()];

        expect(created).toMatchObject({
          event: 'request',
          method: 'POST',
          path: '/v1/customers',
          status: 200,
        });
        expect(deleted).toMatchObject({ event: 'request', method: 'DELETE', path: `/v1/customers/${id}` });
        expect(sent).toMatchObject({
          event: 'delivery',
          direction: '-->',
          type: 'customer.deleted',
          eventId: expect.stringMatching(/^evt_/),
        });
        expect(answered).toMatchObject({
          event: 'delivery',
          direction: '<--',
          status: 200,
          url: `http://localhost:${port}/hook`,
        });
        expect(bodies.map((body) => JSON.parse(body).type)).toEqual(['customer.deleted']);
      } finally {
        receiver.close();
      }
    },
  );

  test('prints a banner whose lines of curl work', processes(5), async () => {
    const { stdout, child } = started(['--port', '0', '--seed', 'demo', '--time', '2026-01-31T12:00:00Z']);
    let banner = '';
    for await (const chunk of stdout) {
      banner += chunk;
      if (banner.includes('note ')) break;
    }

    expect(banner).toContain('sk_test_');
    expect(banner).toContain('stands at 2026-01-31T12:00:00Z');
    expect(banner).toMatch(/Seed +demo/);
    const commands = banner.split('\n').filter((line) => line.startsWith('  curl '));
    expect(commands).toHaveLength(3);
    const shell = spawn('bash', ['-e'], { stdio: ['pipe', 'pipe', 'inherit'] });
    shell.stdin.end(commands.map((command) => `${command.replace('curl', 'curl -s')}\necho\n`).join(''));
    const answers = (await text(shell.stdout))
      .trim()
      .split(/(?<=^\})\n/m)
      .map((answer) => JSON.parse(answer));
    expect(answers[2]).toMatchObject({
      id: 'fca_demo',
      balance: { current: { usd: expect.any(Number) } },
      balance_refresh: { status: 'succeeded' },
    });
    child.kill();
  });

  test('is the same world for the same seed and time', processes(2), async () => {
    const flags = ['--seed', 'a', '--time', '2026-01-31'];
    const [one, other] = await Promise.all([ready(flags), ready(flags)]);

    expect(await one.stripe.customers.create()).toEqual(await other.stripe.customers.create());
  });

  test('reads a file, an environment and flags', processes(1), async () => {
    const file = join(folder, 'emulator.config.mts');
    await writeFile(
      file,
      "export default { seed: 'file', objects: { customers: [{ id: 'cus_file' as string }] }, server: { allowHosts: ['app.test'] } };",
    );

    const { line, next, stripe } = await ready(['--config', file], {
      STRIPE_FC_EMULATOR_TIME: 'frozen',
      STRIPE_FC_EMULATOR_SED: 'x',
    });

    expect((await next()).message).toContain('Did you mean STRIPE_FC_EMULATOR_SEED?');
    expect((await next()).message).toContain('The clock stands');
    expect((await stripe.customers.retrieve('cus_file')).id).toBe('cus_file');
    expect((await fetch(`${line.url}/_emulator/clock`)).status).toBe(200);
  });

  test('lives on when nobody reads what it prints', processes(1), async () => {
    const { child, stdout, exited } = started(['--port', '0', '--format', 'json']);
    const [chunk] = await once(stdout, 'data');
    stdout.destroy();
    const { url, secretKey } = JSON.parse(String(chunk));
    const create = () =>
      fetch(`${url}/v1/customers`, { method: 'POST', headers: { authorization: `Bearer ${secretKey}` } });

    await create();
    expect((await create()).status).toBe(200);
    child.kill();
    expect(await exited).toEqual([0, null]);
  });

  test('says which port is taken, and exits with 1', processes(2), async () => {
    const { line } = await ready();

    const { code, err, out } = await ran(['--port', String(line.port)]);

    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      `stripe-fc-emulator: Failed to listen on 127.0.0.1:${line.port}: the port is taken. Choose another with --port (in code: port), or take a free one with --port 0.\n`,
    );
  });
});

describe('what ends by itself', () => {
  test('--version prints the version', processes(1), async () => {
    expect(await ran(['--version'])).toEqual({ out: `${manifest.version}\n`, err: '', code: 0 });
  });

  test.each([
    ['0.0.0.0', /^http:\/\/127\.0\.0\.1:(\d+), bound to 0\.0\.0\.0:\1, all addresses of this machine$/],
    ['127.0.0.1', /^http:\/\/127\.0\.0\.1:\d+$/],
    ['::ffff:127.0.0.1', /^http:\/\/\[::ffff:127\.0\.0\.1\]:\d+$/],
  ])('on %s says where it is reached, and where it is bound', processes(1), async (host, told) => {
    const { stdout, child } = started(['--port', '0', '--quiet', '--host', host, '--control-token', 'x']);
    const [chunk] = await once(stdout, 'data');
    const [, where = ''] = /is ready on (.*)\n/.exec(String(chunk)) ?? [];
    const [url = ''] = where.split(', ');

    expect(where).toMatch(told);
    expect((await fetch(`${url}/_emulator/health`)).status).toBe(200);
    child.kill();
  });

  test.each([
    [['exec', '--help'], 'stripe-fc-emulator exec [flags] -- <command…>\n\nFlags stand before'],
    [['help', 'exec'], 'Runs a command against an emulator of its own'],
    [['exec', '-h', '--', 'true'], 'Runs a command against an emulator of its own'],
    [['start', '--help'], 'serve it until Ctrl-C'],
  ])('%j prints help for it', processes(1), async (words, said) => {
    const { out, code } = await ran(words);

    expect(out).toContain(said);
    expect(out).toContain('--control-token');
    expect(code).toBe(0);
  });

  test('leaves what stands behind the dashes to the command', processes(2), async () => {
    const { out } = await ran(['exec', '--', process.execPath, '--help']);

    expect(out).toContain('Usage: node');
  });

  test.each([['--help'], ['help']])('%s prints the help', processes(1), async (word) => {
    const { out, err, code } = await ran([word]);

    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toContain('stripe-fc-emulator exec [flags] -- <command…>');
  });

  test('--print-secret prints the secret alone', processes(1), async () => {
    const { out, err, code } = await ran(['--print-secret', '--forward-to', 'localhost:3000']);

    expect({ err, code }).toEqual({ err: '', code: 0 });
    expect(out).toMatch(/^whsec_\w+\n$/);
  });

  test.each([
    [['--prot', '1'], 'There is no flag --prot. Did you mean --port?'],
    [['--host', '0.0.0.0'], '--control-token'],
    [['--api-version', '2099-01-01'], '2099-01-01'],
    [['--config', 'none.json'], 'there is no such file'],
  ])('%j exits with 2 and a sentence', processes(1), async (args, sentence) => {
    const { out, err, code } = await ran(args);

    expect({ out, code }).toEqual({ out: '', code: 2 });
    expect(err).toContain(sentence);
    expect(err).toContain('--help');
    expect(err).not.toContain('    at ');
  });
});

describe('exec', () => {
  const script = (source: string): readonly string[] => ['exec', '--', process.execPath, '-e', source];

  test('gives its command the connection, and ends with its exit code', processes(2), async () => {
    const { out, err, code } = await ran(
      script(`
        const { STRIPE_API_BASE: base, STRIPE_API_KEY: key, ...rest } = process.env;
        fetch(base + '/v1/customers', { headers: { authorization: 'Bearer ' + key } }).then(async (answer) => {
          const names = Object.keys(rest).filter((name) => name.startsWith('STRIPE_')).sort();
          console.log(JSON.stringify({ object: (await answer.json()).object, names, same: rest.STRIPE_FC_EMULATOR_URL === base }));
          process.exitCode = 7;
        });`),
    );

    expect({ err, code }).toEqual({ err: '', code: 7 });
    expect(JSON.parse(out)).toEqual({
      object: 'list',
      names: [
        'STRIPE_FC_EMULATOR_URL',
        'STRIPE_PUBLISHABLE_KEY',
        'STRIPE_SECRET_KEY',
        'STRIPE_WEBHOOK_SECRET',
      ],
      same: true,
    });
  });

  test('hands signals on', processes(2), async () => {
    const { child, stdout, exited } = started(
      script(
        "process.on('SIGTERM', () => process.exit(3)); setInterval(() => {}, 1e6); console.log('ready')",
      ),
    );
    await once(stdout, 'data');

    child.kill('SIGTERM');

    expect(await exited).toEqual([3, null]);
  });

  test('tells a signal that killed the command as shells do', processes(2), async () => {
    expect((await ran(script("process.kill(process.pid, 'SIGKILL')"))).code).toBe(128 + 9);
  });

  test('tells a command that does not exist as shells do', processes(2), async () => {
    const { err, code } = await ran(['exec', '--', 'no-such-command']);

    expect(code).toBe(127);
    expect(err).toContain('Failed to run "no-such-command": there is no such command.');
  });

  test('needs a command', processes(1), async () => {
    expect(await ran(['exec'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('exec -- <command…>'),
    });
  });

  test('says that its command stands behind two dashes', processes(1), async () => {
    expect(await ran(['exec', 'npm', 'test'])).toMatchObject({
      code: 2,
      err: expect.stringContaining('exec -- npm test'),
    });
  });

  test('tells requests on standard error when asked to', processes(2), async () => {
    const [, ...rest] = script(
      "fetch(process.env.STRIPE_API_BASE + '/v1/customers', { headers: { authorization: 'Bearer ' + process.env.STRIPE_API_KEY } })",
    );

    const { out, err } = await ran(['exec', '--verbose', '--no-color', ...rest]);

    expect(out).toBe('');
    expect(err).toMatch(/\[200\] GET \/v1\/customers \[req_\w+\] sk_test_\S+ [\d.]+ ms/);
  });
});
