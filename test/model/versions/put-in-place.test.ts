import { describe, expect, it } from 'vitest';
import { setup } from '../../support/setup.ts';

/* What a caller of an old version was answered is what its tests have on disk: it can be put in place as it is. */

const PAY =
  'amount=1000&currency=usd&confirm=true&customer=cus_1&mandate_data[customer_acceptance][type]=offline&payment_method_types[]=us_bank_account&payment_method=pm_usBankAccount_success';
const SESSION =
  'account_holder[type]=customer&account_holder[customer]=cus_1&permissions[]=balances&filters[countries][]=US';

describe('answers in 2020-08-27', () => {
  const headers = { 'stripe-version': '2020-08-27' };

  it('are put in place as they are, and answered again', async () => {
    const { call } = setup({ objects: { customers: [{ id: 'cus_1' }] } });
    const { body: paid } = await call('POST', '/v1/payment_intents', { form: PAY, headers });
    const get = async (path: string, world = { call }) => (await world.call('GET', path, { headers })).body;
    const session = (await call('POST', '/v1/financial_connections/sessions', { form: SESSION, headers }))
      .body;
    const paths = [
      '/v1/customers/cus_1',
      `/v1/payment_methods/${paid.payment_method}`,
      `/v1/charges/${paid.latest_charge}`,
      `/v1/payment_intents/${paid.id}`,
      `/v1/financial_connections/sessions/${session.id}`,
    ];
    const [customer, method, charge, intent, opened] = await Promise.all(paths.map((path) => get(path)));
    const { mandate } = charge.payment_method_details.us_bank_account;
    const agreed = await get(`/v1/mandates/${mandate}`);

    const other = setup();
    await other.emulator.putObjects({
      customers: [customer],
      payment_methods: [method],
      mandates: [agreed],
      charges: [charge],
      payment_intents: [intent],
      'financial_connections.sessions': [opened],
    });

    expect(await Promise.all(paths.map((path) => get(path, other)))).toEqual([
      customer,
      method,
      charge,
      intent,
      opened,
    ]);
  });

  it('of a session from before there was a country have the first of their countries', async () => {
    const { call } = setup({
      objects: {
        'financial_connections.sessions': [
          // As recorded in 2023, and in 2024.
          { id: 'fcsess_1', filters: { countries: ['US'] } },
          { id: 'fcsess_2', filters: { account_subcategories: null, countries: null } },
        ] as never,
      },
    });
    const filters = async (id: string) =>
      (await call('GET', `/v1/financial_connections/sessions/${id}`)).body.filters;

    expect(await filters('fcsess_1')).toEqual({ account_subcategories: null, country: 'US' });
    expect(await filters('fcsess_2')).toEqual({ account_subcategories: null, country: null });
  });
});
