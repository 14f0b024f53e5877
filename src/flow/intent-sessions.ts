import { errors } from '../core/catalogue.ts';
import { mergedMetadata, metadata } from '../core/metadata.ts';
import { hash, optional, type Params, string } from '../core/shape.ts';
import type { FlowProgress } from '../model/flow-progress.ts';
import type { IntentType } from '../model/jobs.ts';
import type { PaymentIntent, Session, SetupIntent } from '../model/wire.ts';
import {
  checkCollectable,
  collectBankAccount,
  type PickedBankAccount,
} from '../resources/bank-account-collection.ts';
import { openSession } from '../resources/financial-connections/sessions.ts';
import { requireIntent } from '../resources/intents/access.ts';
import { type Operation, type Outcome, operation } from '../resources/operation.ts';
import {
  BILLING_DETAILS,
  changedBillingDetails,
  NO_BILLING_DETAILS,
} from '../resources/payment-methods/billing-details.ts';
import type { Scope } from '../sandbox/scope.ts';
import { askedOptions } from './asked-permissions.ts';
import { holderOf } from './bank-account.ts';
import { anything } from './flow-operation.ts';
import { type FlowSession, flowOfSession, keep, NEW_FLOW } from './flow-session.ts';
import { receiptOf } from './receipt.ts';

/*
 * Sessions that are made for an intent, by `collectBankAccountForPayment` and `…ForSetup`, and what comes of them (endpoints:
 * public sources of stripe-ios and stripe-android).
 */

const SESSION = 'financial_connections.session';
const NAME = 'payment_method_data[billing_details][name]';

const METHOD = hash({
  type: string(),
  allow_redisplay: optional(anything),
  billing_details: optional(BILLING_DETAILS),
  metadata: optional(metadata),
});

const CREATE = {
  attach_required: optional(anything),
  client_secret: optional(string()),
  hosted_surface: optional(anything),
  link_mode: optional(anything),
  payment_method_data: optional(METHOD),
} as const;

type Create = Params<typeof CREATE>;

/** A session for one account of whoever the intent is of, with what its options ask for; it is of this flow alone. */
function sessionFor(scope: Scope, intent: PaymentIntent | SetupIntent): Session {
  const options = askedOptions(scope, intent);
  const { filters, permissions = [], prefetch } = options?.financial_connections ?? {};
  const subcategories = filters?.account_subcategories;
  const isInstant = options?.verification_method === 'instant';
  return openSession(scope, holderOf(intent.customer), {
    ...(subcategories == null ? {} : { filters: { account_subcategories: subcategories } }),
    limits: { accounts: 1 },
    manual_entry: { mode: isInstant ? 'disabled' : 'automatic' },
    permissions: [...new Set([...permissions, 'payment_method' as const])],
    prefetch: prefetch ?? [],
  });
}

function openFor(scope: Scope, intent: PaymentIntent | SetupIntent, params: Create): FlowSession {
  const { billing_details: billing, metadata: said, type } = params.payment_method_data ?? {};
  if (type !== undefined && type !== 'us_bank_account')
    throw errors.notYetEmulated(`bank accounts as PaymentMethods of type ${type}`, 'Use us_bank_account.');
  // "Required" (stripe-js types: collectBankAccountForPayment).
  if (billing?.name == null) throw errors.parameterMissing(NAME);
  const method = intent.payment_method_options?.us_bank_account?.verification_method;
  checkCollectable(scope, intent, method === 'microdeposits');
  const flow: FlowProgress = {
    ...NEW_FLOW,
    intent: {
      type: intent.object,
      id: intent.id,
      billing: changedBillingDetails(NO_BILLING_DETAILS, billing),
      ...(said === undefined ? {} : { metadata: mergedMetadata({}, said) }),
    },
  };
  return keep(flowOfSession(scope, sessionFor(scope, intent)), flow);
}

/** What the user has picked or typed in for an intent. */
function pickedIn({ scope, session, progress, flow }: FlowSession): PickedBankAccount {
  if (progress.state !== 'completed')
    throw errors.flowRefused('No bank account was collected in this session.', 'session');
  if (flow.typed !== undefined)
    return { routingNumber: flow.typed.routing_number, accountNumber: flow.typed.account_number };
  const account = flow.paying ?? flow.linked[0] ?? session.id;
  return { financialConnectionsAccount: scope.require('financial_connections.account', account) };
}

function attached(scope: Scope, type: IntentType, intent: string, id: string): PaymentIntent | SetupIntent {
  const found = flowOfSession(scope, scope.require(SESSION, id));
  const asked = found.flow.intent;
  if (asked?.type !== type || asked.id !== intent)
    throw errors.flowRefused('This session was not made for this intent.', 'session');
  const { tax_id: taxId, ...billing } = asked.billing;
  return collectBankAccount(scope, type, intent, pickedIn(found), {
    billing_details: { ...billing, ...(taxId === null ? {} : { tax_id: taxId }) },
    ...(asked.metadata === null || asked.metadata === undefined ? {} : { metadata: asked.metadata }),
  });
}

const operationsOf = (type: IntentType, path: string): readonly Operation[] => [
  operation(
    'POST',
    `${path}/link_account_sessions`,
    { answers: SESSION, ofFlow: true, publishable: true, sdkParams: '', params: CREATE },
    (context) => {
      const intent = requireIntent(context, type, context.params.client_secret);
      // A cast: the answer of such an endpoint is written as it is.
      return receiptOf(openFor(context.scope, intent, context.params), context.version) as Outcome;
    },
  ),
  operation(
    'POST',
    `${path}/link_account_sessions/:session/attach`,
    { answers: type, publishable: true, sdkParams: '', params: { client_secret: optional(string()) } },
    (context) => {
      // By its name: of two ids in a path the router may tell either first.
      const named = { ...context, id: context.path.intent ?? '' };
      const { id } = requireIntent(named, type, context.params.client_secret);
      return attached(context.scope, type, id, context.path.session ?? '');
    },
  ),
];

export const intentSessionOperations: readonly Operation[] = [
  ...operationsOf('payment_intent', '/v1/payment_intents/:intent'),
  ...operationsOf('setup_intent', '/v1/setup_intents/:intent'),
];
