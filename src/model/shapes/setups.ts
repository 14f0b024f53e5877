import { asWritten } from '../../core/composed.ts';
import { boolean, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, listOf, orNull, shownAgain, stored, whole } from '../../core/stored.ts';
import type { SetupAttempt, SetupIntent } from '../wire.ts';
import { SETUP_STATUSES, VERIFICATION_METHODS } from '../words.ts';
import { inTestMode, metadataShape, only, textOrNull } from './fields.ts';
import { connectionsShape, mandateOptionsShape } from './payment-intent.ts';

const types = listOf(anyText);

type Options = NonNullable<SetupIntent['payment_method_options']>;

/** Options of payment methods that no SetupIntent is answered with. */
type OtherTypes = Exclude<
  keyof Options,
  'acss_debit' | 'bacs_debit' | 'card' | 'link' | 'sepa_debit' | 'us_bank_account'
>;

export const setupIntentShape = stored<SetupIntent>({
  id: anId,
  object: only('setup_intent'),
  allowed_payment_method_types: orNull(asWritten(types)),
  application: textOrNull,
  attach_to_self: optional(boolean),
  automatic_payment_methods: orNull(shownAgain()),
  // Put in place, it may be any text.
  cancellation_reason: asWritten(textOrNull),
  client_secret: textOrNull,
  created: whole,
  customer: textOrNull,
  customer_account: optional(textOrNull),
  description: textOrNull,
  excluded_payment_method_types: orNull(asWritten(types)),
  flow_directions: optional(orNull(asWritten(types))),
  last_setup_error: orNull(shownAgain()),
  latest_attempt: textOrNull,
  livemode: inTestMode,
  managed_payments: optional(orNull(shownAgain())),
  mandate: textOrNull,
  metadata: orNull(metadataShape),
  next_action: orNull(shownAgain()),
  on_behalf_of: textOrNull,
  payment_method: textOrNull,
  payment_method_configuration_details: orNull(shownAgain()),
  payment_method_options: orNull(
    stored<Options, OtherTypes>({
      acss_debit: optional(shownAgain()),
      bacs_debit: optional(shownAgain()),
      card: optional(shownAgain()),
      link: optional(shownAgain()),
      sepa_debit: optional(shownAgain()),
      us_bank_account: optional(
        stored<NonNullable<Options['us_bank_account']>>({
          financial_connections: optional(connectionsShape),
          mandate_options: optional(mandateOptionsShape),
          verification_method: optional(oneOf(...VERIFICATION_METHODS)),
        }),
      ),
    }),
  ),
  payment_method_types: types,
  single_use_mandate: textOrNull,
  status: oneOf(...SETUP_STATUSES),
  usage: anyText,
});

export const setupAttemptShape = stored<SetupAttempt>({
  id: anId,
  object: only('setup_attempt'),
  application: textOrNull,
  attach_to_self: optional(boolean),
  created: whole,
  customer: textOrNull,
  customer_account: textOrNull,
  flow_directions: orNull(asWritten(types)),
  livemode: inTestMode,
  on_behalf_of: textOrNull,
  payment_method: anyText,
  payment_method_details: shownAgain(),
  setup_error: orNull(shownAgain()),
  setup_intent: anyText,
  status: anyText,
  usage: anyText,
});
