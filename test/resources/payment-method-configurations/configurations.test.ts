import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../../src/index.ts';
import { refusal, setup } from '../../support/setup.ts';

const PATH = '/v1/payment_method_configurations';
const ids = (list: { readonly data: readonly { readonly id: string }[] }) => list.data.map(({ id }) => id);
const on = { available: true, display_preference: { overridable: null, preference: 'on', value: 'on' } };

describe('the default configuration', () => {
  it('is there without having been created, with what this emulator is about switched on', async () => {
    const { stripe } = setup();

    const { data } = await stripe.paymentMethodConfigurations.list();

    expect(data).toMatchObject([
      {
        id: expect.stringMatching(/^pmc_[A-Za-z0-9]{24}$/),
        object: 'payment_method_configuration',
        active: true,
        application: null,
        card: on,
        is_default: true,
        link: on,
        livemode: false,
        name: 'Default',
        parent: null,
        us_bank_account: on,
      },
    ]);
    expect(await stripe.paymentMethodConfigurations.retrieve(data[0]?.id ?? '')).toEqual(data[0]);
  });

  it('is the one that dynamic intents name', async () => {
    const { stripe } = setup();
    const { data } = await stripe.paymentMethodConfigurations.list();

    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });

    expect(intent.payment_method_configuration_details).toEqual({ id: data[0]?.id, parent: null });
  });

  it('is in no snapshot as long as it is untouched, and keeps its id where one is restored', async () => {
    const { emulator, stripe } = setup({ seed: 'one' });
    const { data } = await stripe.paymentMethodConfigurations.list();
    const snapshot = await emulator.snapshot();
    const other = setup({ seed: 'two' });
    const [before] = ids(await other.stripe.paymentMethodConfigurations.list());

    await other.emulator.restore(snapshot);

    expect(JSON.stringify(snapshot)).not.toContain('pmc_');
    expect(before).not.toBe(data[0]?.id);
    expect(ids(await other.stripe.paymentMethodConfigurations.list())).toEqual([data[0]?.id]);
  });

  it('is as it was changed in a sandbox that is restored, and as it was at first after a reset', async () => {
    const { emulator, stripe } = setup();
    const { data } = await stripe.paymentMethodConfigurations.list();
    const id = data[0]?.id ?? '';
    const changed = await stripe.paymentMethodConfigurations.update(id, {
      link: { display_preference: { preference: 'off' } },
    });
    const other = setup({ seed: 'x' });

    await other.emulator.restore(await emulator.snapshot());
    await emulator.reset();

    expect(await other.stripe.paymentMethodConfigurations.retrieve(id)).toEqual(changed);
    expect((await other.stripe.paymentMethodConfigurations.list()).data).toEqual([changed]);
    expect(await stripe.paymentMethodConfigurations.retrieve(id)).toEqual(data[0]);
  });

  it('is another in each account', async () => {
    const { stripe } = setup();

    const [own] = ids(await stripe.paymentMethodConfigurations.list());
    const [connected] = ids(await stripe.paymentMethodConfigurations.list({}, { stripeAccount: 'acct_1' }));

    expect(connected).not.toBe(own);
  });

  it('uses up no id', async () => {
    const first = setup({ seed: 'same' });
    const second = setup({ seed: 'same' });

    await first.stripe.paymentMethodConfigurations.list();

    expect((await first.stripe.paymentMethodConfigurations.create({ name: 'A' })).id).toBe(
      (await second.stripe.paymentMethodConfigurations.create({ name: 'A' })).id,
    );
  });
});

describe('a configuration', () => {
  it('has what was preferred, and of what nothing was said the same as the default', async () => {
    const { stripe } = setup();

    const created = await stripe.paymentMethodConfigurations.create({
      name: 'Only banks',
      card: { display_preference: { preference: 'off' } },
      klarna: { display_preference: { preference: 'on' } },
    });

    expect(created).toMatchObject({
      active: true,
      card: { available: false, display_preference: { overridable: null, preference: 'off', value: 'off' } },
      is_default: false,
      klarna: on,
      name: 'Only banks',
      us_bank_account: { available: true, display_preference: { preference: 'none', value: 'on' } },
    });
    expect(await stripe.paymentMethodConfigurations.retrieve(created.id)).toEqual(created);
  });

  it('is changed in what a call names', async () => {
    const { stripe } = setup();
    const { id, ...created } = await stripe.paymentMethodConfigurations.create({ name: 'A' });

    const updated = await stripe.paymentMethodConfigurations.update(id, {
      active: false,
      us_bank_account: { display_preference: { preference: 'off' } },
    });

    expect(updated).toEqual({
      ...created,
      id,
      active: false,
      us_bank_account: {
        available: false,
        display_preference: { overridable: null, preference: 'off', value: 'off' },
      },
    });
  });

  it.each(['nobody has touched', 'was changed meanwhile'])(
    'is listed before the default one that %s, newest first, on pages in both directions',
    async (so) => {
      const { stripe } = setup();
      const create = (name: string) => stripe.paymentMethodConfigurations.create({ name });
      const [a, b] = [await create('a'), await create('b')];
      const [byDefault = ''] = ids(await stripe.paymentMethodConfigurations.list()).slice(-1);
      if (so === 'was changed meanwhile')
        await stripe.paymentMethodConfigurations.update(byDefault, { name: 'Changed' });
      const c = await create('c');
      const whole = ids(await stripe.paymentMethodConfigurations.list());
      const last = whole.at(-1) ?? '';
      const page = async (params: object) => {
        const list = await stripe.paymentMethodConfigurations.list(params);
        return [ids(list), list.has_more];
      };

      expect(whole).toEqual([c.id, b.id, a.id, byDefault]);
      expect(await page({ limit: 3 })).toEqual([[c.id, b.id, a.id], true]);
      expect(await page({ limit: 3, starting_after: a.id })).toEqual([[last], false]);
      expect(await page({ starting_after: last })).toEqual([[], false]);
      expect(await page({ limit: 2, ending_before: last })).toEqual([[b.id, a.id], true]);
      expect(await page({ ending_before: last })).toEqual([[c.id, b.id, a.id], false]);
      expect(await page({ ending_before: b.id })).toEqual([[c.id], false]);
    },
  );

  it('is listed by whether it is active, and by its application', async () => {
    const { stripe, emulator } = setup();
    const { id } = await stripe.paymentMethodConfigurations.create({ name: 'a' });
    await stripe.paymentMethodConfigurations.update(id, { active: false });
    await emulator.putObjects({
      payment_method_configurations: [{ id: 'pmc_ours', application: 'ca_1', parent: 'pmc_2' }],
    });
    const list = async (params: object) => ids(await stripe.paymentMethodConfigurations.list(params));

    expect(await list({ active: false })).toEqual([id]);
    expect(await list({ application: 'ca_1' })).toEqual(['pmc_ours']);
    expect(await list({ application: '' })).toEqual([id, expect.stringMatching(/^pmc_/)]);
  });

  it.each(['GET', 'POST'])('that there is not is refused: %s', async (method) => {
    const { status, body } = await setup().call(method, `${PATH}/pmc_none`);

    expect([status, body.error]).toMatchObject([
      404,
      {
        code: 'resource_missing',
        message: "No such payment_method_configuration: 'pmc_none'",
        param: 'configuration',
      },
    ]);
  });

  it('takes preferences that there are, of payment methods that there are', async () => {
    const { call } = setup();
    const create = async (form: string) => (await call('POST', PATH, { form })).body.error.message;

    expect(await create('us_bank_account[display_preference][preference]=maybe')).toBe(
      'Invalid us_bank_account[display_preference][preference]: must be one of none, off, or on',
    );
    expect(await create('us_bank_acount[display_preference][preference]=on')).toContain(
      'Received unknown parameter: us_bank_acount',
    );
  });
});

describe('a child configuration', () => {
  it('follows its parent in what it does not prefer itself', async () => {
    const { stripe } = setup();
    const connected = { stripeAccount: 'acct_1' };
    const parent = await stripe.paymentMethodConfigurations.create({
      us_bank_account: { display_preference: { preference: 'off' } },
    });
    const child = await stripe.paymentMethodConfigurations.create(
      { parent: parent.id, link: { display_preference: { preference: 'off' } } },
      connected,
    );

    await stripe.paymentMethodConfigurations.update(parent.id, {
      us_bank_account: { display_preference: { preference: 'on' } },
    });

    expect(child.us_bank_account?.display_preference).toEqual({
      overridable: true,
      preference: 'none',
      value: 'off',
    });
    const after = await stripe.paymentMethodConfigurations.retrieve(child.id, {}, connected);
    expect(after.us_bank_account).toMatchObject({ available: true, display_preference: { value: 'on' } });
    expect(after.link).toMatchObject({ available: false });
    const intent = await stripe.paymentIntents.create(
      { amount: 2000, currency: 'usd', payment_method_configuration: child.id },
      connected,
    );
    expect(intent).toMatchObject({
      payment_method_configuration_details: { id: child.id, parent: parent.id },
      payment_method_types: ['card', 'us_bank_account'],
    });
  });

  it('of a parent that there is not is refused', async () => {
    const { stripe } = setup();

    expect(await refusal(stripe.paymentMethodConfigurations.create({ parent: 'pmc_none' }))).toMatchObject({
      code: 'resource_missing',
      param: 'parent',
      statusCode: 400,
    });
  });
});

describe('a configuration that is put in place', () => {
  it('takes what is preferred, or what the API answers', async () => {
    const { stripe, emulator } = setup();
    await emulator.putObjects({
      payment_method_configurations: [
        { id: 'pmc_1', us_bank_account: { display_preference: { preference: 'off' } } },
      ],
    });
    const answered = await stripe.paymentMethodConfigurations.retrieve('pmc_1');
    const other = createEmulator();

    const put = await other.putObjects({ payment_method_configurations: [{ ...answered }] });

    expect(answered.us_bank_account).toMatchObject({ available: false });
    expect(put.payment_method_configurations?.[0]).toEqual(answered);
  });

  it('can be the default one, which the earlier is no more', async () => {
    const { stripe, emulator } = setup();
    const put = (id: string) =>
      emulator.putObjects({ payment_method_configurations: [{ id, is_default: true }] });

    await put('pmc_1');
    await put('pmc_2');

    const { data } = await stripe.paymentMethodConfigurations.list();
    expect(data.map(({ id, is_default: isDefault }) => [id, isDefault])).toEqual([
      ['pmc_2', true],
      ['pmc_1', false],
    ]);
    const intent = await stripe.paymentIntents.create({ amount: 2000, currency: 'usd' });
    expect(intent.payment_method_configuration_details?.id).toBe('pmc_2');
  });

  it('is refused in words of ours', async () => {
    const { emulator } = setup();
    const put = (fields: object) => emulator.putObjects({ payment_method_configurations: [fields as never] });

    await expect(put({ us_bank_account: 'on' })).rejects.toThrow(
      'payment_method_configurations[0].us_bank_account is "on". Write a hash, or leave it away.',
    );
    await expect(put({ us_bank_acount: {} })).rejects.toThrow('has no field "us_bank_acount"');
  });
});
