import { arrayOf, boolean, integer, oneOf, optional, type Shape } from '../../core/shape.ts';
import { anId, anyText, listOf, orNull, stored } from '../../core/stored.ts';
import type { Account, Session } from '../wire.ts';
import { ENTRY_MODES, FILTERED_SUBCATEGORIES, PAYMENT_SUPPORT, PERMISSIONS, PREFETCHES } from '../words.ts';
import { accountShape, holderShape } from './account.ts';
import { inTestMode, only, textOrNull } from './fields.ts';

// What was collected is kept beside the session, and put into it when it is shown.
const noAccounts: Shape<readonly Account[]> = arrayOf(accountShape, { max: 0 });

/** As its accounts are, it is kept beside the session. */
type Beside = 'bank_account_token';

export const sessionShape = stored<Session, Beside>({
  id: anId,
  object: only('financial_connections.session'),
  account_holder: orNull(holderShape),
  accounts: stored<Session['accounts']>({
    object: only('list'),
    data: noAccounts,
    has_more: boolean,
    url: anyText,
  }),
  client_secret: textOrNull,
  filters: optional(
    stored<NonNullable<Session['filters']>>({
      account_subcategories: orNull(listOf(oneOf(...FILTERED_SUBCATEGORIES))),
      country: textOrNull,
      require_payment_method_support: optional(oneOf(...PAYMENT_SUPPORT)),
    }),
  ),
  limits: optional(stored<NonNullable<Session['limits']>>({ accounts: integer({ min: 1 }) })),
  livemode: inTestMode,
  manual_entry: optional(
    stored<NonNullable<Session['manual_entry']>>({ mode: optional(oneOf(...ENTRY_MODES)) }),
  ),
  permissions: listOf(oneOf(...PERMISSIONS)),
  prefetch: orNull(listOf(oneOf(...PREFETCHES))),
  return_url: optional(anyText),
});
