import type Stripe from 'stripe';
import type { Setup } from './setup.ts';

type Fields = Stripe.Checkout.SessionCreateParams;

export const SUCCESS_URL = 'https://shop.test/done?session_id={CHECKOUT_SESSION_ID}';

/** A line for one thing that costs 20 dollars. */
export const LINE = {
  price_data: { currency: 'usd', product_data: { name: 'T-shirt' }, unit_amount: 2000 },
  quantity: 1,
} satisfies NonNullable<Fields['line_items']>[number];

const BY_BANK = { allowed_payment_method_types: ['us_bank_account'] } satisfies Partial<Fields>;

/** A session that is paid from a bank account. */
export const toPay = ({ stripe }: Pick<Setup, 'stripe'>, fields: Partial<Fields> = {}) =>
  stripe.checkout.sessions.create({
    ...BY_BANK,
    mode: 'payment',
    line_items: [LINE],
    success_url: SUCCESS_URL,
    ...fields,
  });

/** A session that sets up a bank account. */
export const toSetUp = ({ stripe }: Pick<Setup, 'stripe'>, fields: Partial<Fields> = {}) =>
  stripe.checkout.sessions.create({ ...BY_BANK, mode: 'setup', success_url: SUCCESS_URL, ...fields });
