import type { SetupIntent } from '../../model/wire.ts';
import { shownBankAccount, type TypesChange } from '../intents/bank-account-options.ts';
import type { GivenOptions } from '../intents/bank-account-parameters.ts';
import { echoed } from '../intents/echoed-options.ts';
import { alphabetical } from '../params/alphabetical.ts';

type Options = NonNullable<SetupIntent['payment_method_options']>;

// Docs: the sample of the SetupIntent object; recorded in 2026-09.
const CARD: NonNullable<Options['card']> = {
  mandate_options: null,
  network: null,
  request_three_d_secure: 'automatic',
};

/** The options that a SetupIntent shows as they came, by payment method: those that its type in the SDK has. */
export const ECHOED = {
  acss_debit: ['currency', 'mandate_options', 'verification_method'],
  bacs_debit: ['mandate_options'],
  card: ['network', 'request_three_d_secure', 'setup_credential_usage'],
  sepa_debit: ['mandate_options'],
} as const satisfies { readonly [Type in keyof Options]?: readonly (keyof NonNullable<Options[Type]>)[] };

type EchoedType = keyof typeof ECHOED;

const DEBITS = ['acss_debit', 'bacs_debit', 'sepa_debit'] as const satisfies readonly Exclude<
  EchoedType,
  'card'
>[];

// The generated parsers have checked names and values, but their types do not say which.
const echoedOf = <Type extends EchoedType>(type: Type, given: unknown) =>
  echoed(type, ECHOED[type], given) as NonNullable<Options[Type]>;

/** The options as they travel: those of each type that the intent may set up, changed by those given. */
export function shownOptions(
  types: TypesChange,
  current: SetupIntent['payment_method_options'],
  given: GivenOptions = {},
): Options {
  const offered = types.after.payment_method_types;
  const debits = DEBITS.filter((type) => offered.includes(type) && (current?.[type] ?? given[type]) != null);
  return alphabetical({
    ...Object.fromEntries(debits.map((type) => [type, shownDebit(type, current, given)])),
    ...(offered.includes('card')
      ? { card: alphabetical({ ...CARD, ...current?.card, ...echoedOf('card', given.card) }) }
      : {}),
    ...(offered.includes('link') ? { link: { persistent_token: null, ...current?.link } } : {}),
    ...(offered.includes('us_bank_account')
      ? {
          us_bank_account: shownBankAccount(types, current?.us_bank_account, given.us_bank_account),
        }
      : {}),
  });
}

/** Other bank debits show nothing that was not given (assumed), but for a member that is null then (stripe-node types). */
const shownDebit = (type: (typeof DEBITS)[number], current: Options | null, given: GivenOptions): object =>
  alphabetical({
    ...(type === 'acss_debit' ? { currency: null } : {}),
    ...current?.[type],
    ...echoedOf(type, given[type]),
  });
