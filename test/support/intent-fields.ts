import fc from 'fast-check';
import {
  address,
  type Fields,
  hash,
  metadata,
  one,
  permissions,
  some,
  text,
  unset,
  whole,
  withPrefetch,
} from './parameter-fields.ts';

/* The parameters that intents are created with and show. */

// Of both kinds of intents.
const bank = {
  financial_connections: hash(
    { permissions: permissions.map((names) => [...new Set([...names, 'payment_method'])]) },
    {
      filters: hash({}, { account_subcategories: some(['checking', 'savings']) }),
      return_url: text,
    },
  ).chain(withPrefetch),
  mandate_options: hash({}, { collection_method: unset(one('paper')) }),
  networks: fc.record({ requested: some(['ach', 'us_domestic_wire']) }),
  verification_method: one('automatic', 'instant', 'microdeposits'),
};
const bankOptions = hash(
  {},
  {
    ...bank,
    setup_future_usage: unset(one('none', 'off_session', 'on_session')),
    target_date: one('2026-01-05', '2026-01-15'),
    transaction_purpose: unset(one('goods', 'other', 'services', 'unspecified')),
  },
).filter(
  // Refused together.
  ({ target_date: date, verification_method: method }) => date === undefined || method !== 'microdeposits',
);
const cardOptions = hash(
  {},
  {
    capture_method: one('manual'),
    network: one('visa', 'mastercard'),
    request_extended_authorization: one('if_available', 'never'),
    request_incremental_authorization: one('if_available', 'never'),
    request_multicapture: one('if_available', 'never'),
    request_overcapture: one('if_available', 'never'),
    request_three_d_secure: one('any', 'automatic', 'challenge'),
    require_cvc_recollection: fc.boolean(),
    setup_future_usage: unset(one('none', 'off_session', 'on_session')),
    statement_descriptor_suffix_kana: unset(text),
    statement_descriptor_suffix_kanji: unset(text),
  },
);
// Wants a letter.
const descriptor = text.map((name) => `A${name}`);
const types = fc.oneof(
  fc.constant({}),
  fc.record({ payment_method_types: some(['us_bank_account', 'card', 'link']) }),
  fc.record({ allowed_payment_method_types: some(['us_bank_account', 'card', 'link']) }),
  hash(
    {},
    {
      automatic_payment_methods: hash({ enabled: fc.boolean() }, { allow_redirects: one('always', 'never') }),
      // Not the last one that is left where none is dynamic: an intent that nothing can pay is refused.
      excluded_payment_method_types: some(['us_bank_account', 'klarna']),
    },
  ),
);
export const intent = fc
  .tuple(
    hash(
      { amount: whole, currency: one('usd', 'USD', 'eur') },
      {
        application_fee_amount: whole,
        capture_method: one('automatic', 'automatic_async', 'manual'),
        confirmation_method: one('automatic', 'manual'),
        customer: one('cus_1'),
        customer_account: text,
        description: text,
        metadata,
        on_behalf_of: one('acct_1'),
        payment_details: hash({}, { customer_reference: unset(text), order_reference: unset(text) }),
        payment_method: one('pm_1', 'pm_2'),
        payment_method_options: hash({}, { us_bank_account: unset(bankOptions), card: cardOptions }),
        receipt_email: text.map((name) => `${name.replace(/[\s@]/g, '.')}@example.com`),
        setup_future_usage: one('off_session', 'on_session'),
        shipping: hash(
          { address, name: fc.oneof(text, fc.constant('')) },
          { carrier: text, phone: text, tracking_number: text },
        ),
        statement_descriptor: descriptor,
        statement_descriptor_suffix: descriptor,
        transfer_data: hash(
          { destination: one('acct_1') },
          {
            amount: whole,
            description: text,
            metadata,
            payment_data: hash({}, { description: text, metadata }),
          },
        ),
        transfer_group: text,
      },
    ),
    types,
  )
  .map(([given, chosen]) => fitting({ ...given, ...chosen }));

/** A bank account cannot be captured later. */
function capturable({ capture_method: capture, ...given }: Fields): Fields {
  const named = (given.payment_method_types ?? given.allowed_payment_method_types) as string[] | undefined;
  const isOnlyBank = named?.every((type) => type === 'us_bank_account') === true;
  const isLater = capture === 'manual' && (isOnlyBank || given.payment_method !== undefined);
  return capture === undefined || isLater ? given : { ...given, capture_method: capture };
}

/** Without what does not go together: a fee that nobody takes, a bank account in euros, and a payment method that the intent does not take. */
function fitting(given: Fields): Fields {
  const { application_fee_amount: fee, confirmation_method: confirmation, ...fields } = capturable(given);
  const isTaken = fee !== undefined && given.transfer_data !== undefined;
  // A confirmation_method and automatic_payment_methods exclude each other.
  const isAlone = confirmation !== undefined && given.automatic_payment_methods === undefined;
  const { currency, payment_method: method, ...others } = fields;
  const rest = {
    ...others,
    ...(isTaken ? { application_fee_amount: fee } : {}),
    ...(isAlone ? { confirmation_method: confirmation } : {}),
  };
  const named = (given.payment_method_types ?? given.allowed_payment_method_types) as string[] | undefined;
  const takesBank = (named ?? ['us_bank_account']).includes('us_bank_account');
  const isDynamic = named === undefined && given.automatic_payment_methods === undefined;
  const isExcluded = given.excluded_payment_method_types !== undefined;
  const inDollars = { ...rest, currency: named !== undefined && takesBank ? 'usd' : currency };
  const isPayable = takesBank && !isExcluded && (isDynamic || named !== undefined);
  if (method === undefined || !isPayable) return inDollars;
  return {
    ...inDollars,
    currency: 'usd',
    payment_method: method,
    ...(method === 'pm_1' ? { customer: 'cus_1' } : {}),
  };
}

const setupCard = hash(
  {},
  {
    network: one('visa', 'mastercard'),
    request_three_d_secure: one('any', 'automatic', 'challenge'),
    setup_credential_usage: one('installment', 'recurring', 'unscheduled'),
  },
);

export const setupIntent = fc
  .tuple(
    hash(
      {},
      {
        attach_to_self: fc.boolean(),
        customer: one('cus_1'),
        customer_account: text,
        description: text,
        flow_directions: some(['inbound', 'outbound']),
        metadata,
        on_behalf_of: one('acct_1'),
        payment_method: one('pm_1', 'pm_2'),
        payment_method_options: hash({}, { us_bank_account: hash({}, bank), card: setupCard }),
        // Newer versions know no other (recorded).
        usage: one('off_session'),
      },
    ),
    types,
  )
  .map(([given, chosen]) => fittingSetup({ ...given, ...chosen }));

/** Without what does not go together: one's own account and a customer, and a payment method that the intent does not take. */
function fittingSetup(given: Fields): Fields {
  const { payment_method: method, customer, attach_to_self: self, ...fields } = given;
  const named = (given.payment_method_types ?? given.allowed_payment_method_types) as string[] | undefined;
  const isDynamic = named === undefined && given.automatic_payment_methods === undefined;
  const takesBank = isDynamic || named?.includes('us_bank_account') === true;
  const taken = takesBank && given.excluded_payment_method_types === undefined ? method : undefined;
  const holder = taken === 'pm_1' ? 'cus_1' : customer;
  return {
    ...fields,
    ...(taken === undefined ? {} : { payment_method: taken }),
    ...(holder === undefined ? {} : { customer: holder }),
    ...(self === undefined || (self === true && holder !== undefined) ? {} : { attach_to_self: self }),
  };
}
