import type Stripe from 'stripe';
import { errors } from '../../core/catalogue.ts';
import { mergedMetadata, metadata } from '../../core/metadata.ts';
import { hash, oneOf, optional, type Params, string } from '../../core/shape.ts';
import type { ParamsOf, PaymentMethod } from '../../model/wire.ts';
import { BANK_ACCOUNT_TYPES, BANK_HOLDER_TYPES } from '../../model/words.ts';
import { deactivateMandates } from '../mandates.ts';
import { type Operation, operation } from '../operation.ts';
import { given, previousAttributes } from '../params/changes.ts';
import { foreign } from '../params/foreign.ts';
import { attach, checkAttachable } from './attachment.ts';
import { BILLING_DETAILS, changedBillingDetails } from './billing-details.ts';
import {
  ALLOW_REDISPLAY,
  BANK_ACCOUNT,
  draftPaymentMethod,
  keepPaymentMethod,
  resolvePaymentMethod,
} from './creation.ts';
import { paymentMethodListOperations } from './lists.ts';
import { refuseSource } from './sources.ts';

export { attachable } from './attachment.ts';

const TYPE = 'payment_method';
const PATH = '/v1/payment_methods';

const CREATE = {
  ...foreign('PaymentMethodCreateParams'),
  allow_redisplay: optional(ALLOW_REDISPLAY),
  billing_details: optional(BILLING_DETAILS),
  customer: optional(string()),
  metadata,
  payment_method: optional(string()),
  us_bank_account: optional(BANK_ACCOUNT),
} satisfies ParamsOf<Stripe.PaymentMethodCreateParams>;

const UPDATE = {
  ...foreign('PaymentMethodUpdateParams'),
  allow_redisplay: optional(ALLOW_REDISPLAY),
  billing_details: optional(BILLING_DETAILS),
  metadata,
  us_bank_account: optional(
    hash({
      account_holder_type: optional(oneOf(...BANK_HOLDER_TYPES)),
      account_type: optional(oneOf(...BANK_ACCOUNT_TYPES)),
    } satisfies ParamsOf<Stripe.PaymentMethodUpdateParams.UsBankAccount>),
  ),
} satisfies ParamsOf<Stripe.PaymentMethodUpdateParams>;

// Creation sends no event (recorded).
const create = operation(
  'POST',
  PATH,
  { answers: TYPE, publishable: true, sdkParams: 'PaymentMethodCreateParams', params: CREATE },
  ({ scope, params }) => {
    if (params.payment_method !== undefined) {
      throw errors.notYetEmulated('cloning PaymentMethods', 'Create one on the connected account.');
    }
    if (params.customer !== undefined) throw errors.paymentMethodAtCreation();
    return keepPaymentMethod(scope, draftPaymentMethod(scope, params));
  },
);

const retrieve = operation(
  'GET',
  `${PATH}/:payment_method`,
  {
    answers: TYPE,
    sdkParams: 'PaymentMethodRetrieveParams',
    params: {} satisfies ParamsOf<Stripe.PaymentMethodRetrieveParams>,
  },
  // What is there is read only: a test token makes a PaymentMethod.
  ({ scope, id }) => scope.tables[TYPE].get(id) ?? keepPaymentMethod(scope, resolvePaymentMethod(scope, id)),
);

function changed(paymentMethod: PaymentMethod, params: Params<typeof UPDATE>): PaymentMethod {
  const { us_bank_account: bank } = paymentMethod;
  return {
    ...paymentMethod,
    ...given(params, 'allow_redisplay'),
    billing_details: changedBillingDetails(paymentMethod.billing_details, params.billing_details),
    metadata: mergedMetadata(paymentMethod.metadata ?? {}, params.metadata),
    ...(bank === undefined ? {} : { us_bank_account: { ...bank, ...params.us_bank_account } }),
  };
}

const update = operation(
  'POST',
  `${PATH}/:payment_method`,
  { answers: TYPE, sdkParams: 'PaymentMethodUpdateParams', params: UPDATE },
  ({ scope, id, params }) => {
    refuseSource(id);
    const draft = resolvePaymentMethod(scope, id);
    const { paymentMethod: before } = draft;
    if (before.customer === null && before.customer_account === null) throw errors.paymentMethodNotSaved();
    const after = changed(before, params);
    const previous = previousAttributes(before, after);
    // An update that changes nothing is no event (assumed).
    if (previous === undefined) return before;
    keepPaymentMethod(scope, { ...draft, paymentMethod: after });
    scope.emit('payment_method.updated', after, previous);
    return after;
  },
);

const attachToCustomer = operation(
  'POST',
  `${PATH}/:payment_method/attach`,
  {
    answers: TYPE,
    sdkParams: 'PaymentMethodAttachParams',
    params: {
      customer: optional(string()),
      customer_account: optional(string()),
    } satisfies ParamsOf<Stripe.PaymentMethodAttachParams>,
  },
  ({ scope, id, params }) => {
    const { customer, customer_account: account } = params;
    if (customer !== undefined && account !== undefined)
      throw errors.onlyOneOf('customer', 'customer_account');
    if (customer === undefined && account === undefined) throw errors.paymentMethodHolderMissing();
    refuseSource(id);
    const draft = resolvePaymentMethod(scope, id);
    if (customer !== undefined) scope.requireFor('customer', customer, 'customer');
    const holder = { customer: customer ?? null, customer_account: account ?? null };
    checkAttachable(draft, holder);
    return attach(scope, draft, holder);
  },
);

const detach = operation(
  'POST',
  `${PATH}/:payment_method/detach`,
  {
    answers: TYPE,
    sdkParams: 'PaymentMethodDetachParams',
    params: {} satisfies ParamsOf<Stripe.PaymentMethodDetachParams>,
  },
  ({ scope, id }) => {
    refuseSource(id);
    const { paymentMethod: before, plan } = resolvePaymentMethod(scope, id);
    if (before.customer === null && before.customer_account === null) throw errors.paymentMethodNotAttached();
    const after: PaymentMethod = { ...before, customer: null, customer_account: null };
    keepPaymentMethod(scope, { paymentMethod: after, plan: { ...plan, spent: true } });
    // Recorded: previous_attributes has the earlier customer.
    scope.emit('payment_method.detached', after, previousAttributes(before, after));
    // "When Stripe becomes aware that the payment method is no longer valid" (docs: payments/ach-direct-debit; inferred).
    deactivateMandates(scope, before.id);
    return after;
  },
);

export const paymentMethodOperations: readonly Operation[] = [
  create,
  retrieve,
  update,
  attachToCustomer,
  detach,
  ...paymentMethodListOperations,
];
