import type { PaymentIntent, PaymentIntentResult, SetupIntent, SetupIntentResult } from '@stripe/stripe-js';
import {
  consentIn,
  expansions,
  type Given,
  type IntentType,
  intentIn,
  isGiven,
  options,
} from '../arguments.ts';
import type { Parameters } from '../call.ts';
import type { SessionReceipt } from '../client.ts';
import { IntegrationError } from '../integration-error.ts';
import { type Instance, launched } from '../launch.ts';
import { resultOf } from '../results.ts';
import { asParameters, pathOf } from './intents.ts';

/* The modal in which a bank account is picked or typed in for an intent. */

export interface CollectingForIntents {
  readonly collectBankAccountForPayment: (given: unknown) => Promise<PaymentIntentResult>;
  readonly collectBankAccountForSetup: (given: unknown) => Promise<SetupIntentResult>;
}

interface Collection {
  readonly type: IntentType;
  readonly id: string;
  readonly secret: string;
  readonly methodData: Parameters;
  readonly expand: readonly string[] | undefined;
  readonly consent: string | undefined;
}

/** The payment method's data; whose account it is has to be said (types of @stripe/stripe-js: CollectBankAccountParams). */
function methodDataIn(params: unknown, method: string): Parameters {
  const { payment_method_type: type, payment_method_data: data }: Given = isGiven(params) ? params : {};
  if (type !== 'us_bank_account')
    throw new IntegrationError(`stripe.${method}() takes us_bank_account as params.payment_method_type.`);
  const billing = isGiven(data) ? data.billing_details : undefined;
  if (!isGiven(data) || !isGiven(billing) || typeof billing.name !== 'string' || billing.name === '')
    throw new IntegrationError(
      `stripe.${method}() takes the customer's name as params.payment_method_data.billing_details.name.`,
    );
  return { ...asParameters(data), type };
}

function collectionOf(given: unknown, type: IntentType, method: string): Collection {
  const { clientSecret, params, expand, preCollectedConsent } = options(given, method);
  return {
    type,
    ...intentIn(clientSecret, type, method),
    methodData: methodDataIn(params, method),
    expand: expansions(expand, method),
    consent: consentIn(preCollectedConsent, method),
  };
}

/** A session of the authentication flow, bound to the intent. */
interface IntentSession {
  readonly id: string;
  readonly client_secret: string;
}

async function begun({ call }: Instance, { type, id, secret, ...collection }: Collection) {
  const session = await call<IntentSession>('POST', `${pathOf(type, id)}/link_account_sessions`, {
    client_secret: secret,
    payment_method_data: collection.methodData,
  });
  return {
    kind: type === 'payment_intent' ? 'payment' : 'setup',
    clientSecret: session.client_secret,
    consent: collection.consent,
    session: session.id,
  } as const;
}

/** Leaving after an account was linked is no leaving (public sources of Stripe's mobile SDKs). */
const isEmpty = ({ accounts, payment_account: paying }: SessionReceipt): boolean =>
  accounts.data.length === 0 && paying == null;

/** The intent afterwards: with what was collected, or as it was where the user has left. */
async function collected<Intent>(instance: Instance, collection: Collection): Promise<Intent> {
  const { ending, flow, client } = await launched(instance, () => begun(instance, collection));
  const path = pathOf(collection.type, collection.id);
  const asked = { client_secret: collection.secret, expand: collection.expand };
  return ending === 'cancelled' && isEmpty(await client.receipt())
    ? instance.call('GET', path, asked)
    : instance.call(
        'POST',
        `${path}/link_account_sessions/${encodeURIComponent(flow.session)}/attach`,
        asked,
      );
}

export const collectingForIntents = (instance: Instance): CollectingForIntents => ({
  collectBankAccountForPayment: (given) => {
    const collection = collectionOf(given, 'payment_intent', 'collectBankAccountForPayment');
    return resultOf('paymentIntent', collected<PaymentIntent>(instance, collection));
  },
  collectBankAccountForSetup: (given) => {
    const collection = collectionOf(given, 'setup_intent', 'collectBankAccountForSetup');
    return resultOf('setupIntent', collected<SetupIntent>(instance, collection));
  },
});
