import { describe, expect, it } from 'vitest';
import { linkedAccount, openSession, refusal, setup } from '../support/setup.ts';

describe('lists of accounts', () => {
  it('are filtered by customer, by session and by connected account', async () => {
    const world = setup();
    const session = await openSession(world);
    await world.emulator.completeSession(session.id, { accounts: ['Success', 'High Balance'] });
    await linkedAccount(world);
    const { accounts } = world.stripe.financialConnections;

    const ofCustomer = await accounts.list({
      account_holder: { customer: session.account_holder?.customer as string },
    });
    const ofSession = await accounts.list({ session: session.id });
    const all = await accounts.list();

    expect(ofCustomer.data.map(({ display_name: name }) => name)).toEqual(['High Balance', 'Success']);
    expect(ofSession.data.map(({ id }) => id)).toEqual(ofCustomer.data.map(({ id }) => id));
    expect(all.data).toHaveLength(3);
  });

  it('go page by page within a filter', async () => {
    const world = setup();
    const session = await openSession(world);
    await world.emulator.completeSession(session.id, {
      accounts: ['Success', 'High Balance', 'Insufficient Funds'],
    });

    const names: (string | null)[] = [];
    for await (const { display_name: name } of world.stripe.financialConnections.accounts.list({
      session: session.id,
      limit: 1,
    }))
      names.push(name);

    expect(names).toEqual(['Insufficient Funds', 'High Balance', 'Success']);
  });

  it('refuse a session that does not exist', async () => {
    const error = await refusal(setup().stripe.financialConnections.accounts.list({ session: 'fcsess_x' }));

    expect(error).toMatchObject({ statusCode: 400, code: 'resource_missing', param: 'session' });
  });
});

describe('lists of events', () => {
  it('are filtered by type, by types, by a pattern and by delivery', async () => {
    const world = setup();
    const { id } = await world.stripe.customers.create();
    await world.stripe.customers.update(id, { name: 'Jenny' });
    await world.emulator.clock.advance(0);
    await world.stripe.customers.del(id);
    const types = async (params: object) =>
      (await world.stripe.events.list(params)).data.map(({ type }) => type);

    expect(await types({ type: 'customer.updated' })).toEqual(['customer.updated']);
    expect(await types({ types: ['customer.created', 'customer.deleted'] })).toEqual([
      'customer.deleted',
      'customer.created',
    ]);
    expect(await types({ type: 'customer.*' })).toEqual([
      'customer.deleted',
      'customer.updated',
      'customer.created',
    ]);
    expect(await types({ delivery_success: false })).toEqual(['customer.deleted']);
    expect(await types({ delivery_success: true })).toEqual(['customer.updated', 'customer.created']);
  });

  it('take either type or types', async () => {
    const error = await refusal(
      setup().stripe.events.list({ type: 'customer.created', types: ['customer.updated'] }),
    );

    expect(error.message).toBe('You may only specify one of these parameters: type, types.');
  });

  it('are filtered by time, both ways', async () => {
    const { emulator, stripe } = setup();
    const made: number[] = [];
    for (let day = 0; day < 4; day++) {
      made.push((await stripe.customers.create()).created);
      await emulator.clock.advance(86_400_000);
    }
    const created = async (range: object) =>
      (await stripe.customers.list({ created: range as never })).data.map((customer) =>
        made.indexOf(customer.created),
      );

    expect(await created({ gte: made[1] })).toEqual([3, 2, 1]);
    expect(await created({ gt: made[1], lt: made[3] })).toEqual([2]);
    expect((await stripe.customers.list({ created: made[2] ?? 0 })).data).toHaveLength(1);
  });

  it('forget what is 30 days old', async () => {
    const { emulator, stripe } = setup();
    await stripe.customers.create();
    const { id = '' } = emulator.events()[0] ?? {};
    await emulator.clock.advance(31 * 86_400_000);

    expect((await stripe.events.list()).data).toEqual([]);
    expect((await refusal(stripe.events.retrieve(id))).statusCode).toBe(404);
  });

  it('carry what an update has changed', async () => {
    const { emulator, stripe } = setup();
    const { id } = await stripe.customers.create({ name: 'Jenny', metadata: { a: '1', b: '2' } });
    await stripe.customers.update(
      id,
      { name: 'Jenny Rosen', metadata: { a: '', c: '3' } },
      { idempotencyKey: 'mine' },
    );

    const event = emulator.events().at(-1);

    expect(event?.data.previous_attributes).toEqual({ name: 'Jenny', metadata: { a: '1', c: null } });
    expect(event?.request).toMatchObject({ idempotency_key: 'mine' });
    expect(event?.request.id).toMatch(/^req_/);
  });
});

describe('expansion', () => {
  it('goes into lists and sessions', async () => {
    const world = setup();
    const session = await openSession(world);
    await world.emulator.completeSession(session.id);

    const list = await world.stripe.financialConnections.accounts.list({
      expand: ['data.account_holder.customer'],
    });
    const shown = await world.stripe.financialConnections.sessions.retrieve(session.id, {
      expand: ['accounts.data.account_holder.customer', 'account_holder.customer'],
    });

    expect(list.data[0]?.account_holder?.customer).toMatchObject({
      object: 'customer',
      email: 'jenny@example.com',
    });
    expect(shown.accounts.data[0]?.account_holder?.customer).toMatchObject({ object: 'customer' });
    expect(shown.account_holder?.customer).toMatchObject({ object: 'customer' });
  });

  it('goes four levels from an intent', async () => {
    const { stripe, emulator } = setup();
    const customer = await stripe.customers.create();
    const { id } = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer: customer.id,
      allowed_payment_method_types: ['us_bank_account'],
      payment_method: 'pm_usBankAccount_success',
      confirm: true,
      mandate_data: { customer_acceptance: { type: 'offline' } },
    });
    await emulator.clock.advance(1_000);

    const intent = await stripe.paymentIntents.retrieve(id, {
      expand: ['payment_method.customer', 'latest_charge.payment_method_details.us_bank_account.mandate'],
    });

    expect(intent.payment_method).toMatchObject({ object: 'payment_method' });
    expect(intent.latest_charge).toMatchObject({
      object: 'charge',
      payment_method_details: { us_bank_account: { mandate: { object: 'mandate' } } },
    });
  });

  it('tolerates a hash, which real programs ask for', async () => {
    const world = setup();
    const { id } = await linkedAccount(world);

    expect(
      await world.stripe.financialConnections.accounts.retrieve(id, { expand: ['balance'] }),
    ).toMatchObject({ id, balance: null });
  });

  it('works on create and update', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();

    const intent = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer: customer.id,
      expand: ['customer'],
    });

    expect(intent.customer).toMatchObject({ id: customer.id, object: 'customer' });
  });

  it('shows the stub of a customer that was deleted', async () => {
    const { stripe } = setup();
    const customer = await stripe.customers.create();
    const { id } = await stripe.paymentIntents.create({
      amount: 2_000,
      currency: 'usd',
      customer: customer.id,
    });
    await stripe.customers.del(customer.id);

    expect((await stripe.paymentIntents.retrieve(id, { expand: ['customer'] })).customer).toMatchObject({
      id: customer.id,
      deleted: true,
    });
  });

  it('never reaches into events', async () => {
    const world = setup();
    await linkedAccount(world);
    await world.stripe.financialConnections.accounts.list({ expand: ['data.account_holder.customer'] });

    expect(world.emulator.events().at(-1)?.data.object.account_holder.customer).toMatch(/^cus_/);
  });
});

describe('customer search', () => {
  const people = async () => {
    const world = setup();
    const { customers } = world.stripe;
    const jenny = await customers.create({
      name: 'Jenny Rosen',
      email: 'jenny@example.com',
      metadata: { tier: 'gold' },
    });
    const john = await customers.create({
      name: 'John Doe',
      email: 'john@example.com',
      metadata: { tier: 'silver' },
    });
    const names = async (query: string) => (await customers.search({ query })).data.map(({ name }) => name);
    return { ...world, jenny, john, names };
  };

  it.each([
    ['email:"jenny@example.com"', ['Jenny Rosen']],
    ['name~"ros"', ['Jenny Rosen']],
    ['metadata["tier"]:"silver"', ['John Doe']],
    ['-metadata["tier"]:"silver"', ['Jenny Rosen']],
    ['email:"jenny@example.com" OR name:"john doe"', ['John Doe', 'Jenny Rosen']],
    ['email:"jenny@example.com" AND metadata["tier"]:"silver"', []],
    ['phone:null', ['John Doe', 'Jenny Rosen']],
    ['created>0', ['John Doe', 'Jenny Rosen']],
  ])('finds by %s', async (query, found) => {
    const { names } = await people();

    expect(await names(query)).toEqual(found);
  });

  it('goes page by page, and counts when it is asked to', async () => {
    const { stripe } = await people();

    const first = await stripe.customers.search({ query: 'created>0', limit: 1, expand: ['total_count'] });
    const second = await stripe.customers.search({
      query: 'created>0',
      limit: 1,
      page: first.next_page ?? '',
    });

    expect(first).toMatchObject({
      object: 'search_result',
      has_more: true,
      total_count: 2,
      url: '/v1/customers/search',
    });
    expect(second).toMatchObject({ has_more: false, next_page: null });
    expect(second).not.toHaveProperty('total_count');
  });

  it.each([
    ['asdf', 'We were unable to parse your search query.'],
    ['colour:"blue"', 'Field `colour` is an unsupported search field for resource `customers`.'],
    ['name:"a" AND name:"b" OR name:"c"', 'We were unable to parse your search query.'],
  ])('refuses %s', async (query, message) => {
    const { stripe } = await people();

    expect((await refusal(stripe.customers.search({ query }))).message).toContain(message);
  });
});
