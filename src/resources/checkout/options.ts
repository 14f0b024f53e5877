import type { Permission } from '../../model/dashboard.ts';
import type { CheckoutSession } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { requestedPermissions } from '../dashboard.ts';
import { checkConnections } from '../intents/bank-account-options.ts';
import { echoed } from '../intents/echoed-options.ts';
import { alphabetical } from '../params/alphabetical.ts';
import { checkTargetDate } from '../payment-intents/target-date.ts';
import type { CreateParams } from './parameters.ts';
import type { CheckoutMode } from './record.ts';

type Options = NonNullable<CheckoutSession['payment_method_options']>;
type Given = CreateParams['payment_method_options'];

const BANK = 'payment_method_options[us_bank_account]';

/** Refuses options of a bank account that do not go together. */
export function checkOptions(scope: Scope, given: Given): void {
  const { financial_connections: connections, target_date: date } = given?.us_bank_account ?? {};
  if (date !== undefined) checkTargetDate(scope, `${BANK}[target_date]`, date);
  checkConnections(scope, connections, { permissions: requestedPermissions(scope), prefetch: [] });
}

/** The options of cards that a session shows as they came: those that its type in the SDK has. */
const OF_CARDS = [
  'capture_method',
  'installments',
  'request_extended_authorization',
  'request_incremental_authorization',
  'request_multicapture',
  'request_overcapture',
  'request_three_d_secure',
  'restrictions',
  'setup_future_usage',
  'statement_descriptor_suffix_kana',
  'statement_descriptor_suffix_kanji',
] as const satisfies readonly (keyof NonNullable<Options['card']>)[];

/** Recorded of sessions that were given no options, in `payment` and `setup` mode; in `subscription` mode there are none. */
function shownBankAccount(
  { mode, requested }: Offer,
  given: NonNullable<Given | Options>['us_bank_account'],
) {
  if (given === undefined && mode === 'subscription') return undefined;
  return alphabetical({
    verification_method: 'automatic' as const,
    ...given,
    financial_connections: alphabetical({
      permissions: requested,
      prefetch: [],
      ...given?.financial_connections,
    }),
  });
}

interface Offer {
  readonly mode: CheckoutMode;
  readonly types: readonly string[];
  /** The types are the account's choice, not the caller's. */
  readonly dynamic: boolean;
  /** What bank accounts are asked for where the call does not say. */
  readonly requested: readonly Permission[];
}

/** The options as they travel, of the types that are offered; of cards that alone were named none (seen in public code). */
export function shownOptions(offer: Offer, given: Given | Options): Options {
  const { types, dynamic } = offer;
  const bank = types.includes('us_bank_account')
    ? shownBankAccount(offer, given?.us_bank_account)
    : undefined;
  const withCard = types.includes('card') && (dynamic || given?.card !== undefined);
  // A cast: the generated parsers have checked names and values, but their types do not say which.
  const card = withCard
    ? (alphabetical({
        request_three_d_secure: 'automatic',
        ...echoed('card', OF_CARDS, given?.card),
      }) as NonNullable<Options['card']>)
    : undefined;
  return {
    ...(card === undefined ? {} : { card }),
    ...(bank === undefined ? {} : { us_bank_account: bank }),
  };
}
