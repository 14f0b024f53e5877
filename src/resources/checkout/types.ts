import { errors } from '../../core/catalogue.ts';
import type { IntentType } from '../../model/jobs.ts';
import type { CheckoutSession } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Purpose, takesCapture } from '../intents/compatible-types.ts';
import {
  checkConfiguration,
  checkFitting,
  checkOffered,
  checkTypeParams,
  chosenTypes,
  configurationOf,
  isDynamic,
  noTypesChosen,
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

interface Asked {
  readonly mode: CheckoutMode;
  /** A SetupIntent may have none. */
  readonly currency: string | undefined;
  readonly capture: Purpose['capture_method'];
  /** For whom it is, where that is a connected account. */
  readonly account?: string | null | undefined;
}

/** What a session may be paid with: as it was told, or what the account offers. */
export function checkoutTypes(scope: Scope, params: TypeParams, asked: Asked): CheckoutTypes {
  const { mode, currency, capture, account = null } = asked;
  const intent: IntentType = mode === 'setup' ? 'setup_intent' : 'payment_intent';
  checkTypeParams(params, intent);
  checkConfiguration(scope, params.payment_method_configuration);
  const purpose: Purpose = {
    ...(currency === undefined ? {} : { currency }),
    ...(capture === undefined ? {} : { capture_method: capture }),
    on_behalf_of: account,
  };
  const start = { ...noTypesChosen(scope, purpose), payment_method_configuration_details: null };
  const chosen = chosenTypes(scope, start, params, purpose);
  const details = configurationOf(scope, chosen, null, params.payment_method_configuration, purpose);
  const types = {
    ...chosen,
    payment_method_configuration_details: details,
    payment_method_types: offered(chosen, purpose),
  };
  checkOffered(types, 'Checkout Session');
  if (currency !== undefined) checkFitting({ ...types, ...purpose, currency }, 'Checkout Session');
  const { allowed_payment_method_types, excluded_payment_method_types: excluded } = types;
  return {
    allowed_payment_method_types,
    ...(excluded === null ? {} : { excluded_payment_method_types: excluded }),
    payment_method_configuration_details: details,
    payment_method_types: types.payment_method_types,
  };
}

type Chosen = ReturnType<typeof chosenTypes>;

/** Dynamic ones are filtered without a word; one that was named and does not fit is refused. */
function offered(chosen: Chosen, { capture_method: capture }: Purpose): readonly string[] {
  const { payment_method_types: types } = chosen;
  if (!isDynamic(chosen)) {
    const wrong = types.find((type) => !takesCapture(type, capture));
    if (wrong !== undefined) throw errors.captureMethodUnsupported('manual', wrong);
    return types;
  }
  const known = foreignWords('Checkout.SessionCreateParams', 'allowed_payment_method_types');
  return types.filter((type) => known.includes(type));
}
