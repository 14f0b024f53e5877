import { fingerprintOf, TEST_ROUTING_NUMBER } from '../../bank/test-bank-accounts.ts';
import type { BankAccountPlan } from '../../model/bank-facts.ts';
import type { PaymentMethod } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { NO_BILLING_DETAILS } from './billing-details.ts';
import { blockOf } from './blocked.ts';

const TYPE = 'payment_method';

/** A PaymentMethod and how payments with it go; not yet in place if it is new. */
export interface DraftPaymentMethod {
  readonly paymentMethod: PaymentMethod;
  readonly plan: BankAccountPlan;
}

const BANK: BankDetails = {
  account_holder_type: 'individual',
  account_type: 'checking',
  bank_name: 'STRIPE TEST BANK',
  financial_connections_account: null,
  fingerprint: fingerprintOf(TEST_ROUTING_NUMBER, '000123456789'),
  last4: '6789',
  networks: { preferred: 'ach', supported: ['ach'] },
  routing_number: TEST_ROUTING_NUMBER,
  // Recorded: an empty hash, not null.
  status_details: {},
};

export type BankDetails = NonNullable<PaymentMethod['us_bank_account']>;

type GivenFields = Partial<Omit<PaymentMethod, 'us_bank_account'>> & {
  readonly us_bank_account?: Partial<BankDetails>;
};

/** A PaymentMethod with every field that one of a bank account can have, from the few that are given. */
export function completePaymentMethod(scope: Scope, fields: GivenFields): PaymentMethod {
  const { id = scope.id('pm'), billing_details, us_bank_account: bank, ...rest } = fields;
  return {
    id,
    object: TYPE,
    allow_redisplay: 'unspecified',
    billing_details: { ...NO_BILLING_DETAILS, ...billing_details },
    created: scope.seconds(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    shared_payment_granted_token: null,
    type: 'us_bank_account',
    us_bank_account: { ...BANK, ...blockOf(scope, bank?.fingerprint ?? BANK.fingerprint), ...bank },
    ...rest,
  };
}
