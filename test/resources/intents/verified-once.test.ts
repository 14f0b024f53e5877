import { describe, expect, it } from 'vitest';
import { KINDS, typedIn } from '../../support/microdeposits.ts';
import { eventTypes, OFFLINE, paying, TO_PAY } from '../../support/payments.ts';
import { refusal, type Setup, setup } from '../../support/setup.ts';

const NEEDED = {
  time: { start: '2024-08-08T14:35:00Z', runs: false },
  assume: { microdepositArrival: 'needed' },
} as const;

/** A payment that waits for microdeposits. */
const waiting = (world: Setup, fields: Parameters<typeof paying>[1] = {}) => {
  const { payment_method: _token, ...asked } = { payment_method: '', ...fields };
  return world.stripe.paymentIntents.create({
    ...TO_PAY,
    payment_method_data: typedIn(),
    mandate_data: OFFLINE,
    confirm: true,
    ...asked,
  });
};

const typed = async ({ stripe }: Setup): Promise<string> =>
  (await stripe.paymentMethods.create(typedIn())).id;
const mandatesOf = async ({ emulator }: Setup) =>
  emulator
    .events()
    .filter(({ type }) => type === 'mandate.updated')
    .map(({ data }) => [data.previous_attributes?.status, data.object.status]);

describe('a bank account that was verified by microdeposits', () => {
  it('pays what it was verified for, by a mandate that was pending until then', async () => {
    const world = setup();
    const { id } = await waiting(world);

    await world.stripe.paymentIntents.verifyMicrodeposits(id, { descriptor_code: 'SM11AA' });
    const mandates = await mandatesOf(world);
    await world.emulator.clock.advance(1000);

    const paid = await world.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
    expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1000, latest_charge: { paid: true } });
    expect(mandates).toEqual([['pending', 'active']]);
  });

  it('needs no more of them, for any intent', async () => {
    const world = setup();
    const customer = await world.stripe.customers.create();
    const first = await waiting(world, { customer: customer.id, setup_future_usage: 'off_session' });
    await world.stripe.paymentIntents.verifyMicrodeposits(first.id, { amounts: [32, 45] });

    const method = String(first.payment_method);
    const second = await paying(world, { customer: customer.id, payment_method: method, mandate_data: '' });

    expect(second.status).toBe('processing');
    expect((await world.stripe.paymentMethods.retrieve(method)).customer).toBe(customer.id);
  });

  it('is attached to nobody where its customer was deleted meanwhile', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create();
    const intent = await waiting(world, { customer, setup_future_usage: 'off_session' });
    await world.stripe.customers.del(customer);

    const paid = await world.stripe.paymentIntents.verifyMicrodeposits(intent.id, { amounts: [32, 45] });

    expect(paid.status).toBe('processing');
    expect((await world.stripe.paymentMethods.retrieve(String(paid.payment_method))).customer).toBeNull();
    expect(eventTypes(world)).not.toContain('payment_method.attached');
  });

  it('is verified already for an intent that waits for its own', async () => {
    const world = setup();
    const customer = await world.stripe.customers.create();
    const method = await typed(world);
    const fields = { customer: customer.id, setup_future_usage: 'off_session' } as const;
    const confirm = async () => {
      const { id } = await world.stripe.paymentIntents.create({
        ...TO_PAY,
        ...fields,
        payment_method: method,
      });
      return world.stripe.paymentIntents.confirm(id, { mandate_data: OFFLINE });
    };
    const [first, second] = [await confirm(), await confirm()];
    await world.stripe.paymentIntents.verifyMicrodeposits(first.id, { amounts: [32, 45] });

    const error = await refusal(
      world.stripe.paymentIntents.verifyMicrodeposits(second.id, { amounts: [32, 45] }),
    );

    expect(error).toMatchObject({
      statusCode: 400,
      code: 'payment_method_bank_account_already_verified',
      message: 'This bank account has already been verified.',
      payment_intent: { id: second.id, status: 'requires_action' },
    });
    expect((await world.stripe.paymentIntents.confirm(second.id)).status).toBe('processing');
  });

  it('may be one that pays no more this week: the verification is refused then, and stands', async () => {
    const world = setup();
    const { id, payment_method: method } = await waiting(world, {
      payment_method_data: typedIn('000777777771'),
    });

    const error = await refusal(
      world.stripe.paymentIntents.verifyMicrodeposits(id, { descriptor_code: 'SM11AA' }),
    );

    expect(error).toMatchObject({
      statusCode: 402,
      code: 'charge_exceeds_source_limit',
      payment_intent: { id, status: 'requires_payment_method' },
      payment_method: { id: method },
    });
    expect(eventTypes(world).slice(2)).toEqual([
      'mandate.updated',
      'charge.failed',
      'payment_intent.payment_failed',
    ]);
  });

  it('can be attached to a customer, which it could not before', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const intent = await stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
      payment_method_data: typedIn(),
      mandate_data: OFFLINE,
      confirm: true,
    });
    const method = String(intent.payment_method);
    const attach = () => stripe.paymentMethods.attach(method, { customer: customer.id });
    const before = await refusal(attach());

    await stripe.setupIntents.verifyMicrodeposits(intent.id, { descriptor_code: 'SM11AA' });

    expect(before.message).toContain('must be verified before they can be attached');
    expect((await attach()).customer).toBe(customer.id);
  });

  it('does not pay where it was not: the mandate never holds', async () => {
    const world = setup();
    const { id } = await waiting(world);

    await refusal(world.stripe.paymentIntents.verifyMicrodeposits(id, { descriptor_code: 'SM44DD' }));

    expect(await mandatesOf(world)).toEqual([['pending', 'inactive']]);
    expect((await world.stripe.paymentIntents.retrieve(id)).latest_charge).toBeNull();
  });
});

describe('verifying with a publishable key', () => {
  it.each(KINDS)('takes the client_secret of the $noun', async ({ waiting: confirmed, path }) => {
    const world = setup();
    const { id, client_secret: secret } = await confirmed(world);
    const verify = (form: string) =>
      world.call('POST', `${path}/${id}/verify_microdeposits`, {
        form: `descriptor_code=SM11AA${form}`,
        headers: { authorization: `Bearer ${world.emulator.publishableKey}` },
      });

    expect((await verify('')).body.error).toMatchObject({
      code: 'parameter_missing',
      param: 'client_secret',
    });
    expect((await verify('&client_secret=x')).status).toBe(400);
    expect((await verify(`&client_secret=${secret}`)).body).toMatchObject({ id, next_action: null });
  });
});

describe('verification_method', () => {
  const create = (world: Setup, method: 'automatic' | 'instant' | 'microdeposits', fields: object) =>
    world.stripe.paymentIntents.create({
      ...TO_PAY,
      payment_method_options: { us_bank_account: { verification_method: method } },
      mandate_data: OFFLINE,
      confirm: true,
      ...fields,
    });

  it.each(['automatic', 'microdeposits'] as const)(
    '%s asks for microdeposits of a typed-in account',
    async (method) => {
      const world = setup();

      const intent = await create(world, method, { payment_method_data: typedIn() });

      expect(intent.next_action?.type).toBe('verify_with_microdeposits');
    },
  );

  it('instant refuses one, and nothing has happened', async () => {
    const world = setup();

    const error = await refusal(create(world, 'instant', { payment_method_data: typedIn() }));

    expect(error).toMatchObject({ statusCode: 400, code: 'payment_method_unexpected_state' });
    expect(eventTypes(world)).toEqual([]);
  });

  it.each(['automatic', 'instant', 'microdeposits'] as const)(
    '%s takes a linked account as it is',
    async (method) => {
      const world = setup();
      const account = await world.emulator.linkAccount({ permissions: ['payment_method'] });

      const intent = await create(world, method, {
        payment_method_data: {
          type: 'us_bank_account',
          billing_details: { name: 'Jenny Rosen' },
          us_bank_account: { financial_connections_account: account.id },
        },
      });

      expect(intent.status).toBe('processing');
    },
  );

  it('instant takes one that microdeposits have verified', async () => {
    const world = setup();
    const customer = await world.stripe.customers.create();
    const fields = { customer: customer.id, setup_future_usage: 'off_session' } as const;
    const first = await waiting(world, fields);
    await world.stripe.paymentIntents.verifyMicrodeposits(first.id, { amounts: [32, 45] });

    const second = await create(world, 'instant', {
      customer: customer.id,
      payment_method: String(first.payment_method),
    });

    expect(second.status).toBe('processing');
  });
});

describe('verification_method of a SetupIntent', () => {
  it('instant refuses one that was typed in as well', async () => {
    const { stripe } = setup();
    const intent = await stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
      payment_method_options: { us_bank_account: { verification_method: 'instant' } },
      payment_method_data: typedIn(),
    });

    const error = await refusal(stripe.setupIntents.confirm(intent.id, { mandate_data: OFFLINE }));

    expect(error).toMatchObject({
      code: 'payment_method_unexpected_state',
      setup_intent: { id: intent.id, status: 'requires_confirmation' },
    });
  });
});

describe('error_on_requires_action', () => {
  it('ends an attempt that would have to wait for microdeposits', async () => {
    const world = setup();
    const types = { allowed_payment_method_types: [], payment_method_types: ['us_bank_account'] };
    const { id } = await world
      .clientFor(world.emulator.apiKey, { apiVersion: '2026-08-26.dahlia' as never })
      .paymentIntents.create({
        amount: 1000,
        currency: 'usd',
        payment_method_types: types.payment_method_types,
      } as never);
    const method = await typed(world);

    const error = await refusal(
      world.stripe.paymentIntents.confirm(id, {
        payment_method: method,
        mandate_data: OFFLINE,
        error_on_requires_action: true,
      }),
    );

    expect(error).toMatchObject({
      statusCode: 402,
      code: 'authentication_required',
      payment_intent: { id, status: 'requires_payment_method', payment_method: null },
    });
    expect(eventTypes(world).at(-1)).toBe('payment_intent.payment_failed');
  });
});

describe('an intent that is put in place over one that waits', () => {
  it.each(KINDS)('waits for nothing: a $noun', async ({ waiting: confirmed, retrieve, type, verify }) => {
    const logged: string[] = [];
    const world = setup({ log: ({ kind, text }) => void (kind === 'error' && logged.push(text)) });
    const { id } = await confirmed(world);
    await world.emulator.putObjects({ [`${type}s`]: [{ id }] });

    await world.emulator.clock.advance('11d');

    expect((await retrieve(world, id)).status).toBe('requires_payment_method');
    expect((await refusal(verify(world, id, { amounts: [32, 45] }))).code).toBe('intent_invalid_state');
    expect(logged).toEqual([]);
  });
});

describe('letting microdeposits arrive', () => {
  it.each(KINDS)(
    'answers the $noun, which waits as before',
    async ({ waiting: confirmed, verify, after }) => {
      const world = setup(NEEDED);
      const { id, next_action: action } = await confirmed(world);
      const early = await refusal(verify(world, id, { amounts: [32, 45] }));

      const arrived = await world.emulator.arriveMicrodeposits(id);

      expect(early.message).toContain('have not arrived');
      expect(arrived).toMatchObject({ id, status: 'requires_action', next_action: action });
      expect((await verify(world, id, { amounts: [32, 45] })).status).toBe(after);
    },
  );

  it.each(KINDS)('is what time does to a $noun as well', async ({ waiting: confirmed, verify, after }) => {
    const world = setup(NEEDED);
    const { id } = await confirmed(world);

    await world.emulator.clock.runToIdle();

    expect((await verify(world, id, { amounts: [32, 45] })).status).toBe(after);
  });

  it.each(KINDS)(
    'is refused where none are underway, of a $noun',
    async ({ waiting: confirmed, cancel, path }) => {
      const world = setup();
      const { id } = await confirmed(world);
      await world.emulator.arriveMicrodeposits(id);
      await expect(world.emulator.arriveMicrodeposits(id)).rejects.toThrow('have arrived already');
      await cancel(world, id);
      await expect(world.emulator.arriveMicrodeposits(id)).rejects.toThrow('No microdeposits are underway');

      const unreachable = await confirmed(world, '000666666661');
      const answer = await world.call(
        'POST',
        `/_emulator${path.slice(3)}/${unreachable.id}/microdeposits/arrive`,
      );

      expect(answer).toMatchObject({
        status: 400,
        body: { error: { message: expect.stringContaining('do not reach') } },
      });
    },
  );
});

describe('what is assumed of microdeposits', () => {
  it.each(KINDS)('can be said of one $noun alone', async ({ waiting: confirmed, confirm, path }) => {
    const world = setup();
    const { id, payment_method: method } = await confirmed(world);

    await world.call('POST', `/_emulator${path.slice(3)}/${id}`, { form: 'microdeposit_type=amounts' });

    const { next_action: action } = await confirm(world, id, String(method));
    expect(action?.verify_with_microdeposits?.microdeposit_type).toBe('amounts');
  });

  it.each(KINDS)('is another type of them: amounts, for a $noun', async ({ waiting: confirmed }) => {
    const world = setup({ assume: { microdepositType: 'amounts' } });

    const { next_action: action } = await confirmed(world);

    expect(action?.verify_with_microdeposits?.microdeposit_type).toBe('amounts');
  });

  it.each(KINDS)(
    'is that a $noun is verified by what was sent alone',
    async ({ waiting: confirmed, verify, after }) => {
      const world = setup({ assume: { microdepositInput: 'as_sent' } });
      const { id } = await confirmed(world);

      expect(await refusal(verify(world, id, { amounts: [32, 45] }))).toMatchObject({
        statusCode: 400,
        param: 'amounts',
      });
      expect((await verify(world, id, { descriptor_code: 'SM11AA' })).status).toBe(after);
    },
  );
});
