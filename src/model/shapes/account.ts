import { isCurrency } from '../../core/currencies.ts';
import { integer, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, byName, listOf, orNull, stored, whole } from '../../core/stored.ts';
import { INACTIVE_ACTIONS, INACTIVE_CAUSES, type Inactivity } from '../inactivity.ts';
import type { Account } from '../wire.ts';
import {
  ACCOUNT_STATUSES,
  BALANCE_TYPES,
  CATEGORIES,
  END_ACTIONS,
  END_CAUSES,
  HOLDER_TYPES,
  NUMBER_NETWORKS,
  NUMBER_STATUSES,
  NUMBER_TYPES,
  PAYABLE_BY,
  PERMISSIONS,
  REFRESH_STATUSES,
  SUBCATEGORIES,
  SUBSCRIPTIONS,
} from '../words.ts';
import { inTestMode, only, textOrNull, wholeOrNull } from './fields.ts';

export const amountsShape = byName(integer(), isCurrency);

/** Whose accounts are collected; of sessions and of accounts. */
export const holderShape = stored<NonNullable<Account['account_holder']>>({
  account: optional(anyText),
  customer: optional(anyText),
  customer_account: optional(anyText),
  type: oneOf(...HOLDER_TYPES),
});

const numberShape = stored<NonNullable<Account['account_numbers']>[number]>({
  expected_expiry_date: wholeOrNull,
  identifier_type: oneOf(...NUMBER_TYPES),
  status: oneOf(...NUMBER_STATUSES),
  supported_networks: listOf(oneOf(...NUMBER_NETWORKS)),
});

type Balance = NonNullable<Account['balance']>;

const balanceShape = stored<Balance>({
  as_of: whole,
  cash: optional(stored<NonNullable<Balance['cash']>>({ available: orNull(amountsShape) })),
  credit: optional(stored<NonNullable<Balance['credit']>>({ used: orNull(amountsShape) })),
  current: amountsShape,
  type: oneOf(...BALANCE_TYPES),
});

export const inactivityShape = stored<Inactivity>({
  cause: oneOf(...INACTIVE_CAUSES),
  action: oneOf(...INACTIVE_ACTIONS),
});

const REFRESH = {
  error: optional(inactivityShape),
  last_attempted_at: whole,
  next_refresh_available_at: wholeOrNull,
  status: oneOf(...REFRESH_STATUSES),
} as const;

type Details = NonNullable<Account['status_details']>;

const detailsShape = stored<Details>({
  active: optional(
    stored<NonNullable<Details['active']>>({
      action: oneOf(...END_ACTIONS),
      cause: oneOf(...END_CAUSES),
      expected_deactivation_date: whole,
    }),
  ),
});

export const accountShape = stored<Account>({
  id: anId,
  object: only('financial_connections.account'),
  account_holder: orNull(holderShape),
  account_numbers: orNull(listOf(numberShape)),
  balance: orNull(balanceShape),
  balance_refresh: orNull(stored<NonNullable<Account['balance_refresh']>>(REFRESH)),
  category: oneOf(...CATEGORIES),
  created: whole,
  display_name: textOrNull,
  institution_name: anyText,
  inferred_balances_refresh: optional(stored<NonNullable<Account['inferred_balances_refresh']>>(REFRESH)),
  last4: textOrNull,
  livemode: inTestMode,
  ownership: textOrNull,
  ownership_refresh: orNull(stored<NonNullable<Account['ownership_refresh']>>(REFRESH)),
  permissions: orNull(listOf(oneOf(...PERMISSIONS))),
  status: oneOf(...ACCOUNT_STATUSES),
  status_details: optional(detailsShape),
  subcategory: oneOf(...SUBCATEGORIES),
  subscriptions: orNull(listOf(oneOf(...SUBSCRIPTIONS))),
  supported_payment_method_types: listOf(oneOf(...PAYABLE_BY)),
  transaction_refresh: orNull(
    stored<NonNullable<Account['transaction_refresh']>>({ id: anyText, ...REFRESH }),
  ),
});
