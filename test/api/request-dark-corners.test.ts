import { describe, expect, it } from 'vitest';
import { cornersOf } from '../support/dark-corners.ts';
import { linkedAccount, refusal, setup } from '../support/setup.ts';

const { corner, expectAllTold } = cornersOf('api/request-dark-corners.test.ts');

describe('requests', () => {
  corner(
    63,
    'the message about unknown parameters has no final period, that about a missing one has',
    async () => {
      const { call } = setup();

      const unknown = await call('POST', '/v1/customers', { form: 'foo=1&bar=2' });
      const missing = await call('POST', '/v1/financial_connections/sessions', {
        form: 'permissions[]=balances',
      });

      expect(unknown.body.error).toMatchObject({
        code: 'parameter_unknown',
        message: 'Received unknown parameters: foo, bar',
        param: 'foo',
      });
      expect(missing.body.error).toMatchObject({
        code: 'parameter_missing',
        message: 'Missing required param: account_holder.',
      });
    },
  );

  corner(64, 'a missing id is a 404 in the path and a 400 in a parameter', async () => {
    const { stripe } = setup();

    const inPath = await refusal(stripe.customers.retrieve('cus_x'));
    const inParameter = await refusal(
      stripe.financialConnections.sessions.create({
        account_holder: { type: 'customer', customer: 'cus_x' },
        permissions: ['balances'],
      }),
    );

    expect(inPath).toMatchObject({
      statusCode: 404,
      code: 'resource_missing',
      param: 'id',
      message: "No such customer: 'cus_x'",
    });
    expect(inParameter).toMatchObject({
      statusCode: 400,
      code: 'resource_missing',
      param: 'account_holder[customer]',
    });
  });

  const post = (world: ReturnType<typeof setup>, form: string, key = 'once', path = '/v1/customers') =>
    world.call('POST', path, { form, headers: { 'idempotency-key': key } });

  corner(65, 'an idempotency key belongs to one body and one path', async () => {
    const world = setup();
    const first = await post(world, 'email=a@example.com');

    const otherBody = await post(world, 'email=b@example.com');
    const otherPath = await post(world, 'email=a@example.com', 'once', `/v1/customers/${first.body.id}`);

    expect(otherBody).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
    expect(otherPath).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
  });

  corner(66, 'a refused parameter burns no idempotency key, a refused deed does', async () => {
    const world = setup();
    const { id } = await linkedAccount(world, { status: 'inactive' });
    const path = `/v1/financial_connections/accounts/${id}/refresh`;

    const invalid = await post(world, 'email=nobody', 'k1');
    const valid = await post(world, 'email=a@example.com', 'k1');
    const refused = await post(world, 'features[]=balance', 'k2', path);
    await world.emulator.updateAccount(id, { status: 'active' });
    const again = await post(world, 'features[]=balance', 'k2', path);

    expect([invalid.status, valid.status]).toEqual([400, 200]);
    expect(again.status).toBe(400);
    expect(again.body).toEqual(refused.body);
  });

  corner(67, 'a replay repeats no side effect', async () => {
    const world = setup();
    const first = await post(world, 'email=a@example.com');

    const again = await post(world, 'email=a@example.com');

    expect(again.body).toEqual(first.body);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.headers.get('original-request')).toBe(first.headers.get('request-id'));
    expect(world.emulator.events()).toHaveLength(1);
  });

  corner(68, 'of two concurrent requests with one key, one is told so', async () => {
    const world = setup();

    const answers = await Promise.all([
      post(world, 'email=a@example.com'),
      post(world, 'email=a@example.com'),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.error.code).toBe('idempotency_key_in_use');
    expect(world.emulator.events()).toHaveLength(1);
  });

  corner(69, 'an idempotency key on a GET is ignored', async () => {
    const { stripe } = setup();
    const { id } = await stripe.customers.create();
    await stripe.customers.retrieve(id, {}, { idempotencyKey: 'once' });
    await stripe.customers.update(id, { name: 'Jenny' });

    const again = await stripe.customers.retrieve(id, {}, { idempotencyKey: 'once' });

    expect(again).toMatchObject({ name: 'Jenny' });
  });

  corner(75, 'an object of live mode cannot be seen with a test key', async () => {
    const error = await refusal(setup().stripe.customers.retrieve('cus_live_123'));

    expect(error).toMatchObject({ statusCode: 404, code: 'resource_missing' });
    expect(error.message).toContain(
      'a similar object exists in live mode, but a test mode key was used to make this request.',
    );
  });

  corner(79, 'a publishable key gets a 401 on accounts', async () => {
    const { emulator, clientFor } = setup();

    const error = await refusal(clientFor(emulator.publishableKey).financialConnections.accounts.list());

    expect(error).toMatchObject({ statusCode: 401, code: 'secret_key_required' });
  });

  corner(80, 'HEAD, PUT and PATCH are not recognized', async () => {
    const { emulator } = setup();
    const answers = await Promise.all(
      ['HEAD', 'PUT', 'PATCH'].map((method) =>
        emulator.fetch('https://api.stripe.com/v1/customers', {
          method,
          headers: { authorization: `Bearer ${emulator.apiKey}` },
        }),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(await answers[1]?.text()).toContain('Unrecognized request URL (PUT: /v1/customers)');
  });

  it('have all their dark corners told', expectAllTold);
});
