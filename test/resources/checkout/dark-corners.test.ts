import { describe, expect, it } from 'vitest';
import { cornersOf } from '../../support/dark-corners.ts';
import { setup } from '../../support/setup.ts';

const { corner, expectAllTold } = cornersOf('resources/checkout/dark-corners.test.ts');

const BANK = 'payment_method_options[us_bank_account]';
const LINE = 'line_items[0][price_data]';
const PAID = `mode=payment&success_url=https://example.com&line_items[0][quantity]=1&${LINE}[currency]=usd&${LINE}[unit_amount]=2000&${LINE}[product_data][name]=Tea`;

describe('Checkout Sessions', () => {
  corner(47, 'take no microdeposits, filters or return_url of bank accounts', async () => {
    const { call } = setup();
    const refused = async (form: string) => {
      const { status, body } = await call('POST', '/v1/checkout/sessions', { form: `${PAID}&${form}` });
      return [status, body.error?.message];
    };

    expect(await refused(`${BANK}[verification_method]=microdeposits`)).toEqual([
      400,
      `Invalid ${BANK}[verification_method]: must be one of automatic or instant`,
    ]);
    for (const name of ['filters', 'return_url'])
      expect(await refused(`${BANK}[financial_connections][${name}]=x`)).toEqual([
        400,
        `Received unknown parameter: ${BANK}[financial_connections][${name}]`,
      ]);
    expect(await refused(`${BANK}[verification_method]=instant`)).toEqual([200, undefined]);
  });

  it('have all their dark corners told', expectAllTold);
});
