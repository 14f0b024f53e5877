import { createRequire } from 'node:module';
import { join } from 'node:path';
import type ts from 'typescript5';

/*
 * Reads what the type declarations of any major of the SDK say of objects and parameters. Their files differ, so they are
 * asked as a program would: by importing them.
 */

const OBJECTS = {
  account: 'Account',
  customer: 'Customer',
  'financial_connections.account': 'FinancialConnections.Account',
  'financial_connections.account_owner': 'FinancialConnections.AccountOwner',
  'financial_connections.account_ownership': 'FinancialConnections.AccountOwnership',
  'financial_connections.session': 'FinancialConnections.Session',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  balance_transaction: 'BalanceTransaction',
  charge: 'Charge',
  'checkout.session': 'Checkout.Session',
  item: 'LineItem',
  refund: 'Refund',
  dispute: 'Dispute',
  event: 'Event',
  invoice: 'Invoice',
  line_item: 'InvoiceLineItem',
  payout: 'Payout',
  mandate: 'Mandate',
  invoiceitem: 'InvoiceItem',
  plan: 'Plan',
  price: 'Price',
  product: 'Product',
  setup_attempt: 'SetupAttempt',
  setup_intent: 'SetupIntent',
  subscription: 'Subscription',
  subscription_item: 'SubscriptionItem',
  webhook_endpoint: 'WebhookEndpoint',
};
const PARAMETERS = {
  'POST /v1/accounts': 'AccountCreateParams',
  'POST /v1/accounts/:account': 'AccountUpdateParams',
  'POST /v1/payouts': 'PayoutCreateParams',
  'POST /v1/customers': 'CustomerCreateParams',
  'POST /v1/customers/:customer': 'CustomerUpdateParams',
  'POST /v1/financial_connections/sessions': 'FinancialConnections.SessionCreateParams',
  'POST /v1/financial_connections/accounts/:account/refresh': 'FinancialConnections.AccountRefreshParams',
  'POST /v1/payment_intents': 'PaymentIntentCreateParams',
  'POST /v1/payment_intents/:payment_intent': 'PaymentIntentUpdateParams',
  'POST /v1/payment_intents/:payment_intent/confirm': 'PaymentIntentConfirmParams',
  'POST /v1/payment_methods': 'PaymentMethodCreateParams',
  'POST /v1/payment_methods/:payment_method': 'PaymentMethodUpdateParams',
  'POST /v1/payment_intents/:payment_intent/cancel': 'PaymentIntentCancelParams',
  'GET /v1/balance_transactions': 'BalanceTransactionListParams',
  'GET /v1/charges': 'ChargeListParams',
  'GET /v1/checkout/sessions': 'Checkout.SessionListParams',
  'POST /v1/charges/:charge': 'ChargeUpdateParams',
  'POST /v1/charges/:charge/capture': 'ChargeCaptureParams',
  'GET /v1/disputes': 'DisputeListParams',
  'POST /v1/disputes/:dispute': 'DisputeUpdateParams',
  'GET /v1/refunds': 'RefundListParams',
  'POST /v1/refunds': 'RefundCreateParams',
  'POST /v1/refunds/:refund': 'RefundUpdateParams',
  'GET /v1/customers': 'CustomerListParams',
  'GET /v1/events': 'EventListParams',
  'GET /v1/financial_connections/accounts': 'FinancialConnections.AccountListParams',
  'GET /v1/payment_intents': 'PaymentIntentListParams',
  'GET /v1/payment_methods': 'PaymentMethodListParams',
  'GET /v1/invoices': 'InvoiceListParams',
  'POST /v1/invoices': 'InvoiceCreateParams',
  'POST /v1/invoices/:invoice': 'InvoiceUpdateParams',
  'POST /v1/invoices/:invoice/pay': 'InvoicePayParams',
  'POST /v1/setup_intents': 'SetupIntentCreateParams',
  'POST /v1/setup_intents/:setup_intent': 'SetupIntentUpdateParams',
  'POST /v1/setup_intents/:setup_intent/confirm': 'SetupIntentConfirmParams',
  'POST /v1/setup_intents/:setup_intent/cancel': 'SetupIntentCancelParams',
  'GET /v1/setup_intents': 'SetupIntentListParams',
  'GET /v1/setup_attempts': 'SetupAttemptListParams',
  'GET /v1/invoiceitems': 'InvoiceItemListParams',
  'POST /v1/invoiceitems': 'InvoiceItemCreateParams',
  'POST /v1/invoiceitems/:invoiceitem': 'InvoiceItemUpdateParams',
  'GET /v1/prices': 'PriceListParams',
  'POST /v1/prices': 'PriceCreateParams',
  'POST /v1/prices/:price': 'PriceUpdateParams',
  'GET /v1/products': 'ProductListParams',
  'POST /v1/products': 'ProductCreateParams',
  'POST /v1/products/:product': 'ProductUpdateParams',
  'GET /v1/subscriptions': 'SubscriptionListParams',
  'POST /v1/subscriptions': 'SubscriptionCreateParams',
  'POST /v1/subscriptions/:subscription': 'SubscriptionUpdateParams',
  'POST /v1/subscription_items': 'SubscriptionItemCreateParams',
  'POST /v1/subscription_items/:item': 'SubscriptionItemUpdateParams',
  'POST /v1/webhook_endpoints': 'WebhookEndpointCreateParams',
  'POST /v1/webhook_endpoints/:webhook_endpoint': 'WebhookEndpointUpdateParams',
};

/** The program whose types are read; it stands beside the `node_modules` that the SDK is in. */
export const PROBE = `import Stripe from 'stripe';
export interface Objects { ${members(OBJECTS)} }
export interface Parameters { ${members(PARAMETERS)} }
`;

function members(names: Readonly<Record<string, string>>): string {
  return Object.entries(names)
    .map(([key, name]) => `'${key}': Stripe.${name}`)
    .join('; ');
}

/** `required`, `optional`, each perhaps with ` null`. */
export type Presence = string;
/** By object or operation, by the path of the field. */
export type Declarations = Readonly<Record<string, Readonly<Record<string, Presence>>>>;

const typescript: typeof ts = createRequire(import.meta.url)('typescript5');
const { SymbolFlags, TypeFlags } = typescript;

// Of the hashes of payment methods only the one that is emulated is looked into.
const OF_METHODS = /^(payment_method_(options|details|data)|destination_details)$/;
const EMULATED = ['us_bank_account', 'us_bank_transfer', 'billing_details', 'radar_options'];
// What an event is about differs with its type.
const isEntered = (of: string, path: readonly string[]): boolean => {
  const [first = ''] = path;
  if (of === 'event') return first !== 'data';
  if (of === 'payment_method' || of.includes('/payment_methods')) return EMULATED.includes(first);
  const at = path.findIndex((name) => OF_METHODS.test(name));
  const method = at < 0 ? undefined : path[at + 1];
  return method === undefined || EMULATED.includes(method);
};

class Reader {
  readonly #checker: ts.TypeChecker;

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  fieldsOf(type: ts.Type, of: string): Readonly<Record<string, Presence>> {
    const found: Record<string, Presence> = {};
    this.#walk(type, [], of, found);
    return found;
  }

  #walk(type: ts.Type, path: readonly string[], of: string, found: Record<string, Presence>): void {
    for (const property of this.#checker.getPropertiesOfType(type)) {
      const whole = this.#checker.getTypeOfSymbol(property);
      // `deleted?: void` is how the SDK says that a live object has no such field; the other is the client's own.
      if (property.name === 'deleted' || property.name === 'lastResponse') continue;
      const isOptional = (property.flags & SymbolFlags.Optional) !== 0;
      const isNullable = this.#parts(whole).some((part) => part.flags & TypeFlags.Null);
      const here = [...path, property.name];
      found[here.join('.')] = `${isOptional ? 'optional' : 'required'}${isNullable ? ' null' : ''}`;
      if (!isEntered(of, here)) continue;
      for (const inner of this.#hashesIn(whole)) this.#walk(inner, here, of, found);
    }
  }

  #parts(type: ts.Type): readonly ts.Type[] {
    return type.isUnion() ? type.types : [type];
  }

  /** The hashes that a field holds, in lists too; not objects of their own, nor what has any names. */
  #hashesIn(type: ts.Type): readonly ts.Type[] {
    return this.#parts(type).flatMap((part) => {
      if (!(part.flags & TypeFlags.Object)) return [];
      if (this.#checker.isArrayType(part))
        return this.#checker
          .getTypeArguments(part as ts.TypeReference)
          .flatMap((element) => this.#hashesIn(element));
      if (this.#checker.getIndexInfoOfType(part, typescript.IndexKind.String) !== undefined) return [];
      if (part.getCallSignatures().length > 0 || part.getProperty('toFixed') !== undefined) return [];
      const isObject = part.getProperty('object') !== undefined;
      return isObject ? [] : [part];
    });
  }
}

/** What the SDK in `folder` declares. */
export function declarationsIn(folder: string): {
  readonly objects: Declarations;
  readonly parameters: Declarations;
} {
  const entry = join(folder, 'probe.ts');
  const program = typescript.createProgram([entry], {
    target: typescript.ScriptTarget.ES2022,
    module: typescript.ModuleKind.NodeNext,
    lib: ['lib.es2022.d.ts'],
    types: [],
    strict: true,
    skipLibCheck: true,
    esModuleInterop: true,
    noEmit: true,
  });
  const checker = program.getTypeChecker();
  const file = program.getSourceFile(entry);
  const module = file && checker.getSymbolAtLocation(file);
  const reader = new Reader(checker);
  const declared = (name: string): Declarations => {
    const symbol = module && checker.tryGetMemberInModuleExports(name, module);
    if (symbol === undefined) throw new Error(`${entry} has no ${name}.`);
    return Object.fromEntries(
      checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)).map((property) => {
        const type = checker.getTypeOfSymbol(property);
        if (type.flags & TypeFlags.Any) throw new Error(`${entry}: there is no type for ${property.name}.`);
        return [property.name, reader.fieldsOf(type, property.name)];
      }),
    );
  };
  return { objects: declared('Objects'), parameters: declared('Parameters') };
}
