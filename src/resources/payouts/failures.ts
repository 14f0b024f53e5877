import type { PaymentFate } from '../../model/payments.ts';

/** Why a payout has failed. */
export interface PayoutFailure {
  readonly code: string;
  readonly message: string;
}

/**
 * What becomes of payouts to a test account whose payments fail (docs: connect/testing#payouts for the numbers,
 * api/payouts/failures for codes and sentences): to all others they arrive.
 */
const FAILURES: { readonly [Fate in PaymentFate]?: PayoutFailure } = {
  account_closed: { code: 'account_closed', message: 'The bank account has been closed.' },
  bank_account_restricted: {
    code: 'bank_account_restricted',
    message:
      'The bank account has restrictions on either the type, or the number, of payouts allowed. This normally indicates that the bank account is a savings or other non-checking account.',
  },
  debit_not_authorized: {
    code: 'debit_not_authorized',
    message:
      'Debit transactions are not approved on your bank account. (Stripe requires bank accounts to be set up for both credit and debit payouts.)',
  },
  insufficient_funds: {
    code: 'insufficient_funds',
    message: 'Your Stripe account has insufficient funds to cover the payout.',
  },
  invalid_currency: {
    code: 'invalid_currency',
    message:
      'The bank was unable to process this payout because of its currency. This is probably because the bank account cannot accept payments in that currency.',
  },
  no_account: {
    code: 'no_account',
    message:
      'The bank account details on file are probably incorrect. No bank account could be located with those details.',
  },
  // Of numbers that are none any more nothing is documented (assumed).
  tokenized_account_number_deactivated: {
    code: 'could_not_process',
    message: 'The bank could not process this payout.',
  },
};

export const payoutFailureOf = (fate: PaymentFate): PayoutFailure | undefined => FAILURES[fate];
