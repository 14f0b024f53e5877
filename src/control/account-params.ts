import { balanceShape } from '../bank/holdings.ts';
import { ownersShape } from '../bank/owners.ts';
import { errors } from '../core/catalogue.ts';
import { isHash } from '../core/form.ts';
import { sentence } from '../core/sentence.ts';
import {
  arrayOf,
  hash,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  unsettable,
} from '../core/shape.ts';
import { INACTIVE_ACTIONS, INACTIVE_CAUSES } from '../model/inactivity.ts';
import { byFeature, REFRESH_CHANGE } from '../model/refresh.ts';
import * as words from '../model/words.ts';
import { transactionsShape } from './given-transactions.ts';
import { secondsInTime } from './seconds-in-time.ts';

/* The parameters of the control surface's account endpoints. */

const holdings = hash({
  balance: balanceShape,
  owners: optional(ownersShape),
  transactions: optional(transactionsShape),
});

const script = hash({ ...REFRESH_CHANGE, finish: optional(oneOf('succeeded', 'failed')) });
const refresh = hash(byFeature(() => optional(script)));

// What a bank knows, which a refresh copies into the account.
const HELD = ['balance', 'owners', 'transactions'];

/** Why an account is inactive. */
const inactivity = hash({
  cause: oneOf(...INACTIVE_CAUSES),
  action: optional(oneOf(...INACTIVE_ACTIONS)),
});

/** An unknown name is refused anyway; this refusal says where to write a balance. */
function hinting<P extends Shape<unknown>>(shape: P): P {
  const hinted: Shape<unknown> = (value, path, voice) => {
    const held = isHash(value) ? HELD.find((name) => Object.hasOwn(value, name)) : undefined;
    if (held !== undefined)
      throw errors.misuse(
        sentence`Received unknown parameter: ${held}. What the bank knows is given as holdings[${held}], and the next refresh shows it.`,
        held,
      );
    return shape(value, path, voice);
  };
  // The same shape, with what it carries, but for one refusal more.
  return Object.assign(hinted, shape) as P;
}

const accountNumber = hash({
  expected_expiry_date: unsettable(secondsInTime),
  identifier_type: oneOf(...words.NUMBER_TYPES),
  status: oneOf(...words.NUMBER_STATUSES),
  supported_networks: optional(arrayOf(oneOf(...words.NUMBER_NETWORKS))),
});

const updated = hash({
  account_numbers: unsettable(arrayOf(accountNumber)),
  holdings: optional(holdings),
  inactive: optional(inactivity),
  refresh: optional(refresh),
  status: optional(oneOf(...words.ACCOUNT_STATUSES)),
  status_details: unsettable(
    hash({
      active: unsettable(
        hash({
          action: optional(oneOf(...words.END_ACTIONS)),
          cause: optional(oneOf(...words.END_CAUSES)),
          expected_deactivation_date: secondsInTime,
        }),
      ),
    }),
  ),
  supported_payment_method_types: optional(arrayOf(oneOf(...words.PAYABLE_BY))),
});

/** The body of `POST /_emulator/financial_connections/accounts/{id}/reconnect`. */
const reconnected = hash({ permissions: optional(arrayOf(oneOf(...words.PERMISSIONS))) });
export const reconnectParams: Shape<ReconnectParams> = reconnected;

const category = oneOf(...words.CATEGORIES);
const subcategory = oneOf(...words.SUBCATEGORIES);

/** The body of `POST /_emulator/financial_connections/accounts/{id}`. */
export const updateParams: Shape<UpdateParams> = hinting(updated);

/** Account fields that a caller may set, here and through `objects`. */
const accountFields = {
  id: optional(string()),
  category: optional(category),
  created: optional(secondsInTime),
  display_name: unsettable(string()),
  institution_name: optional(string()),
  last4: unsettable(string()),
  status: optional(oneOf(...words.ACCOUNT_STATUSES)),
  subcategory: optional(subcategory),
  subscriptions: optional(arrayOf(oneOf(...words.SUBSCRIPTIONS))),
  supported_payment_method_types: optional(arrayOf(oneOf(...words.PAYABLE_BY))),
} as const;

const holder = hash({
  account: optional(string()),
  customer: optional(string()),
  customer_account: optional(string()),
  type: oneOf(...words.HOLDER_TYPES),
});

const linkable = hash({
  ...accountFields,
  account: optional(string()),
  account_numbers: unsettable(arrayOf(accountNumber)),
  account_holder: unsettable(holder),
  holdings: optional(holdings),
  inactive: optional(inactivity),
  institution: optional(string()),
  permissions: optional(arrayOf(oneOf(...words.PERMISSIONS))),
  prefetch: optional(arrayOf(oneOf(...words.PREFETCHES_IN_PREVIEWS))),
  persona: optional(string()),
  refresh: optional(refresh),
});

/** The body of `POST /_emulator/financial_connections/accounts`. */
export const linkParams: Shape<LinkParams> = hinting(linkable);

const refreshed = {
  error: optional(hash({ cause: oneOf(...INACTIVE_CAUSES), action: oneOf(...INACTIVE_ACTIONS) })),
  last_attempted_at: optional(secondsInTime),
  next_refresh_available_at: unsettable(secondsInTime),
  status: oneOf(...words.REFRESH_STATUSES),
} as const;

/** What `objects` may set besides: the results of refreshes that never ran, in Stripe's own shapes. */
export const objectParams = hash({
  ...linkable.members,
  // As previews answer it; whose it is follows from its holder and institution.
  authorization: optional(string()),
  balance: balanceShape,
  balance_refresh: unsettable(hash(refreshed)),
  inferred_balances_refresh: unsettable(hash(refreshed)),
  ownership: unsettable(string()),
  ownership_refresh: unsettable(hash(refreshed)),
  status_details: optional(
    hash({
      active: optional(
        hash({
          action: oneOf(...words.END_ACTIONS),
          cause: oneOf(...words.END_CAUSES),
          expected_deactivation_date: secondsInTime,
        }),
      ),
      inactive: optional(inactivity),
    }),
  ),
  transaction_refresh: unsettable(hash({ id: optional(string()), ...refreshed })),
});

export type Holdings = Params<(typeof holdings)['members']>;
export type Refresh = Params<(typeof refresh)['members']>;
export type ReconnectParams = Params<(typeof reconnected)['members']>;
export type UpdateParams = Params<(typeof updated)['members']>;
export type LinkParams = Params<(typeof linkable)['members']>;
export type ObjectParams = Params<(typeof objectParams)['members']>;
