import { describe, expect, it } from 'vitest';
import { BANK_ACCOUNT_STATUSES } from '../../../src/model/words.ts';
import { bankAccountLifecycle } from '../../../src/resources/bank-accounts/record.ts';
import { refusal, setup } from '../../support/setup.ts';

async function withSource(account_number = '000123456789') {
  const world = setup();
  const { stripe } = world;
  const token = await stripe.tokens.create({
    bank_account: { country: 'US', routing_number: '110000000', account_number },
  });
  const { id: customer } = await stripe.customers.create();
  const { id: source } = await stripe.customers.createSource(customer, { source: token.id });
  const verify = (...amounts: number[]) => stripe.customers.verifySource(customer, source, { amounts });
  const read = () => stripe.customers.retrieveSource(customer, source);
  return { ...world, customer, source, verify, read };
}

const MISMATCH = 'The amounts provided do not match the amounts that were sent to the bank account.';

describe('a source', () => {
  it.each([
    [32, 45],
    [45, 32],
  ])('is verified by the amounts %d and %d', async (...amounts) => {
    const { stripe, verify, source } = await withSource();

    const verified = await verify(...amounts);

    expect(verified).toMatchObject({ id: source, status: 'verified' });
    const [event] = (await stripe.events.list({ type: 'customer.source.updated' })).data;
    expect(event?.data).toEqual({ object: verified, previous_attributes: { status: 'new' } });
  });

  it('that is verified cannot be so again', async () => {
    const { verify } = await withSource();
    await verify(32, 45);

    expect(await refusal(verify(32, 45))).toMatchObject({
      statusCode: 400,
      message: 'This bank account has already been verified.',
    });
  });

  it('is not verified by wrong amounts, and by right ones after two of them', async () => {
    const { verify, read } = await withSource();

    const first = await refusal(verify(1, 2));
    await refusal(verify(10, 11));

    expect(first).toMatchObject({ statusCode: 402, rawType: 'invalid_request_error', message: MISMATCH });
    expect(first.code).toBeUndefined();
    expect(await read()).toMatchObject({ status: 'new' });
    expect(await verify(32, 45)).toMatchObject({ status: 'verified' });
  });

  it('can be verified no more after three wrong ones', async () => {
    const { stripe, verify, read } = await withSource();
    await refusal(verify(1, 2));
    await refusal(verify(1, 2));

    const third = await refusal(verify(1, 2));

    expect(third).toMatchObject({ statusCode: 402, message: MISMATCH });
    expect(await read()).toMatchObject({ status: 'verification_failed' });
    const { data } = await stripe.events.list({ type: 'customer.source.updated' });
    expect(data.map((event) => event.data.previous_attributes)).toEqual([{ status: 'new' }]);
    expect((await refusal(verify(32, 45))).message).toBe(
      'This bank account cannot verify because it has a status of verification_failed.',
    );
  });

  it.each([[[]], [[32]], [[32, 45, 1]]])('needs two amounts: %j do not count', async (amounts) => {
    const { verify, read } = await withSource();

    for (let attempt = 0; attempt < 3; attempt++)
      expect((await refusal(verify(...amounts))).statusCode).toBe(400);

    expect(await read()).toMatchObject({ status: 'new' });
  });

  it('that deposits do not reach fails a while later', async () => {
    const { emulator, stripe, read } = await withSource('000666666661');

    const before = await read();
    await emulator.clock.advance('1s');

    expect(before).toMatchObject({ status: 'new' });
    expect(await read()).toMatchObject({ status: 'verification_failed' });
    expect((await stripe.events.list({ type: 'customer.source.updated' })).data).toHaveLength(1);
  });
});

it('the lifecycle of a bank account is this', () => {
  const events = ['verify', 'prove', 'exhaust', 'bounce', 'fail'] as const;
  const grid = BANK_ACCOUNT_STATUSES.map((status) =>
    [status, ...events.map((event) => bankAccountLifecycle[status][event] ?? '·')].join(' | '),
  );

  expect(['', ...grid, ''].join('\n')).toBe(`
new | verified | verified | verification_failed | verification_failed | errored
validated | verified | verified | verification_failed | verification_failed | errored
verified | · | · | · | · | errored
verification_failed | · | verified | · | · | errored
tokenized_account_number_deactivated | · | · | · | · | errored
errored | · | · | · | · | errored
`);
});
