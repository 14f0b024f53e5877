import { errors } from '../../core/catalogue.ts';
import type { IntentType } from '../../model/jobs.ts';
import type { CheckoutSession } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import {
  checkConfiguration,
  checkCurrency,
  checkTypeParams,
  chosenTypes,
  configurationOf,
  isDynamic,
  NO_TYPES_CHOSEN,
  type TypeParams,
} from '../intents/types.ts';
import { foreignWords } from '../params/foreign.ts';
import type { CheckoutMode } from './record.ts';

/** What a session shows of how it may be paid. */
export type CheckoutTypes = Pick<
  CheckoutSession,
  | 'allowed_payment_method_types'
  | 'excluded_payment_method_types'
  | 'payment_method_configuration_details'
  | 'payment_method_types'
>;

/** Those that no bank authorizes first: they are not offered where a payment is captured later (recorded). */
const NEVER_MANUAL: readonly string[] = [
  'acss_debit',
  'au_becs_debit',
  'bacs_debit',
  'nz_bank_account',
  'sepa_debit',
  'us_bank_account',
];

interface Asked {
  readonly mode: CheckoutMode;
  /** A SetupIntent may have none. */
  readonly currency: string | undefined;
  readonly capture: string | undefined;
}

/** What a session may be paid with: as it was told, or what the account offers. */
export function checkoutTypes(scope: Scope, params: TypeParams, asked: Asked): CheckoutTypes {
  const { mode, currency, capture } = asked;
  const intent: IntentType = mode === 'setup' ? 'setup_intent' : 'payment_intent';
  checkTypeParams(params, intent);
  checkConfiguration(params.payment_method_configuration);
  const chosen = chosenTypes(NO_TYPES_CHOSEN, params, currency);
  const types = { ...chosen, payment_method_types: offered(chosen, capture) };
  if (currency !== undefined) checkCurrency({ ...types, currency });
  const { allowed_payment_method_types, excluded_payment_method_types: excluded } = types;
  return {
    allowed_payment_method_types,
    ...(excluded === null ? {} : { excluded_payment_method_types: excluded }),
    payment_method_configuration_details: configurationOf(
      scope,
      types,
      null,
      params.payment_method_configuration,
    ),
    payment_method_types: types.payment_method_types,
  };
}

type Chosen = ReturnType<typeof chosenTypes>;

/** Dynamic ones are filtered without a word; one that was named and does not fit is refused. */
function offered(chosen: Chosen, capture: string | undefined): readonly string[] {
  const { payment_method_types: types } = chosen;
  const isManual = capture === 'manual';
  if (!isDynamic(chosen)) {
    const wrong = types.find((type) => isManual && NEVER_MANUAL.includes(type));
    if (wrong !== undefined) throw errors.captureMethodUnsupported('manual', wrong);
    return types;
  }
  const known = foreignWords('Checkout.SessionCreateParams', 'allowed_payment_method_types');
  return types.filter((type) => known.includes(type) && !(isManual && NEVER_MANUAL.includes(type)));
}
