import type Stripe from 'stripe';
import { metadata } from '../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  hash,
  integer,
  oneOf,
  optional,
  type Params,
  string,
  unsettable,
} from '../../core/shape.ts';
import type { ParamsOf } from '../../model/wire.ts';
import {
  BANK_OPTIONS,
  confirmedMandateParser,
  mandateParser,
  methodParser,
  optionsParser,
} from '../intents/bank-account-parameters.ts';
import type { EXTRA_PARAMETERS } from '../params/extra.ts';
import { foreign } from '../params/foreign.ts';
import { currency } from '../params/money.ts';
import { returnUrl } from '../params/texts.ts';

const BANK = optional(hash(BANK_OPTIONS));
const FLOW_DIRECTIONS = arrayOf(oneOf('inbound', 'outbound'));

export const CREATE = {
  ...foreign('SetupIntentCreateParams'),
  attach_to_self: optional(boolean),
  automatic_payment_methods: optional(
    hash({ allow_redirects: optional(oneOf('always', 'never')), enabled: boolean }),
  ),
  confirm: optional(boolean),
  confirmation_token: optional(string()),
  customer: optional(string()),
  customer_account: optional(string()),
  description: optional(string()),
  flow_directions: optional(FLOW_DIRECTIONS),
  mandate_data: mandateParser,
  metadata,
  on_behalf_of: optional(string()),
  payment_method: optional(string()),
  payment_method_data: optional(methodParser('SetupIntentCreateParams')),
  payment_method_options: optional(optionsParser('SetupIntentCreateParams', BANK)),
  return_url: optional(returnUrl),
  single_use: optional(hash({ amount: integer({ min: 1 }), currency })),
  // Which words are taken depends on the version: `usage.ts`.
  usage: optional(string()),
} satisfies ParamsOf<Stripe.SetupIntentCreateParams>;

export const UPDATE = {
  ...foreign('SetupIntentUpdateParams'),
  attach_to_self: optional(boolean),
  customer: optional(string()),
  customer_account: optional(string()),
  description: optional(string()),
  flow_directions: optional(FLOW_DIRECTIONS),
  metadata,
  // "To unset this field to null, pass in an empty string" (stripe-node types).
  payment_method: unsettable(string()),
  payment_method_data: optional(methodParser('SetupIntentUpdateParams')),
  payment_method_options: optional(optionsParser('SetupIntentUpdateParams', BANK)),
} satisfies ParamsOf<Stripe.SetupIntentUpdateParams>;

export const CONFIRM = {
  ...foreign('SetupIntentConfirmParams'),
  confirmation_token: optional(string()),
  mandate_data: confirmedMandateParser,
  payment_method: optional(string()),
  payment_method_data: optional(methodParser('SetupIntentConfirmParams')),
  payment_method_options: optional(optionsParser('SetupIntentConfirmParams', BANK)),
  return_url: optional(returnUrl),
} satisfies ParamsOf<Stripe.SetupIntentConfirmParams>;

type SetupIntentExtras = (typeof EXTRA_PARAMETERS)['POST /v1/setup_intents'];

export type CreateParams = Params<typeof CREATE & SetupIntentExtras>;
export type UpdateParams = Params<typeof UPDATE & SetupIntentExtras>;
export type ConfirmParams = Params<typeof CONFIRM>;
