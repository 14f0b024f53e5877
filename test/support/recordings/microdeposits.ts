import { expect } from 'vitest';
import { createEmulator, type EmulatorOptions } from '../../../src/index.ts';
import { ACCEPTED, type Answered, BARE, type Comparison } from './world.ts';

const TYPED = {
  'payment_method_data[type]': 'us_bank_account',
  'payment_method_data[billing_details][name]': 'Jenny Rosen',
  'payment_method_data[us_bank_account][routing_number]': '110000000',
  'payment_method_data[us_bank_account][account_number]': '000123456789',
};

/** What a customer has to do for a payment from a bank account that was typed in. */
async function actionOf(options: EmulatorOptions): Promise<Answered['body']> {
  await using emulator = createEmulator({ log: false, ...options });
  const form = {
    ...BARE,
    'allowed_payment_method_types[0]': 'us_bank_account',
    ...TYPED,
    ...ACCEPTED,
    confirm: 'true',
  };
  const answer = await emulator.fetch('/v1/payment_intents', {
    method: 'POST',
    headers: { Authorization: `Bearer ${emulator.apiKey}` },
    body: new URLSearchParams(form).toString(),
  });
  return (await answer.json()).next_action.verify_with_microdeposits;
}

const TEXT = /^https:\/\/payments\.stripe\.com\/microdeposit\/pacs_test_([A-Za-z0-9]+)0000[A-Za-z0-9]{8}$/;

export const microdeposits = {
  arrivalDate: async () => {
    for (const [start, arrival] of [
      ['2024-08-08T14:35:00Z', '2024-08-09T07:00:00Z'],
      ['2022-03-11T19:08:00Z', '2022-03-14T07:00:00Z'],
      ['2022-03-14T04:46:00Z', '2022-03-15T07:00:00Z'],
      ['2022-01-18T15:47:00Z', '2022-01-19T08:00:00Z'],
    ] as const) {
      const { arrival_date: date } = await actionOf({ time: { start, runs: false } });
      expect([start, new Date(date * 1000).toISOString().replace('.000', '')]).toEqual([start, arrival]);
    }
  },

  hostedVerification: async () => {
    const { hosted_verification_url: url } = await actionOf({});
    const [, token = ''] = TEXT.exec(url) ?? [];
    expect(atob(token)).toMatch(/^acct_[A-Za-z0-9]+,pa_nonce_[A-Za-z0-9]{31}$/);
  },

  microdepositsOfIntent: async () => {
    const { microdeposit_type: type } = await actionOf({ assume: { microdepositType: 'amounts' } });
    expect(type).toBe('amounts');
  },
} satisfies Readonly<Record<string, Comparison>>;
