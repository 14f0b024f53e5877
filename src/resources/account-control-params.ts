import { errors } from '../core/catalogue.ts';
import { durationSentence } from '../core/duration.ts';
import type { FormValue } from '../core/form.ts';
import {
  arrayOf,
  hash,
  integer,
  mapOf,
  oneOf,
  optional,
  type Params,
  type Parser,
  string,
  timestamp,
  unsettable,
} from '../core/params.ts';
import { REFRESH_OUTCOMES, type RefreshOutcome } from '../settings.ts';
import { parseTiming } from './refresh-plan.ts';
import { PERMISSIONS, PREFETCHES } from './sessions.ts';

/* What the control surface takes about accounts. */

const amounts = mapOf(integer());

const balance = unsettable(
  hash({
    as_of: optional(timestamp),
    current: amounts,
    type: optional(oneOf('cash', 'credit')),
    cash: optional(hash({ available: unsettable(amounts) })),
    credit: optional(hash({ used: unsettable(amounts) })),
  }),
);

// Kept as given: what a refresh makes of them is told where ownership and transactions are emulated.
const anything: Parser<FormValue> = (value) => value;
const holdings = hash({ balance, owners: optional(anything), transactions: optional(anything) });

const timing: Parser<string> = (value, path) => {
  const text = string()(value, path);
  if (parseTiming(text) === undefined)
    throw errors.misuse(`${durationSentence(path, text)} Or say immediate, manual or never.`, path);
  return text;
};

/** One outcome, a list of them, or `failed, failed, succeeded` in one text. */
const outcomes: Parser<readonly RefreshOutcome[]> = (value, path) => {
  const words = typeof value === 'string' ? value.split(',').map((word) => word.trim()) : value;
  return arrayOf(oneOf(...REFRESH_OUTCOMES))(words, path);
};

const script = hash({
  outcome: optional(outcomes),
  delay: optional(timing),
  // biome-ignore lint/suspicious/noThenProperty: the contract's word for the outcome after the listed ones.
  then: optional(oneOf(...REFRESH_OUTCOMES)),
  finish: optional(oneOf('succeeded', 'failed')),
});
const refresh = hash({
  balance: optional(script),
  ownership: optional(script),
  transactions: optional(script),
});

/** The body of `POST /_emulator/financial_connections/accounts/{id}`. */
export const updateParams = hash({
  holdings: optional(holdings),
  status: optional(oneOf('active', 'inactive', 'disconnected')),
  refresh: optional(refresh),
});

const category = oneOf('cash', 'credit', 'investment', 'other');
const subcategory = oneOf('checking', 'credit_card', 'line_of_credit', 'mortgage', 'other', 'savings');

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

/** The body of `POST /_emulator/financial_connections/accounts`. */
export const linkParams = hash({
  ...accountFields,
  account: optional(string()),
  account_holder: unsettable(holder),
  holdings: optional(holdings),
  institution: optional(string()),
  permissions: optional(arrayOf(oneOf(...PERMISSIONS))),
  prefetch: optional(arrayOf(oneOf(...PREFETCHES))),
  refresh: optional(refresh),
});

export type Holdings = Params<(typeof holdings)['parsers']>;
export type Refresh = Params<(typeof refresh)['parsers']>;
export type Script = Params<(typeof script)['parsers']>;
export type LinkParams = Params<(typeof linkParams)['parsers']>;
