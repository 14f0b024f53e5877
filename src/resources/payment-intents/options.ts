import { errors } from '../../core/catalogue.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkPrefetch } from '../financial-connections/sessions.ts';
import type { BankAccountOptions, GivenOptions } from './parameters.ts';

type Options = NonNullable<PaymentIntent['payment_method_options']>;
type ShownBankAccount = NonNullable<Options['us_bank_account']>;
type ShownConnections = NonNullable<ShownBankAccount['financial_connections']>;

const PATH = 'payment_method_options[us_bank_account]';

// Recorded of a live PaymentIntent (2024).
const BANK_ACCOUNT: ShownBankAccount = { mandate_options: {}, verification_method: 'automatic' };

// Docs: the sample of the PaymentIntent object.
const CARD: NonNullable<Options['card']> = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
};

/** The options of cards that an intent shows as they came. */
export const ECHOED_OF_CARD: readonly string[] = [
  'capture_method',
  'network',
  'request_extended_authorization',
  'request_incremental_authorization',
  'request_multicapture',
  'request_overcapture',
  'request_three_d_secure',
  'require_cvc_recollection',
  'setup_future_usage',
  'statement_descriptor_suffix_kana',
  'statement_descriptor_suffix_kanji',
];

/** The options as they travel: those of each type that the intent may be paid with, changed by those given. */
export function shownOptions(
  types: readonly string[],
  current: PaymentIntent['payment_method_options'],
  given: GivenOptions | undefined,
): Options {
  const { us_bank_account: bank } = given ?? {};
  return {
    ...(types.includes('card') ? { card: { ...CARD, ...current?.card, ...echoedOfCard(given?.card) } } : {}),
    ...(types.includes('link') ? { link: { persistent_token: null, ...current?.link } } : {}),
    ...(types.includes('us_bank_account')
      ? {
          us_bank_account:
            bank === null ? BANK_ACCOUNT : shownBankAccount(current?.us_bank_account ?? BANK_ACCOUNT, bank),
        }
      : {}),
  };
}

function echoedOfCard(given: unknown): Partial<NonNullable<Options['card']>> {
  if (typeof given !== 'object' || given === null) return {};
  const members = Object.entries(given).filter(
    ([name, value]) => value !== null && ECHOED_OF_CARD.includes(name),
  );
  // The generated parsers have checked names and values, but their types do not say which.
  return Object.fromEntries(members) as Partial<NonNullable<Options['card']>>;
}

function shownBankAccount(current: ShownBankAccount, given: BankAccountOptions = {}): ShownBankAccount {
  const {
    financial_connections: connections,
    mandate_options: mandate,
    target_date,
    verification_method,
  } = given;
  return {
    ...without(current, given),
    ...(connections === undefined ? {} : { financial_connections: shownConnections(connections) }),
    ...(mandate === undefined
      ? {}
      : {
          mandate_options:
            mandate.collection_method == null ? {} : { collection_method: mandate.collection_method },
        }),
    ...(given.setup_future_usage == null ? {} : { setup_future_usage: given.setup_future_usage }),
    ...(target_date === undefined ? {} : { target_date }),
    ...(given.transaction_purpose == null ? {} : { transaction_purpose: given.transaction_purpose }),
    ...(verification_method === undefined ? {} : { verification_method }),
  };
}

/** Leaves out members that were unset: Stripe's answers do not have them. */
function without(current: ShownBankAccount, given: BankAccountOptions): ShownBankAccount {
  const { setup_future_usage: usage, transaction_purpose: purpose, ...rest } = current;
  return {
    ...rest,
    ...(usage === undefined || given.setup_future_usage === null ? {} : { setup_future_usage: usage }),
    ...(purpose === undefined || given.transaction_purpose === null ? {} : { transaction_purpose: purpose }),
  };
}

function shownConnections(given: NonNullable<BankAccountOptions['financial_connections']>): ShownConnections {
  const { filters, permissions, prefetch = null, return_url } = given;
  return {
    ...(filters === undefined ? {} : { filters }),
    ...(permissions === undefined ? {} : { permissions }),
    prefetch,
    ...(return_url === undefined ? {} : { return_url }),
  };
}

/** Refuses options of a bank account that do not go together. */
export function checkBankAccountOptions(scope: Scope, given: GivenOptions | undefined): void {
  const { financial_connections: connections, target_date } = given?.us_bank_account ?? {};
  if (target_date !== undefined) checkTargetDate(scope, target_date);
  if (connections === undefined) return;
  const { permissions = ['payment_method'], prefetch = [] } = connections;
  if (!permissions.includes('payment_method')) {
    throw errors.permissionsWithoutPaymentMethod(`${PATH}[financial_connections][permissions]`);
  }
  checkPrefetch(scope, permissions, prefetch, `${PATH}[financial_connections][prefetch]`);
}

const DAY_SECONDS = 86_400;
const FIRST_DAY = 3;
const LAST_DAY = 15;

/** "Between 3 and 15 calendar days from now", counted in UTC (assumed). */
function checkTargetDate(scope: Scope, text: string): void {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const ahead =
    dayNumber(Number(year), Number(month), Number(day)) - Math.floor(scope.seconds() / DAY_SECONDS);
  // Text that is no date gives NaN, which is never within the bounds.
  if (!(ahead >= FIRST_DAY && ahead <= LAST_DAY))
    throw errors.targetDateInvalid(`${PATH}[target_date]`, text);
}

const DAYS_TO_1970 = 719_468;

/** Days since 1970 of a Gregorian date: years begin in March, so that the leap day is a year's last. */
function dayNumber(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const monthsSinceMarch = (month + 9) % 12;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * monthsSinceMarch + 2) / 5) + day - 1 - DAYS_TO_1970;
}
