import type Stripe from 'stripe';
import { errors } from '../core/catalogue.ts';
import { mergedMetadata, metadata } from '../core/metadata.ts';
import {
  hash,
  integer,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  unsettable,
} from '../core/shape.ts';
import type { Charge, ParamsOf } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { createCharge } from './bank-accounts/charging.ts';
import { SOURCE } from './bank-accounts/sources.ts';
import { type Operation, operation } from './operation.ts';
import { given, previousAttributes } from './params/changes.ts';
import { foreign } from './params/foreign.ts';
import { amount, currency } from './params/money.ts';
import { email, statementDescriptor } from './params/texts.ts';
import { shownShipping } from './payment-intents/members.ts';
import { SHIPPING } from './payment-intents/parameters.ts';

/* What may be done to a charge. Bank debits are captured by themselves. */

const TYPE = 'charge';
const PATH = '/v1/charges';

/** Required, and empty it unsets. */
const REPORT: Shape<'fraudulent' | 'safe' | null> = (value, path, voice) =>
  unsettable(oneOf('fraudulent', 'safe'))(value, path, voice);

const UPDATE = {
  customer: optional(string()),
  description: optional(string()),
  fraud_details: optional(hash({ user_report: REPORT })),
  metadata,
  receipt_email: optional(email),
  shipping: optional(SHIPPING),
  transfer_group: optional(string()),
} satisfies ParamsOf<Stripe.ChargeUpdateParams>;

type Change = Params<typeof UPDATE>;

/** What "may only be provided if it has not been set" (stripe-node types: ChargeUpdateParams). */
const ONCE = ['customer', 'transfer_group'] as const;

function checkChange(scope: Scope, charge: Charge, params: Change): void {
  if (params.customer !== undefined) scope.requireFor('customer', params.customer, 'customer');
  // The same again changes nothing, and is taken (assumed).
  const again = ONCE.find((name) => charge[name] !== null && charge[name] !== (params[name] ?? charge[name]));
  if (again !== undefined) throw errors.chargeAlreadyHas(again);
}

function changed(charge: Charge, params: Change): Charge {
  const { fraud_details: fraud, shipping } = params;
  return {
    ...charge,
    ...given(params, 'customer', 'description', 'receipt_email', 'transfer_group'),
    ...(fraud === undefined ? {} : { fraud_details: withReport(charge.fraud_details, fraud.user_report) }),
    metadata: mergedMetadata(charge.metadata, params.metadata),
    ...(shipping === undefined ? {} : { shipping: shownShipping(shipping) }),
  };
}

function withReport(
  before: Charge['fraud_details'],
  report: 'fraudulent' | 'safe' | null,
): Charge['fraud_details'] {
  const { user_report: _report, ...rest } = before ?? {};
  return report === null ? rest : { ...rest, user_report: report };
}

const update = operation(
  'POST',
  `${PATH}/:charge`,
  { answers: TYPE, sdkParams: 'ChargeUpdateParams', params: UPDATE },
  ({ scope, id, params }) => {
    const before = scope.require(TYPE, id);
    checkChange(scope, before, params);
    const after = changed(before, params);
    const previous = previousAttributes(before, after);
    // An update that changes nothing is no event (assumed).
    if (previous === undefined) return before;
    scope.tables[TYPE].put(after);
    scope.emit('charge.updated', after, previous);
    return after;
  },
);

const capture = operation(
  'POST',
  `${PATH}/:charge/capture`,
  {
    answers: TYPE,
    sdkParams: 'ChargeCaptureParams',
    params: foreign('ChargeCaptureParams') satisfies ParamsOf<Stripe.ChargeCaptureParams>,
  },
  ({ scope, id }) => {
    const { captured, payment_intent: intent } = scope.require(TYPE, id);
    if (captured) throw errors.chargeAlreadyCaptured(id);
    if (intent !== null) throw errors.chargeOfIntent(intent);
    throw errors.notYetEmulated('charges without a PaymentIntent', 'Create a PaymentIntent.');
  },
);

const CREATE = {
  ...foreign('ChargeCreateParams'),
  amount: optional(amount),
  application_fee_amount: optional(integer()),
  currency: optional(currency),
  customer: optional(string()),
  description: optional(string()),
  destination: optional(hash({ account: string(), amount: optional(integer()) })),
  metadata,
  on_behalf_of: optional(string()),
  receipt_email: optional(email),
  shipping: optional(SHIPPING),
  source: optional(SOURCE),
  statement_descriptor: optional(statementDescriptor),
  statement_descriptor_suffix: optional(statementDescriptor),
  transfer_data: optional(
    hash({ amount: optional(integer()), description: optional(string()), destination: string() }),
  ),
  transfer_group: optional(string()),
} satisfies ParamsOf<Stripe.ChargeCreateParams>;
export type ChargeCreation = Params<typeof CREATE>;

/** Those of bank accounts; PaymentIntents make all others. */
const create = operation(
  'POST',
  PATH,
  { answers: TYPE, sdkParams: 'ChargeCreateParams', params: CREATE },
  ({ scope, params }) => createCharge(scope, params),
);

export const chargeChanges: readonly Operation[] = [create, update, capture];
