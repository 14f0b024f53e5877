import type { PaymentIntent, SetupIntent } from '../model/wire.ts';
import { invoiceOf } from '../resources/billing/invoices/payment-intent.ts';
import { permissionsFor } from '../resources/dashboard.ts';
import type { Scope } from '../sandbox/scope.ts';

type Intent = PaymentIntent | SetupIntent;

/** The settings of the invoice that a PaymentIntent pays, or of the subscription that a SetupIntent is for. */
function settingsOf(scope: Scope, intent: Intent) {
  if (intent.object === 'payment_intent') return invoiceOf(scope, intent)?.payment_settings;
  for (const subscription of scope.tables.subscription.walk({
    index: 'pending_setup_intent',
    key: intent.id,
  }))
    return subscription.payment_settings;
  return undefined;
}

/**
 * The options of an intent's bank account, with what the Dashboard asks for where billing has made the intent, names no types
 * and no permissions: those types are the account's own choice, as of dynamic ones, though the intent shows no
 * `financial_connections` (that is recorded; what is asked for is inferred from docs: financial-connections/balances).
 */
export function askedOptions(scope: Scope, intent: Intent) {
  const options = intent.payment_method_options?.us_bank_account;
  const connections = options?.financial_connections;
  const settings = connections?.permissions === undefined ? settingsOf(scope, intent) : undefined;
  if (settings == null) return options;
  const permissions = permissionsFor(scope, settings.payment_method_types === null);
  return { ...options, financial_connections: { prefetch: [], ...connections, permissions } };
}
