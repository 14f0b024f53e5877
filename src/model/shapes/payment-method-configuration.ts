import { boolean, oneOf, optional, type Shape } from '../../core/shape.ts';
import { anId, anyText, type MembersOf, orNull, stored } from '../../core/stored.ts';
import {
  CONFIGURED_METHODS,
  type ConfiguredMethod,
  type MethodConfiguration,
  PREFERENCES,
} from '../configured-methods.ts';
import type { PaymentMethodConfiguration } from '../wire.ts';
import { inTestMode, only, textOrNull } from './fields.ts';

/** How a payment method is configured. */
const methodConfigurationShape: Shape<MethodConfiguration> = stored<MethodConfiguration>({
  available: boolean,
  display_preference: stored<MethodConfiguration['display_preference']>({
    overridable: orNull(boolean),
    preference: oneOf(...PREFERENCES),
    value: oneOf('off', 'on'),
  }),
});

const method = optional(methodConfigurationShape);

const methods = Object.fromEntries(CONFIGURED_METHODS.map((name) => [name, method]));

export const configurationShape = stored<PaymentMethodConfiguration>({
  id: anId,
  object: only('payment_method_configuration'),
  active: boolean,
  application: textOrNull,
  is_default: boolean,
  livemode: inTestMode,
  name: anyText,
  parent: textOrNull,
  // A cast: `fromEntries` forgets the names, which are those of all methods.
  ...(methods as Pick<MembersOf<PaymentMethodConfiguration>, ConfiguredMethod>),
});
