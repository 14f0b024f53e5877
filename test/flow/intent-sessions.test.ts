import { describe, expect, it } from 'vitest';
import { clientOf, loggedIn, pageOf, picked, refusedWith } from '../support/flow-client.ts';
import { type Setup, setup } from '../support/setup.ts';

const NUMBERS = { routing_number: '110000000', account_number: '000123456789' };
const METHOD = { type: 'us_bank_account', billing_details: { name: 'Jenny Rosen', email: 'j@example.com' } };

type Made = { readonly id: string; readonly client_secret: string };

async function asked(fields: object = {}) {
  const world = setup();
  const intent = await world.stripe.paymentIntents.create({
    amount: 2_000,
    currency: 'usd',
    allowed_payment_method_types: ['us_bank_account'],
    ...fields,
  });
  return { ...world, intent, ...(await sessionFor(world, intent)) };
}

async function sessionFor(world: Setup, { id, client_secret }: { id: string; client_secret: string | null }) {
  const call = pageOf(world);
  const path = `/v1/payment_intents/${id}/link_account_sessions`;
  const open = (more: object = {}) =>
    call<Made>('POST', path, { client_secret, payment_method_data: METHOD, ...more });
  const attach = (session: string) =>
    call<{ status: string; payment_method: string }>('POST', `${path}/${session}/attach`, { client_secret });
  return { open, attach };
}

const bankOptions = (us_bank_account: object) => ({ payment_method_options: { us_bank_account } });

describe('a session that is made for an intent', () => {
  it('is for one account, which pays with the details that the page has given', async () => {
    const { stripe, open, attach, intent, ...world } = await asked();
    const session = await open({ payment_method_data: { ...METHOD, metadata: { color: 'red' } } });
    const client = clientOf(world, session.client_secret);

    const { manifest } = await client.synchronize();
    const { data, next_pane } = await picked(client, ['Success']);
    const attached = await client.attachLinkedAccount(data[0]?.linked_account_id ?? '');
    await client.disableNetworking();
    const receipt = await client.complete();
    const paid = await attach(session.id);

    expect(manifest).toMatchObject({
      product: 'payments',
      single_account: true,
      payment_method_type: 'us_bank_account',
      allow_manual_entry: true,
    });
    expect(next_pane).toBe('attach_linked_payment_account');
    expect(attached.next_pane).toBe('networking_link_signup_pane');
    expect(receipt).toMatchObject({ payment_account: { id: data[0]?.linked_account_id } });
    expect(receipt.bank_account_token).toBe(null);
    expect(paid.status).toBe('requires_confirmation');
    const method = await stripe.paymentMethods.retrieve(paid.payment_method);
    expect(method).toMatchObject({
      billing_details: { name: 'Jenny Rosen', email: 'j@example.com' },
      metadata: { color: 'red' },
      us_bank_account: { financial_connections_account: data[0]?.linked_account_id },
    });
    expect((await stripe.paymentIntents.retrieve(intent.id)).payment_method).toBe(paid.payment_method);
  });

  it('takes numbers, and tells by what they are verified', async () => {
    const { open, attach, ...world } = await asked();
    const session = await open();
    const client = clientOf(world, session.client_secret);
    await client.consentAcquired();

    const typed = await client.attachBankAccount(NUMBERS);
    const receipt = await client.complete();

    expect(typed).toMatchObject({
      next_pane: 'manual_entry_success',
      microdeposit_verification_method: 'descriptor_code',
    });
    expect(receipt).toMatchObject({
      accounts: { data: [] },
      payment_account: { object: 'bank_account', last4: '6789', routing_number: '110000000' },
    });
    expect(await attach(session.id)).toMatchObject({ status: 'requires_confirmation' });
  });

  it('has no account to attach where its user has left', async () => {
    const { stripe, open, attach, intent, ...world } = await asked();
    const session = await open();
    await clientOf(world, session.client_secret).complete();

    expect((await refusedWith(attach(session.id))).message).toBe(
      'No bank account was collected in this session.',
    );
    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('requires_payment_method');
  });

  it('is attached to no other intent', async () => {
    const { open, ...world } = await asked();
    const other = await world.stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
    });
    const session = await open();
    const { attach } = await sessionFor(world, other);

    expect((await refusedWith(attach(session.id))).message).toBe(
      'This session was not made for this intent.',
    );
  });

  it('lets nobody pick what cannot pay, or type in where all is verified at once', async () => {
    const { open, ...world } = await asked(bankOptions({ verification_method: 'instant' }));
    const client = clientOf(world, (await open()).client_secret);
    const login = await loggedIn(client, 'Invalid Payment Accounts');
    const { data } = await client.partnerAccounts(login.id);

    expect(new Set(data.map(({ allow_selection: allowed }) => allowed))).toContain(false);
    expect((await client.synchronize()).manifest.allow_manual_entry).toBe(false);
    expect((await refusedWith(client.attachBankAccount(NUMBERS))).message).toBe(
      'No bank account can be typed in here.',
    );
  });

  it('asks for numbers at once where microdeposits are to verify them', async () => {
    const { open, ...world } = await asked(bankOptions({ verification_method: 'microdeposits' }));
    const client = clientOf(world, (await open()).client_secret);

    const { next_pane, instant_verification_disabled } = await client.consentAcquired();

    expect([next_pane, instant_verification_disabled]).toEqual(['manual_entry', true]);
    expect((await client.featuredInstitutions()).data).toEqual([]);
    expect((await refusedWith(client.openAuthSession('bcinst_QsDedeogZ5PA7V'))).message).toBe(
      'No institution can be picked here: the bank account is to be typed in.',
    );
    expect((await client.attachBankAccount(NUMBERS)).next_pane).toBe('manual_entry_success');
  });

  it.each([
    [{ payment_method_data: { type: 'us_bank_account' } }, 'payment_method_data[billing_details][name]'],
    [{ client_secret: 'pi_1_secret_wrong' }, 'client_secret'],
  ])('is refused with %j', async (given, param) => {
    const { open } = await asked();

    expect((await refusedWith(open(given))).param).toBe(param);
  });

  it('is refused for an intent that takes no bank account any more', async () => {
    const { open, stripe, intent } = await asked();
    await stripe.paymentIntents.cancel(intent.id);

    expect((await refusedWith(open())).message).toBe(
      'No bank account can be collected for a PaymentIntent with a status of canceled.',
    );
  });

  it('does what was said of the intent', async () => {
    const { open, emulator, intent, ...world } = await asked();
    await emulator.setScenario(intent.id, 'cancel_at:account_picker');
    const client = clientOf({ emulator, ...world }, (await open()).client_secret);

    expect((await client.synchronize()).emulator.scenario).toEqual({ outcome: 'cancel_at:account_picker' });
  });
});

describe('a token', () => {
  it('is created as a page creates it', async () => {
    const world = setup();

    const token = await pageOf(world)('POST', '/v1/tokens', {
      bank_account: { country: 'US', currency: 'usd', account_holder_name: 'Jenny', ...NUMBERS },
      guid: 'NA',
      muid: 'NA',
      payment_user_agent: 'stripe.js/1; stripe-js-v3/1',
      referrer: 'http://localhost',
      time_on_page: 4_711,
    });

    expect(token).toMatchObject({
      id: expect.stringMatching(/^btok_/),
      object: 'token',
      bank_account: { last4: '6789', routing_number: '110000000', account_holder_name: 'Jenny' },
      type: 'bank_account',
      used: false,
    });
  });
});
