import { describe, expect, it } from 'vitest';
import { setup } from '../support/setup.ts';

const openSession = async ({ stripe }: ReturnType<typeof setup>) => {
  const { id: customer } = await stripe.customers.create();
  return stripe.financialConnections.sessions.create({
    account_holder: { type: 'customer', customer },
    permissions: ['balances', 'payment_method'],
  });
};

describe('a persona', () => {
  it('is linked by its name alone, in any letters', async () => {
    const { emulator } = setup();

    expect(await emulator.linkAccount({ persona: 'freelancer' })).toMatchObject({
      display_name: 'Persona: Freelancer',
      last4: '0401',
      subcategory: 'checking',
    });
  });

  it('has its institution, whichever way one of its accounts is named', async () => {
    const world = setup();
    const name = 'Persona: Payroll worker, savings';
    const session = await openSession(world);
    const completed = await world.emulator.completeSession(session.id, { accounts: [name] });
    const intent = await world.stripe.setupIntents.create({
      allowed_payment_method_types: ['us_bank_account'],
    });

    expect(completed).toMatchObject({ accounts: { data: [{ display_name: name, subcategory: 'savings' }] } });
    expect(await world.emulator.linkAccount({ account: 'persona: gig worker' })).toMatchObject({
      last4: '0501',
    });
    expect(await world.emulator.collectBankAccount(intent.id, { account: name })).toMatchObject({
      payment_method: { us_bank_account: { last4: '0102' } },
    });
  });

  it('may be put in place among objects', async () => {
    const { stripe } = setup({
      objects: { 'financial_connections.accounts': [{ id: 'fca_student', persona: 'Student' }] },
    });

    expect(await stripe.financialConnections.accounts.retrieve('fca_student')).toMatchObject({
      display_name: 'Persona: Student',
    });
  });

  it('links all its accounts in a session', async () => {
    const world = setup();
    const session = await openSession(world);
    const completed = await world.emulator.completeSession(session.id, { persona: 'Homeowner couple' });

    expect(completed).toMatchObject({
      accounts: {
        data: [
          { display_name: 'Persona: Homeowner couple' },
          { display_name: 'Persona: Homeowner couple, savings' },
          { display_name: 'Persona: Homeowner couple, card', category: 'credit' },
          { display_name: 'Persona: Homeowner couple, mortgage', subcategory: 'mortgage' },
        ],
      },
    });
  });

  it('pays from its checking account', async () => {
    const { emulator, stripe } = setup();
    const intent = await stripe.paymentIntents.create({
      amount: 1_000,
      currency: 'usd',
      allowed_payment_method_types: ['us_bank_account'],
    });
    await emulator.collectBankAccount(intent.id, { account: 'Persona: Payroll worker' });
    await stripe.paymentIntents.confirm(intent.id, {
      mandate_data: { customer_acceptance: { type: 'offline' } },
    });
    await emulator.clock.runToIdle();

    expect((await stripe.paymentIntents.retrieve(intent.id)).status).toBe('succeeded');
  });

  it('that is closed three days after linking becomes inactive', async () => {
    const { emulator, stripe } = setup();
    const { id } = await emulator.linkAccount({ persona: 'Closed account' });
    await emulator.clock.advance('3d');

    expect((await stripe.financialConnections.accounts.retrieve(id)).status).toBe('inactive');
  });

  it.each([
    [{ persona: 'Freelancr' }, 'There is no persona "Freelancr". Did you mean "Freelancer"?'],
    [{ persona: 'Student', account: 'Success' }, 'leave persona or account away'],
    [{ persona: 'Student', institution: 'Personas' }, 'leave persona or institution away'],
  ])('is refused as %j', async (fields, message) => {
    await expect(setup().emulator.linkAccount(fields)).rejects.toThrow(message);
  });

  it('is refused beside accounts in a session, which stays open', async () => {
    const world = setup();
    const session = await openSession(world);
    const both = { persona: 'Student', accounts: ['Success'] };

    await expect(world.emulator.completeSession(session.id, both)).rejects.toThrow(
      'leave persona or accounts away',
    );
    expect(await world.emulator.completeSession(session.id)).toMatchObject({ accounts: { data: [{}] } });
  });
});
