import type { MetadataChange } from '../../core/metadata.ts';
import type { CheckoutSession, PaymentIntent, SetupIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { shownPaymentDetails } from '../payment-intents/members.ts';
import { changedIntent, newPaymentIntent } from '../payment-intents/record.ts';
import { changedSetup, newSetupIntent } from '../setup-intents/record.ts';

/* The intents that a session makes: with its types and its options, which are named then, and not dynamic (assumed). */

type Options = CheckoutSession['payment_method_options'];

/** Options of a bank account as an intent takes them. */
function bankOptions(options: Options) {
  const { financial_connections: connections, ...rest } = options?.us_bank_account ?? {};
  if (options?.us_bank_account === undefined) return {};
  const financial_connections = {
    permissions: connections?.permissions ?? ['payment_method' as const],
    prefetch: connections?.prefetch ?? [],
  };
  return { us_bank_account: { ...rest, financial_connections } };
}

/** The first so many letters of a session's id are its payment's reference (seen: stripe-dotnet issue 3278). */
const REFERENCE_LENGTH = 25;

/** The PaymentIntent of a session, not yet in place. */
export function paymentOf(
  scope: Scope,
  session: CheckoutSession,
  customer: string | null,
  version?: string,
): PaymentIntent {
  const changed = changedIntent(scope, newPaymentIntent(scope, version), {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'usd',
    ...(customer === null ? {} : { customer }),
    payment_method_options: bankOptions(session.payment_method_options),
    payment_method_types: session.payment_method_types,
  });
  const shown = {
    ...changed,
    ...scope.facts.checkouts.get(session.id)?.payment,
    // That of the session is the session's alone (assumed, as of invoices: recorded).
    payment_method_configuration_details: null,
  };
  return shownPaymentDetails(shown, { order_reference: session.id.slice(0, REFERENCE_LENGTH) });
}

/** What `setup_intent_data` says. */
export interface SetupData {
  readonly description?: string;
  readonly metadata?: MetadataChange;
  readonly on_behalf_of?: string;
}

/** The SetupIntent of a session, not yet in place. */
export function setupOf(
  scope: Scope,
  session: CheckoutSession,
  data: SetupData = {},
  version?: string,
): SetupIntent {
  const { customer, payment_method_options: options, payment_method_types } = session;
  const changed = changedSetup(scope, newSetupIntent(scope, version), {
    ...data,
    ...(customer === null ? {} : { customer }),
    payment_method_options: bankOptions(options),
    payment_method_types,
  });
  return { ...changed, payment_method_configuration_details: null };
}
