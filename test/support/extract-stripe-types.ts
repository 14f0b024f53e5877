import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { previewCompleted } from './preview-shapes.ts';
import { PRIVATE_PARAMETERS, withPrivateObjects } from './private-shapes.ts';
import {
  type ObjectShapes,
  type ParameterShapes,
  type Shape,
  type StripePackage,
  type StripeTypes,
  shapesFile,
  stripeTypes,
  variantOf,
} from './stripe-types.ts';
import { Walker } from './type-walker.ts';

const OBJECT_TYPES = [
  'Account',
  'AccountLink',
  'AccountSession',
  'ApiList',
  'ApiSearchResult',
  'Balance',
  'BalanceTransaction',
  'BankAccount',
  'Charge',
  'Checkout.Session',
  'Customer',
  'Capability',
  'DeletedAccount',
  'DeletedBankAccount',
  'DeletedCustomer',
  'DeletedInvoiceItem',
  'DeletedProduct',
  'DeletedInvoice',
  'DeletedWebhookEndpoint',
  'Dispute',
  'Event',
  'FinancialConnections.Account',
  'FinancialConnections.AccountOwner',
  'FinancialConnections.AccountOwnership',
  'FinancialConnections.Authorization',
  'FinancialConnections.Session',
  'FinancialConnections.Transaction',
  'Invoice',
  'InvoiceLineItem',
  'InvoicePayment',
  'LoginLink',
  'Mandate',
  'InvoiceItem',
  'PaymentIntent',
  'PaymentMethod',
  'Plan',
  'Price',
  'Product',
  'PaymentMethodConfiguration',
  'Payout',
  'Refund',
  'SetupAttempt',
  'SetupIntent',
  'DeletedSubscriptionItem',
  'Subscription',
  'SubscriptionItem',
  'Token',
  'WebhookEndpoint',
];

/** That only previews have. */
const OBJECT_TYPES_OF_PREVIEWS = [
  'FinancialConnections.AccountInferredBalance',
  'FinancialConnections.Institution',
];

const PARAMETER_TYPES = [
  'AccountCreateExternalAccountParams',
  'AccountCreateLoginLinkParams',
  'AccountCreateParams',
  'AccountDeleteExternalAccountParams',
  'AccountDeleteParams',
  'AccountLinkCreateParams',
  'AccountListCapabilitiesParams',
  'AccountListExternalAccountsParams',
  'AccountListParams',
  'AccountRejectParams',
  'AccountRetrieveCapabilityParams',
  'AccountRetrieveCurrentParams',
  'AccountRetrieveExternalAccountParams',
  'AccountRetrieveParams',
  'AccountSessionCreateParams',
  'AccountUnrejectParams',
  'AccountUpdateCapabilityParams',
  'AccountUpdateExternalAccountParams',
  'AccountUpdateParams',
  'BalanceRetrieveParams',
  'BalanceTransactionListParams',
  'BalanceTransactionRetrieveParams',
  'ChargeCaptureParams',
  'ChargeCreateParams',
  'ChargeListParams',
  'ChargeRetrieveParams',
  'ChargeSearchParams',
  'ChargeUpdateParams',
  'Checkout.SessionCreateParams',
  'Checkout.SessionExpireParams',
  'Checkout.SessionListLineItemsParams',
  'Checkout.SessionListParams',
  'Checkout.SessionRetrieveParams',
  'Checkout.SessionUpdateParams',
  'CustomerCreateParams',
  'CustomerCreateSourceParams',
  'CustomerDeleteParams',
  'CustomerDeleteSourceParams',
  'CustomerListParams',
  'CustomerListPaymentMethodsParams',
  'CustomerListSourcesParams',
  'CustomerRetrieveParams',
  'CustomerRetrievePaymentMethodParams',
  'CustomerRetrieveSourceParams',
  'CustomerSearchParams',
  'CustomerUpdateParams',
  'CustomerUpdateSourceParams',
  'CustomerVerifySourceParams',
  'DisputeCloseParams',
  'DisputeListParams',
  'DisputeRetrieveParams',
  'DisputeUpdateParams',
  'EventListParams',
  'EventRetrieveParams',
  'FinancialConnections.AccountDisconnectParams',
  'FinancialConnections.AccountListOwnersParams',
  'FinancialConnections.AccountListParams',
  'FinancialConnections.AccountRefreshParams',
  'FinancialConnections.AccountRetrieveParams',
  'FinancialConnections.AccountSubscribeParams',
  'FinancialConnections.AccountUnsubscribeParams',
  'FinancialConnections.SessionCreateParams',
  'FinancialConnections.SessionRetrieveParams',
  'FinancialConnections.TransactionListParams',
  'FinancialConnections.TransactionRetrieveParams',
  'InvoiceAddLinesParams',
  'InvoiceCreateParams',
  'InvoiceCreatePreviewParams',
  'InvoiceDeleteParams',
  'InvoiceFinalizeInvoiceParams',
  'InvoiceListLineItemsParams',
  'InvoiceListParams',
  'InvoiceMarkUncollectibleParams',
  'InvoicePayParams',
  'InvoicePaymentListParams',
  'InvoicePaymentRetrieveParams',
  'InvoiceRemoveLinesParams',
  'InvoiceRetrieveParams',
  'InvoiceSearchParams',
  'InvoiceSearchParams',
  'InvoiceSendInvoiceParams',
  'InvoiceUpdateLineItemParams',
  'InvoiceUpdateLinesParams',
  'InvoiceUpdateParams',
  'InvoiceVoidInvoiceParams',
  'InvoiceItemCreateParams',
  'InvoiceItemDeleteParams',
  'InvoiceItemListParams',
  'InvoiceItemRetrieveParams',
  'InvoiceItemUpdateParams',
  'MandateRetrieveParams',
  'PaymentIntentCancelParams',
  'PaymentIntentCaptureParams',
  'PaymentIntentConfirmParams',
  'PaymentIntentCreateParams',
  'PaymentIntentIncrementAuthorizationParams',
  'PaymentIntentListParams',
  'PaymentIntentRetrieveParams',
  'PaymentIntentSearchParams',
  'PaymentIntentUpdateParams',
  'PaymentMethodAttachParams',
  'PaymentMethodConfigurationCreateParams',
  'PaymentMethodConfigurationListParams',
  'PaymentMethodConfigurationRetrieveParams',
  'PaymentMethodConfigurationUpdateParams',
  'PaymentMethodCreateParams',
  'PaymentMethodDetachParams',
  'PaymentMethodListParams',
  'PaymentMethodRetrieveParams',
  'PaymentMethodUpdateParams',
  'PlanListParams',
  'PlanRetrieveParams',
  'PriceCreateParams',
  'PriceListParams',
  'PriceRetrieveParams',
  'PriceSearchParams',
  'PriceUpdateParams',
  'ProductCreateParams',
  'ProductDeleteParams',
  'ProductListParams',
  'ProductRetrieveParams',
  'ProductSearchParams',
  'ProductUpdateParams',
  'PayoutCancelParams',
  'PayoutCreateParams',
  'PayoutListParams',
  'PayoutRetrieveParams',
  'PayoutReverseParams',
  'PayoutUpdateParams',
  'SetupIntentCreateParams',
  'SetupIntentUpdateParams',
  'SetupIntentConfirmParams',
  'SetupIntentCancelParams',
  'SetupIntentListParams',
  'SetupIntentRetrieveParams',
  'SetupIntentVerifyMicrodepositsParams',
  'PaymentIntentVerifyMicrodepositsParams',
  'SetupAttemptListParams',
  'RefundCancelParams',
  'RefundCreateParams',
  'RefundListParams',
  'RefundRetrieveParams',
  'RefundUpdateParams',
  'TokenCreateParams',
  'SubscriptionCancelParams',
  'SubscriptionCreateParams',
  'SubscriptionItemCreateParams',
  'SubscriptionItemDeleteParams',
  'SubscriptionItemListParams',
  'SubscriptionItemRetrieveParams',
  'SubscriptionItemUpdateParams',
  'SubscriptionListParams',
  'SubscriptionPauseParams',
  'SubscriptionResumeParams',
  'SubscriptionRetrieveParams',
  'SubscriptionSearchParams',
  'SubscriptionUpdateParams',
  'TokenRetrieveParams',
  'WebhookEndpointCreateParams',
  'WebhookEndpointDeleteParams',
  'WebhookEndpointListParams',
  'WebhookEndpointRetrieveParams',
  'WebhookEndpointUpdateParams',
];

/** Of endpoints that only previews have. */
const PARAMETER_TYPES_OF_PREVIEWS = [
  'FinancialConnections.AccountListInferredBalancesParams',
  'FinancialConnections.AuthorizationRetrieveParams',
  'FinancialConnections.InstitutionListParams',
  'FinancialConnections.InstitutionRetrieveParams',
];

/** Writes what the SDK's types say to files, unless they are there: a type checker takes seconds to build. */
export function extractStripeTypes(): void {
  extract('objects', () => walkObjects('stripe', OBJECT_TYPES));
  extract('previewObjects', () => {
    const preview = walkObjects('stripe-preview', [...OBJECT_TYPES, ...OBJECT_TYPES_OF_PREVIEWS]);
    return withPrivateObjects(previewCompleted(preview, stripeTypes('objects')));
  });
  extract('parameters', () => walkParameters('stripe', PARAMETER_TYPES));
  extract('previewParameters', () => ({
    ...walkParameters('stripe-preview', PARAMETER_TYPES_OF_PREVIEWS),
    ...PRIVATE_PARAMETERS,
  }));
}

function extract<Kind extends keyof StripeTypes>(kind: Kind, walk: () => StripeTypes[Kind]): void {
  const file = shapesFile(kind);
  if (existsSync(file)) return;
  // Another run may be writing the same: whoever is last replaces a whole file with a whole one.
  const draft = new URL(`${file.href}.${randomUUID()}.draft`);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(draft, JSON.stringify(walk()));
  renameSync(draft, file);
}

function walkObjects(packageName: StripePackage, types: readonly string[]): ObjectShapes {
  const walker = new Walker(packageName);
  for (const name of types) walker.shapeOfName(name);
  const definitions = walker.finish();
  const variants: Record<string, string> = {};
  for (const [name, shape] of Object.entries(definitions)) {
    const key = variantOf(shape);
    if (key === undefined || name === 'EventBase') continue;
    if (key in variants) throw new Error(`${variants[key]} and ${name} cannot be told apart.`);
    variants[key] = name;
  }
  return { definitions, variants };
}

function walkParameters(packageName: StripePackage, types: readonly string[]): ParameterShapes {
  const walker = new Walker(packageName);
  const roots = types.map((name) => [name, walker.shapeOfName(name)] as const);
  const definitions = walker.finish();
  const parameters: ParameterShapes = {};
  for (const [name, root] of roots) {
    const shape = inlined(root, definitions, []);
    if (typeof shape === 'string' || !('o' in shape)) throw new Error(`${name} is not a hash.`);
    parameters[name] = shape;
  }
  return parameters;
}

function inlined(shape: Shape, definitions: Record<string, Shape>, within: string[]): Shape {
  const inline = (inner: Shape) => inlined(inner, definitions, within);
  if (typeof shape === 'string' || 'l' in shape || 'e' in shape) return shape;
  if ('a' in shape) return { a: inline(shape.a) };
  if ('m' in shape) return { m: inline(shape.m) };
  if ('x' in shape) return { x: inline(shape.x) };
  if ('p' in shape) return { p: inline(shape.p) };
  if ('u' in shape) return { u: shape.u.map(inline) };
  if ('o' in shape) {
    return { o: Object.fromEntries(Object.entries(shape.o).map(([key, inner]) => [key, inline(inner)])) };
  }
  if (within.includes(shape.r)) return shape;
  return inlined(definitions[shape.r] ?? '?', definitions, [...within, shape.r]);
}
