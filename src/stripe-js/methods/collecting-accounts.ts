import type {
  BankAccountToken,
  CollectBankAccountTokenResult,
  FinancialConnectionsSessionResult,
} from '@stripe/stripe-js';
import { consentIn, options, sessionSecret } from '../arguments.ts';
import { jsSession } from '../js-session.ts';
import { type Flow, type Instance, launched } from '../launch.ts';
import { errorOf, resultOf } from '../results.ts';

/* The modal of a session that a server has made. */

export interface CollectingAccounts {
  readonly collectFinancialConnectionsAccounts: (
    given: unknown,
  ) => Promise<FinancialConnectionsSessionResult>;
  readonly collectBankAccountToken: (given: unknown) => Promise<CollectBankAccountTokenResult>;
}

function flowOf(given: unknown, kind: 'data' | 'token', method: string): Flow {
  const { clientSecret, preCollectedConsent } = options(given, method);
  return {
    kind,
    clientSecret: sessionSecret(clientSecret, method),
    consent: consentIn(preCollectedConsent, method),
  };
}

async function accountsLinked(instance: Instance, flow: Flow) {
  const { client } = await launched(instance, () => Promise.resolve(flow));
  return jsSession(client, await client.receipt());
}

async function tokenMade(instance: Instance, flow: Flow): Promise<CollectBankAccountTokenResult> {
  try {
    const { client } = await launched(instance, () => Promise.resolve(flow));
    const receipt = await client.receipt();
    // Casts: the API's token is Stripe.js's; and where the user has left there is none, which its types do not tell
    // (docs: js/financial_connections/collect_bank_account_token).
    const token = (receipt.bank_account_token ?? undefined) as unknown as BankAccountToken;
    return { financialConnectionsSession: await jsSession(client, receipt), token, error: undefined };
  } catch (thrown) {
    return { financialConnectionsSession: undefined, token: undefined, error: errorOf(thrown) };
  }
}

export const collectingAccounts = (instance: Instance): CollectingAccounts => ({
  collectFinancialConnectionsAccounts: (given) => {
    const flow = flowOf(given, 'data', 'collectFinancialConnectionsAccounts');
    return resultOf('financialConnectionsSession', accountsLinked(instance, flow));
  },
  collectBankAccountToken: (given) => tokenMade(instance, flowOf(given, 'token', 'collectBankAccountToken')),
});
