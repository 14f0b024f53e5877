import type { ObjectType, Records } from '../../model/records.ts';
import type { ApiObject } from '../../model/wire.ts';
import { preparedAccount } from './accounts.ts';
import { preparedCustomer } from './customers.ts';
import { preparedIntent } from './payment-intents.ts';
import { preparedMethod } from './payment-methods.ts';
import { preparedBalanceTransaction, preparedCharge, preparedMandate } from './payments.ts';
import type { Given, PreparedObject } from './preparation.ts';
import { preparedSession } from './sessions.ts';
import { preparedEndpoint } from './webhook-endpoints.ts';

/** How objects of a type are put in place. */
interface Seeding<R extends ApiObject> {
  /** What a list of them is called. */
  readonly plural: string;
  readonly prepare: (given: Given) => PreparedObject<R>;
}

interface NotSeedable {
  readonly plural: string;
  /** Why not, as a sentence to whoever tries. */
  readonly refusal: string;
}

/** Every type of object, in the order in which they are put in place: one that is left out does not compile. */
export const SEEDINGS: { readonly [T in ObjectType]: Seeding<Records[T]> | NotSeedable } = {
  customer: { plural: 'customers', prepare: preparedCustomer },
  // Before sessions and PaymentMethods, which show what is known of the accounts that they name.
  'financial_connections.account': { plural: 'financial_connections.accounts', prepare: preparedAccount },
  'financial_connections.session': { plural: 'financial_connections.sessions', prepare: preparedSession },
  payment_intent: { plural: 'payment_intents', prepare: preparedIntent },
  payment_method: { plural: 'payment_methods', prepare: preparedMethod },
  balance_transaction: { plural: 'balance_transactions', prepare: preparedBalanceTransaction },
  charge: { plural: 'charges', prepare: preparedCharge },
  mandate: { plural: 'mandates', prepare: preparedMandate },
  webhook_endpoint: { plural: 'webhook_endpoints', prepare: preparedEndpoint },
  event: {
    plural: 'events',
    refusal:
      'Events cannot be put in place, because they tell of what has happened: call what sends them, such as POST /v1/customers.',
  },
};

/** The types that can be put in place. */
// Object.keys forgets which names a record has.
export const SEEDABLE_TYPES = (Object.keys(SEEDINGS) as readonly ObjectType[]).filter(
  (type) => 'prepare' in SEEDINGS[type],
);
