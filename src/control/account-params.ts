import { isCurrency } from '../bank/holdings.ts';
import { errors } from '../core/catalogue.ts';
import { durationSentence, parseDuration } from '../core/duration.ts';
import { type FormValue, isHash } from '../core/form.ts';
import {
  arrayOf,
  hash,
  integer,
  mapOf,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  timestamp,
  unsettable,
} from '../core/shape.ts';
import { REFRESH_OUTCOMES, type RefreshOutcome } from '../model/settings.ts';
import { parseTiming } from '../resources/financial-connections/refresh-plan.ts';
import { PERMISSIONS, PREFETCHES } from '../resources/financial-connections/sessions.ts';

/* What the control surface takes about accounts. */

const amountsByName = mapOf(integer());
const amounts: typeof amountsByName = (value, path) => {
  const wrong = isHash(value) ? Object.keys(value).find((name) => !isCurrency(name)) : undefined;
  if (wrong !== undefined)
    throw errors.misuse(
      `Invalid ${path}: "${wrong}" is no currency. Write its three lower-case letters, such as usd.`,
      `${path}[${wrong}]`,
    );
  return amountsByName(value, path);
};

const balanceHash = hash({
  as_of: optional(timestamp),
  current: amounts,
  type: optional(oneOf('cash', 'credit')),
  cash: unsettable(hash({ available: unsettable(amounts) })),
  credit: unsettable(hash({ used: unsettable(amounts) })),
});
const balance = unsettable((value, path) => {
  const parsed = balanceHash(value, path);
  const { type = parsed.credit == null ? 'cash' : 'credit', cash, credit } = parsed;
  const other = type === 'cash' ? 'credit' : 'cash';
  if ((type === 'cash' ? credit : cash) != null)
    throw errors.misuse(`Invalid ${path}: a balance of type ${type} has no ${other}.`, `${path}[${other}]`);
  return parsed;
});

// Kept as given: what a refresh makes of them is told where ownership and transactions are emulated.
const anything: Shape<FormValue> = (value) => value;
const holdings = hash({ balance, owners: optional(anything), transactions: optional(anything) });

const timing: Shape<string> = (value, path) => {
  const text = string()(value, path);
  if (parseTiming(text) === undefined)
    throw errors.misuse(`${durationSentence(path, text)} Or say immediate, manual or never.`, path);
  return text;
};

/** One outcome, a list of them, or `failed, failed, succeeded` in one text. */
const outcomes: Shape<readonly RefreshOutcome[]> = (value, path) => {
  const words = typeof value === 'string' ? value.split(',').map((word) => word.trim()) : value;
  return arrayOf(oneOf(...REFRESH_OUTCOMES))(words, path);
};

const interval: Shape<number> = (value, path) => {
  const text = string()(value, path);
  const ms = parseDuration(text);
  if (ms === undefined) throw errors.misuse(durationSentence(path, text), path);
  return ms;
};

const script = hash({
  outcome: optional(outcomes),
  delay: optional(timing),
  next_after: optional(interval),
  // biome-ignore lint/suspicious/noThenProperty: the contract's word for the outcome after the listed ones.
  then: optional(oneOf(...REFRESH_OUTCOMES)),
  finish: optional(oneOf('succeeded', 'failed')),
});
const refresh = hash({
  balance: optional(script),
  ownership: optional(script),
  transactions: optional(script),
});

// What a bank knows, which a refresh copies into the account.
const HELD = ['balance', 'owners', 'transactions'];

/** Says where a balance belongs, which the unknown name alone does not. */
function hinting<T>(parse: Shape<T>): Shape<T> {
  return (value, path) => {
    const held = isHash(value) ? HELD.find((name) => Object.hasOwn(value, name)) : undefined;
    if (held !== undefined)
      throw errors.misuse(
        `Received unknown parameter: ${held}. What the bank knows is given as holdings[${held}], and the next refresh shows it.`,
        held,
      );
    return parse(value, path);
  };
}

const updated = hash({
  holdings: optional(holdings),
  status: optional(oneOf('active', 'inactive', 'disconnected')),
  refresh: optional(refresh),
});

const category = oneOf('cash', 'credit', 'investment', 'other');
const subcategory = oneOf('checking', 'credit_card', 'line_of_credit', 'mortgage', 'other', 'savings');

/** The body of `POST /_emulator/financial_connections/accounts/{id}`. */
export const updateParams: Shape<Params<(typeof updated)['members']>> = hinting(updated);

/** Account fields that a caller may set, here and through `objects`. */
const accountFields = {
  id: optional(string()),
  category: optional(category),
  created: optional(timestamp),
  display_name: unsettable(string()),
  institution_name: optional(string()),
  last4: unsettable(string()),
  status: optional(oneOf('active', 'inactive', 'disconnected')),
  subcategory: optional(subcategory),
  subscriptions: optional(arrayOf(oneOf('transactions'))),
  supported_payment_method_types: optional(arrayOf(oneOf('link', 'us_bank_account'))),
} as const;

const holder = hash({
  account: optional(string()),
  customer: optional(string()),
  customer_account: optional(string()),
  type: oneOf('account', 'customer'),
});

const linkable = hash({
  ...accountFields,
  account: optional(string()),
  account_holder: unsettable(holder),
  holdings: optional(holdings),
  institution: optional(string()),
  permissions: optional(arrayOf(oneOf(...PERMISSIONS))),
  prefetch: optional(arrayOf(oneOf(...PREFETCHES))),
  refresh: optional(refresh),
});

/** The body of `POST /_emulator/financial_connections/accounts`. */
export const linkParams: Shape<LinkParams> = hinting(linkable);

const refreshed = {
  last_attempted_at: optional(timestamp),
  next_refresh_available_at: unsettable(timestamp),
  status: oneOf('failed', 'pending', 'succeeded'),
} as const;

/** What only `objects` may set besides: results that nobody refreshed, in Stripe's own shapes. */
export const objectParams = hash({
  ...linkable.members,
  account_numbers: unsettable(
    arrayOf(
      hash({
        expected_expiry_date: unsettable(timestamp),
        identifier_type: oneOf('account_number', 'tokenized_account_number'),
        status: oneOf('deactivated', 'expired', 'pending', 'transactable'),
        supported_networks: optional(arrayOf(oneOf('ach'))),
      }),
    ),
  ),
  balance,
  balance_refresh: unsettable(hash(refreshed)),
  ownership: unsettable(string()),
  ownership_refresh: unsettable(hash(refreshed)),
  status_details: optional(
    hash({
      active: optional(
        hash({
          action: oneOf('none', 'relink_required'),
          cause: oneOf('access_expired', 'institution_requirement', 'unspecified'),
          expected_deactivation_date: timestamp,
        }),
      ),
    }),
  ),
  transaction_refresh: unsettable(hash({ id: optional(string()), ...refreshed })),
});

export type Holdings = Params<(typeof holdings)['members']>;
export type Refresh = Params<(typeof refresh)['members']>;
export type Script = Params<(typeof script)['members']>;
export type LinkParams = Params<(typeof linkable)['members']>;
export type ObjectParams = Params<(typeof objectParams)['members']>;
