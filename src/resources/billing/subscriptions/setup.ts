import type { SetupIntent, Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { noTypesChosen, type ShownTypes } from '../../intents/types.ts';
import { changedSetup, newSetupIntent } from '../../setup-intents/record.ts';

/*
 * A subscription that has nothing to pay at first, and nothing to pay with later, has a SetupIntent: what it sets up is paid
 * with (docs: billing/subscriptions/overview, "SetupIntents are automatically created for subscriptions that don’t require an
 * initial payment").
 */

/** What it may be set up of: what the subscription's settings say, or the account's own choice. */
function typesOf(
  scope: Scope,
  { currency, on_behalf_of, payment_settings: settings }: Subscription,
): ShownTypes {
  const chosen = noTypesChosen(scope, { currency, on_behalf_of });
  return {
    ...chosen,
    automatic_payment_methods: null,
    payment_method_types: settings?.payment_method_types ?? chosen.payment_method_types,
  };
}

/** The SetupIntent of a subscription, not yet kept. */
export function setupFor(scope: Scope, version: string, subscription: Subscription): SetupIntent {
  const { us_bank_account: bank } = subscription.payment_settings?.payment_method_options ?? {};
  const { financial_connections: connections, verification_method } = bank ?? {};
  const change = {
    customer: subscription.customer,
    payment_method_options: {
      us_bank_account: {
        ...(connections === undefined
          ? {}
          : { financial_connections: { ...connections, prefetch: connections.prefetch ?? [] } }),
        ...(verification_method === undefined ? {} : { verification_method }),
      },
    },
  };
  return {
    ...changedSetup(scope, newSetupIntent(scope, version), change, typesOf(scope, subscription)),
    payment_method_configuration_details: null,
  };
}
