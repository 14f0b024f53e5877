import { errors } from '../core/catalogue.ts';
import { BASE62 } from '../core/ids.ts';
import { once } from '../core/once.ts';
import { seededBytes } from '../core/random.ts';
import type { BankAccountPlan } from '../model/bank-facts.ts';
import { shippedAccounts } from './institutions.ts';

export const TEST_ROUTING_NUMBER = '110000000';

/** What a number says of its bank account. */
type NumberPlan = Pick<BankAccountPlan, 'fate' | 'unreachable'>;

interface TestNumber extends NumberPlan {
  /** What follows `pm_usBankAccount_`. */
  readonly token?: string;
}

// docs: payments/ach-direct-debit, section on testing.
const DOCUMENTED: Readonly<Record<string, TestNumber>> = {
  '000123456789': { token: 'success', fate: 'succeeds' },
  '000111111113': { token: 'accountClosed', fate: 'account_closed' },
  '000000004954': { token: 'riskLevelHighest', fate: 'highest_risk_level' },
  '000111111116': { token: 'noAccount', fate: 'no_account' },
  '000222222227': { token: 'insufficientFunds', fate: 'insufficient_funds' },
  '000333333335': { token: 'debitNotAuthorized', fate: 'debit_not_authorized' },
  '000444444440': { token: 'invalidCurrency', fate: 'invalid_currency' },
  '000666666661': { token: 'failMicrodeposits', fate: 'succeeds', unreachable: true },
  '000555555559': { token: 'dispute', fate: 'disputed' },
  '000000000009': { token: 'processing', fate: 'stays_processing' },
  '000777777771': { token: 'weeklyLimitExceeded', fate: 'charge_exceeds_source_limit' },
  '000888888885': { fate: 'tokenized_account_number_deactivated' },
};

const TOKEN_PREFIX = 'pm_usBankAccount_';

/** By account number, Stripe's and those of the accounts in fixtures/. */
const plans = once(() => {
  const shipped = shippedAccounts().flatMap(({ account_number: number, payment = 'succeeds' }) =>
    number == null ? [] : [[number, { fate: payment }] as const],
  );
  const documented = Object.entries(DOCUMENTED).map(
    ([number, { token: _token, ...plan }]) => [number, plan] as const,
  );
  return new Map<string, NumberPlan>([...shipped, ...documented]);
});
const numbersByToken = once(
  () =>
    new Map<string, string>(
      Object.entries(DOCUMENTED).flatMap(([number, { token }]) =>
        token === undefined ? [] : [[`${TOKEN_PREFIX}${token}`, number] as const],
      ),
    ),
);

/** A test account number of Stripe's, and what its payments come to. */
interface TestBankAccount extends NumberPlan {
  readonly number: string;
  /** The PaymentMethod that stands for it. */
  readonly token: string | undefined;
}

/** Those that Stripe documents, in its order. */
export const documentedNumbers = (): readonly TestBankAccount[] =>
  Object.entries(DOCUMENTED).map(([number, { token, ...plan }]) => ({
    number,
    token: token === undefined ? undefined : `${TOKEN_PREFIX}${token}`,
    ...plan,
  }));

/** The account number behind a `pm_usBankAccount_…` token; undefined for any other id. */
export function numberOfToken(id: string): string | undefined {
  return numbersByToken().get(id);
}

// docs: connect/testing#top-ups.
const BANK_TOKEN =
  /^btok_us_verified(?:_(noAccount|accountClosed|insufficientFunds|debitNotAuthorized|invalidCurrency))?$/;

/** The account number behind a `btok_us_verified…` token; undefined for any other id. */
export function numberOfBankToken(id: string): string | undefined {
  const [whole, name = 'success'] = BANK_TOKEN.exec(id) ?? [];
  return whole === undefined ? undefined : numberOfToken(`${TOKEN_PREFIX}${name}`);
}

/** What is planned for the test account of that number; throws for unknown numbers. */
export function planOfNumber(number: string, param: string): NumberPlan {
  const plan = plans().get(number);
  if (plan === undefined) throw errors.accountNumberInvalid(param);
  return plan;
}

const FINGERPRINT_LENGTH = 16;

/** The same for the same bank account in every sandbox, as "uniquely identifies this particular bank account" asks. */
export function fingerprintOf(...account: readonly string[]): string {
  const bytes = seededBytes(account.join('/'))(FINGERPRINT_LENGTH);
  return [...bytes].map((byte) => BASE62[byte % BASE62.length]).join('');
}

/** A bank account as answers show it: never with its number. */
interface ShownBankAccount {
  readonly fingerprint?: string | null;
  readonly last4?: string | null;
  readonly routing_number?: string | null;
}

/**
 * What is planned for the test account that is shown: its fingerprint names its number, or, of one that Stripe itself has
 * shown, the last digits of one of its test numbers.
 */
export function planOfShown({
  fingerprint,
  last4,
  routing_number: shown,
}: ShownBankAccount): NumberPlan | undefined {
  const routing = shown ?? TEST_ROUTING_NUMBER;
  const isShown = (number: string): boolean => last4 == null || number.endsWith(last4);
  for (const [number, plan] of fingerprint == null ? [] : plans())
    if (isShown(number) && fingerprintOf(routing, number) === fingerprint) return plan;
  if (routing !== TEST_ROUTING_NUMBER || last4?.length !== 4) return undefined;
  const number = Object.keys(DOCUMENTED).find(isShown);
  return number === undefined ? undefined : plans().get(number);
}
