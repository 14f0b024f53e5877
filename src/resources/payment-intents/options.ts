import { errors } from '../../core/catalogue.ts';
import { isBefore } from '../../model/versions/version-string.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkConnections, shownBankAccount, type TypesChange } from '../intents/bank-account-options.ts';
import type { GivenOptions } from '../intents/bank-account-parameters.ts';
import { echoed } from '../intents/echoed-options.ts';
import { alphabetical } from '../params/alphabetical.ts';
import { checkTargetDate } from './target-date.ts';

type Options = NonNullable<PaymentIntent['payment_method_options']>;

// Docs: the sample of the PaymentIntent object.
const CARD: NonNullable<Options['card']> = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
};

/** The options that an intent shows as they came, by payment method: those that its type in the SDK has. */
export const ECHOED = {
  acss_debit: ['mandate_options', 'setup_future_usage', 'target_date', 'verification_method'],
  au_becs_debit: ['setup_future_usage', 'target_date'],
  bacs_debit: ['mandate_options', 'setup_future_usage', 'target_date'],
  card: [
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
  ],
  sepa_debit: ['mandate_options', 'setup_future_usage', 'target_date'],
} as const satisfies { readonly [Type in keyof Options]?: readonly (keyof NonNullable<Options[Type]>)[] };

type EchoedType = keyof typeof ECHOED;

// Of `keyof` the compiler would say that it may be any text.
const DEBITS = Object.keys(ECHOED).filter((type) => type !== 'card') as readonly Exclude<
  EchoedType,
  'card'
>[];

/** The options as they travel: those of each type that the intent may be paid with, changed by those given. */
export function shownOptions(
  types: TypesChange,
  current: PaymentIntent['payment_method_options'],
  given: GivenOptions = {},
): Options {
  const offered = types.after.payment_method_types;
  const { us_bank_account: bank } = given;
  const shown: Options = {
    ...(offered.includes('card')
      ? { card: { ...CARD, ...current?.card, ...echoedOf('card', given.card) } }
      : {}),
    ...(offered.includes('link') ? { link: { persistent_token: null, ...current?.link } } : {}),
    ...(offered.includes('us_bank_account')
      ? {
          us_bank_account: shownBankAccount(types, current?.us_bank_account, bank),
        }
      : {}),
  };
  const debits = DEBITS.filter((type) => offered.includes(type) && (current?.[type] ?? given[type]) != null);
  return debits.length === 0 ? shown : alphabetical({ ...shown, ...shownDebits(debits, current, given) });
}

/** Other bank debits show nothing that was not given (assumed). */
const shownDebits = (types: typeof DEBITS, current: Options | null, given: GivenOptions): Options =>
  Object.fromEntries(
    types.map((type) => [type, alphabetical({ ...current?.[type], ...echoedOf(type, given[type]) })]),
  );

// The generated parsers have checked names and values, but their types do not say which.
const echoedOf = <Type extends EchoedType>(type: Type, given: unknown) =>
  echoed(type, ECHOED[type], given) as NonNullable<Options[Type]>;

/** Refuses options of a bank account that do not go together. */
export function checkBankAccountOptions(
  scope: Scope,
  given: GivenOptions | undefined,
  shown: PaymentIntent['payment_method_options'],
): void {
  const { financial_connections: connections, target_date } = given?.us_bank_account ?? {};
  if (target_date !== undefined)
    checkTargetDate(scope, 'payment_method_options[us_bank_account][target_date]', target_date);
  checkConnections(scope, connections, shown?.us_bank_account?.financial_connections);
}

/** Refuses the options of an intent, as they are after a change, where they exclude each other. */
export function checkBankDebit({ payment_method_options: options }: PaymentIntent): void {
  const { target_date, verification_method } = options?.us_bank_account ?? {};
  if (target_date !== undefined && verification_method === 'microdeposits')
    throw errors.targetDateWithMicrodeposits();
}

/** The first version without `preferred_settlement_speed` in its types; no changelog tells (stripe-node 20 and 21). */
const SPEED_UNTIL = '2026-03-25';

/** The change without what a caller of that version is not shown, although it is taken from him. */
export function withoutLaterOptions<Change extends { readonly payment_method_options?: GivenOptions }>(
  version: string,
  change: Change,
): Change {
  const { us_bank_account: bank } = change.payment_method_options ?? {};
  if (bank?.preferred_settlement_speed === undefined || isBefore(version, SPEED_UNTIL)) return change;
  const { preferred_settlement_speed: _speed, ...rest } = bank;
  return {
    ...change,
    payment_method_options: { ...change.payment_method_options, us_bank_account: rest },
  };
}
