import { describe, expect, it } from 'vitest';
import { type Setup, setup } from '../../support/setup.ts';

/* What belongs to the version that creates an intent, for ever (reference: changelogs and recordings of each version). */

const INTENTS = '/v1/payment_intents';
const BARE = 'amount=1000&currency=usd';
const NEWEST = '2026-10-28.endive';

const post = ({ call }: Setup, path: string, form: string, version?: string) =>
  call('POST', path, { form, headers: version === undefined ? {} : { 'stripe-version': version } });

describe('an intent that names no capture_method', () => {
  // Recorded 2024-12 and 2026-05: automatic under 2020-08-27 and 2023-10-16, automatic_async under acacia, basil, clover.
  it.each([
    ['2020-08-27', 'automatic'],
    ['2023-10-16', 'automatic'],
    ['2024-04-10', 'automatic_async'],
    ['2024-12-18.acacia', 'automatic_async'],
    ['2025-09-30.clover', 'automatic_async'],
    [undefined, 'automatic_async'],
  ])('has, when %s creates it, %s', async (version, method) => {
    expect((await post(setup(), INTENTS, BARE, version)).body.capture_method).toBe(method);
  });

  it('keeps it, whoever reads it (recorded: rendered in 2020-08-27, automatic_async of acacia)', async () => {
    const world = setup();
    const { body } = await post(world, INTENTS, BARE, '2024-12-18.acacia');
    const old = await post(world, INTENTS, BARE, '2020-08-27');
    const read = async (id: string, version: string) =>
      (await world.call('GET', `${INTENTS}/${id}`, { headers: { 'stripe-version': version } })).body;

    expect((await read(body.id, '2020-08-27')).capture_method).toBe('automatic_async');
    expect((await read(old.body.id, NEWEST)).capture_method).toBe('automatic');
  });

  it('has what the account’s version says, when it is put in place', async () => {
    const { emulator, stripe } = setup({ apiVersion: '2023-10-16' });
    await emulator.putObjects({ payment_intents: [{ id: 'pi_1' }] });

    expect((await stripe.paymentIntents.retrieve('pi_1')).capture_method).toBe('automatic');
  });
});

describe('an intent that does not say what it may be paid with', () => {
  it('takes cards, before 2023-08-16', async () => {
    const { body } = await post(setup(), INTENTS, BARE, '2022-11-15');

    expect(body).toMatchObject({
      automatic_payment_methods: null,
      payment_method_configuration_details: null,
      payment_method_types: ['card'],
    });
    expect(Object.keys(body.payment_method_options)).toEqual(['card']);
  });

  it('takes what the account has switched on, from 2023-08-16 on', async () => {
    const { body } = await post(setup(), INTENTS, BARE, '2023-08-16');

    expect(body).toMatchObject({
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      payment_method_types: ['card', 'link', 'us_bank_account'],
    });
  });

  it('takes it in every version when it asks for automatic payment methods', async () => {
    const form = `${BARE}&automatic_payment_methods[enabled]=true`;

    expect((await post(setup(), INTENTS, form, '2020-08-27')).body).toMatchObject({
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      payment_method_types: ['card', 'link', 'us_bank_account'],
    });
  });
});

describe('what collects bank accounts', () => {
  const connections = { permissions: ['payment_method'], prefetch: [] };

  it('is shown of dynamic types with their configuration (recorded 2025-11-10 and 2025-12-09)', async () => {
    const world = setup();

    const [first, second] = [
      await post(world, INTENTS, BARE),
      await post(world, INTENTS, BARE, '2023-10-16'),
    ];

    for (const { body } of [first, second])
      expect(JSON.stringify(body.payment_method_options.us_bank_account)).toBe(
        JSON.stringify({
          financial_connections: connections,
          mandate_options: {},
          verification_method: 'automatic',
        }),
      );
    expect(first.body.payment_method_configuration_details).toEqual({
      id: expect.stringMatching(/^pmc_[A-Za-z0-9]{24}$/),
      parent: null,
    });
    // The account has one.
    expect(second.body.payment_method_configuration_details).toEqual(
      first.body.payment_method_configuration_details,
    );
  });

  it('is not shown of named types (recorded 2025-11-21), nor is a configuration', async () => {
    const form = `${BARE}&payment_method_types[]=card&payment_method_types[]=us_bank_account`;

    const { body } = await post(setup(), INTENTS, form, '2025-11-17.clover');

    expect(body.payment_method_options.us_bank_account).toEqual({
      mandate_options: {},
      verification_method: 'automatic',
    });
    expect(body.payment_method_configuration_details).toBeNull();
  });

  it('follows the types when they are named later, and stays where it was asked for', async () => {
    const world = setup();
    const NAMED = 'payment_method_types[]=us_bank_account';
    const ASKED =
      'payment_method_options[us_bank_account][financial_connections][permissions][]=payment_method&payment_method_options[us_bank_account][financial_connections][permissions][]=balances';
    const named = async (form: string) => {
      const { body } = await post(world, INTENTS, form);
      return (await post(world, `${INTENTS}/${body.id}`, NAMED)).body;
    };

    const bare = await named(BARE);
    const asked = await named(`${BARE}&${ASKED}`);

    expect(bare.payment_method_options.us_bank_account.financial_connections).toBeUndefined();
    expect(bare.payment_method_configuration_details).toBeNull();
    expect(asked.payment_method_options.us_bank_account.financial_connections).toEqual({
      permissions: ['payment_method', 'balances'],
      prefetch: [],
    });
  });

  it('uses the configuration that is named', async () => {
    const world = setup({ objects: { payment_method_configurations: [{ id: 'pmc_1' }] } });

    const { body } = await post(world, INTENTS, `${BARE}&payment_method_configuration=pmc_1`);

    expect(body.payment_method_configuration_details).toEqual({ id: 'pmc_1', parent: null });
  });
});

it('shared_payment_granted_token is null under every version (recorded 2026-05 under 2023-10-16)', async () => {
  const world = setup();

  for (const version of ['2020-08-27', '2023-10-16', NEWEST])
    expect((await post(world, INTENTS, BARE, version)).body.shared_payment_granted_token).toBeNull();
});

describe('preferred_settlement_speed', () => {
  const SPEED = 'payment_method_options[us_bank_account][preferred_settlement_speed]';
  const speedOf = async (version: string, form: string) => {
    const world = setup();
    const { status, body } = await post(world, INTENTS, `${BARE}&${form}`, version);
    return [status, body.payment_method_options.us_bank_account.preferred_settlement_speed];
  };

  it('is taken and shown below dahlia (types of stripe-node until 20)', async () => {
    expect(await speedOf('2026-02-25.clover', `${SPEED}=fastest`)).toEqual([200, 'fastest']);
  });

  it('is taken from dahlia on, and never shown unasked', async () => {
    expect(await speedOf('2026-03-25.dahlia', `${SPEED}=fastest`)).toEqual([200, undefined]);
    expect(await speedOf('2026-02-25.clover', '')).toEqual([200, undefined]);
  });

  it('is unset by an empty text', async () => {
    const world = setup();
    const old = '2026-02-25.clover';
    const { body } = await post(world, INTENTS, `${BARE}&${SPEED}=standard`, old);

    const after = await post(world, `${INTENTS}/${body.id}`, `${SPEED}=`, old);

    expect(after.body.payment_method_options.us_bank_account).not.toHaveProperty(
      'preferred_settlement_speed',
    );
  });
});
