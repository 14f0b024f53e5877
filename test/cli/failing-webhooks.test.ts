import { describe, expect, test } from 'vitest';
import { commandLine } from '../support/command-line.ts';
import { receiver } from '../support/served.ts';

const { ran, ready } = commandLine();

// Links an account, and waits until its webhook has been attempted.
const PROGRAM = `
  const { STRIPE_API_BASE: base, STRIPE_API_KEY: key } = process.env;
  const headers = { authorization: 'Bearer ' + key };
  const attempted = async () => (await (await fetch(base + '/_emulator/deliveries', { headers })).json()).data
    .some(({ attempts }) => attempts.length > 0);
  await fetch(base + '/v1/customers', { method: 'POST', headers });
  while (!(await attempted()));
`;

describe('a failing webhook is told of', () => {
  test.each([[[]], [['--quiet']]])('under exec %j', async (flags) => {
    const { url } = await receiver({ status: 400 });

    const { out, err, code } = await ran([
      ...['exec', ...flags, '--no-color', '--forward-to', url],
      ...['--', process.execPath, '--input-type=module', '--eval', PROGRAM],
    ]);

    expect({ out, code }).toEqual({ out: '', code: 0 });
    expect(err).toMatch(
      /^\S+ \S+ note The webhook http:\S+ answered 400 to customer\.created \[evt_\w+\]: "received"\. .*\n$/,
    );
  });

  test('by a quiet server', async () => {
    const { url } = await receiver({ status: 400 });
    const { stripe, next } = await ready(['--quiet', '--forward-to', url]);

    await stripe.customers.create();

    expect(await next()).toMatchObject({
      event: 'notice',
      message: expect.stringContaining('answered 400 to customer.created'),
      type: 'customer.created',
      eventId: expect.stringMatching(/^evt_/),
      url,
      status: 400,
    });
  });
});
