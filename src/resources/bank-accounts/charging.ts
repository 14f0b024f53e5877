import { errors } from '../../core/catalogue.ts';
import type { StripeError } from '../../core/errors.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import type { BankAccount, Charge, Customer } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { pendingTransaction } from '../balance-transactions/record.ts';
import type { ChargeCreation } from '../charge-changes.ts';
import { completeCharge, failedCharge } from '../charges.ts';
import { noteDebit } from '../financial-connections/transactions/payments.ts';
import { failureOfBlocked } from '../intents/fates.ts';
import { checkReferences } from '../intents/references.ts';
import { fullAddress } from '../params/address.ts';
import { given } from '../params/changes.ts';
import { TEST_TOKEN } from '../params/test-tokens.ts';
import { shownShipping } from '../payment-intents/members.ts';
import { checkAmount, isTooSmall } from '../payment-intents/record.ts';
import { blockOf } from '../payment-methods/blocked.ts';
import {
  bankAccountOfToken,
  type DraftBankAccount,
  describedBankAccount,
  keepBankAccount,
} from './making.ts';
import { BANK_ACCOUNT, isVerified } from './record.ts';
import { endingOfCharge } from './settlement.ts';

/* Charges of bank accounts, as programs from before PaymentIntents make them (docs: ach-deprecated). */

const INSTEAD = 'Charge a bank account, or create a PaymentIntent.';

/** Whose money is asked for: a source of a customer's, or a bank account that a token stands for. */
type Debtor = { readonly source: BankAccount } | { readonly draft: DraftBankAccount };

function sourceOf(scope: Scope, customer: Customer, id: string | undefined): BankAccount {
  const wanted = id ?? customer.default_source;
  if (wanted === null) throw errors.chargeCustomerWithoutCard();
  const source = scope.tables[BANK_ACCOUNT].get(wanted);
  if (source?.customer !== customer.id) throw errors.sourceNotOfCustomer(customer.id, wanted);
  return source;
}

/** The bank account of a token. Those of sources need their customer beside them (stripe-node types: ChargeCreateParams). */
function draftOf(scope: Scope, source: NonNullable<ChargeCreation['source']>): DraftBankAccount {
  if (typeof source !== 'string') {
    const { object: _object, ...description } = source;
    return describedBankAccount(description, (name) => `source[${name}]`);
  }
  const isCard = /^(card|src)_/.test(source) || TEST_TOKEN.test(source);
  if (isCard && scope.tables.token.get(source) === undefined)
    throw errors.notYetEmulated('charges of cards and other sources', INSTEAD);
  return bankAccountOfToken(scope, source, 'source');
}

/** Who is to pay; refuses who cannot, before anything is kept. */
function debtorOf(scope: Scope, { customer: id, source }: ChargeCreation): Debtor {
  if (id === undefined && source === undefined) throw errors.chargeWithoutSource();
  const customer = id === undefined ? undefined : scope.requireFor('customer', id, 'customer');
  if (customer !== undefined && (source === undefined || typeof source === 'string')) {
    const kept = sourceOf(scope, customer, source);
    if (!isVerified(kept)) throw errors.sourceUnverified();
    return { source: kept };
  }
  // Without either it has been refused.
  const draft = draftOf(scope, source ?? '');
  if (!draft.plan.verified) throw errors.sourceUnverified();
  return { draft };
}

type Sum = Pick<Charge, 'amount' | 'currency'>;

/** The sum that is asked for; refuses one that cannot be. */
function sumOf(scope: Scope, { amount, currency }: ChargeCreation): Sum {
  if (amount === undefined) throw errors.parameterMissing('amount');
  if (currency === undefined) throw errors.parameterMissing('currency');
  if (currency !== 'usd')
    throw errors.notYetEmulated(`charges of bank accounts in ${currency}`, 'Charge in usd.');
  checkAmount(scope, { amount, currency });
  if (isTooSmall({ amount, currency })) throw errors.amountTooSmall();
  return { amount, currency };
}

/** The bank account as a charge shows it (stripe-node types: Charge.PaymentMethodDetails.AchDebit). */
function debited(bank: BankAccount): Charge['payment_method_details'] {
  const { account_holder_type: holder, bank_name, country, fingerprint, last4, routing_number } = bank;
  return {
    ach_debit: {
      // A cast: the two words are all that there are, and the SDK's type of a bank account is any text.
      account_holder_type: holder as 'company' | 'individual' | null,
      bank_name,
      country,
      fingerprint,
      last4,
      routing_number,
    },
    type: 'ach_debit',
  };
}

function chargeOf(
  scope: Scope,
  params: ChargeCreation,
  said: Sum & Pick<Charge, 'metadata'>,
  bank: BankAccount,
): Charge {
  const { shipping, transfer_data: transfer } = params;
  return completeCharge(scope, {
    ...said,
    ...given(
      params,
      'application_fee_amount',
      'description',
      'on_behalf_of',
      'receipt_email',
      'statement_descriptor',
      'statement_descriptor_suffix',
      'transfer_group',
    ),
    // That it has the holder's name is assumed.
    billing_details: {
      address: fullAddress({}),
      email: null,
      name: bank.account_holder_name,
      phone: null,
      tax_id: null,
    },
    customer: bank.customer ?? null,
    payment_method: bank.id,
    payment_method_details: debited(bank),
    ...(shipping === undefined ? {} : { shipping: shownShipping(shipping) }),
    source: bank,
    ...(transfer === undefined
      ? {}
      : { transfer_data: { amount: transfer.amount ?? null, destination: transfer.destination } }),
  });
}

/**
 * Debits a bank account. The bank answers later, and the balance knows of it at once: "a pending balance transaction is
 * immediately created" (docs: ach-deprecated). What Stripe does not send to the bank is refused, and leaves a failed charge
 * (recorded of cards).
 */
export function createCharge(scope: Scope, params: ChargeCreation): Charge | StripeError {
  const { on_behalf_of, transfer_data } = params;
  checkReferences(scope, {
    ...(on_behalf_of === undefined ? {} : { on_behalf_of }),
    ...(transfer_data === undefined ? {} : { transfer_data }),
  });
  const debtor = debtorOf(scope, params);
  const said = { ...sumOf(scope, params), metadata: mergedMetadata({}, params.metadata) };
  const bank = 'source' in debtor ? debtor.source : keepBankAccount(scope, debtor.draft, { customer: null });
  const charge = chargeOf(scope, params, said, bank);
  const ending = endingOfCharge(scope, charge);
  const blocked = blockOf(scope, bank.fingerprint)?.status_details?.blocked;
  const refused = blocked === undefined ? undefined : failureOfBlocked(blocked);
  const failure = refused ?? (ending.when === 'at_confirmation' ? ending.failure : undefined);
  if (failure !== undefined) {
    const failed = scope.tables.charge.put(failedCharge(charge, failure));
    scope.emit('charge.failed', failed);
    return errors.paymentFailed(failure.code, failure.message).about({ charge: failed.id });
  }
  const transaction = scope.tables.balance_transaction.put(pendingTransaction(scope, charge));
  const pending = scope.tables.charge.put({ ...charge, balance_transaction: transaction.id });
  noteDebit(scope, pending);
  scope.emit('charge.pending', pending);
  if (ending.when === 'later')
    scope.in(scope.settings.payments.settlementDelayMs, { kind: 'charge.settle', subject: pending.id });
  return pending;
}
