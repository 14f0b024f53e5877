import { boolean, oneOf, optional } from '../../core/shape.ts';
import { anId, anyText, listOf, orNull, shownAgain, stored } from '../../core/stored.ts';
import type { BankAccount } from '../wire.ts';
import { BANK_ACCOUNT_STATUSES } from '../words.ts';
import { metadataShape, only, textOrNull } from './fields.ts';

/** What a bank account has that belongs to an account or to a customer, and not to a token. */
export type Owned =
  | 'account'
  | 'available_payout_methods'
  | 'customer'
  | 'default_for_currency'
  | 'future_requirements'
  | 'metadata'
  | 'requirements';

/** What each has, whosever it is. */
export const BANK_ACCOUNT_MEMBERS = {
  id: anId,
  object: only('bank_account'),
  account_holder_name: textOrNull,
  account_holder_type: textOrNull,
  account_type: textOrNull,
  bank_name: textOrNull,
  country: anyText,
  currency: anyText,
  fingerprint: textOrNull,
  last4: anyText,
  routing_number: textOrNull,
  status: oneOf(...BANK_ACCOUNT_STATUSES),
} as const;

export const bankAccountShape = stored<BankAccount>({
  ...BANK_ACCOUNT_MEMBERS,
  account: optional(textOrNull),
  available_payout_methods: optional(orNull(listOf(oneOf('instant', 'standard')))),
  customer: optional(textOrNull),
  default_for_currency: optional(orNull(boolean)),
  future_requirements: optional(orNull(shownAgain())),
  metadata: optional(orNull(metadataShape)),
  requirements: optional(orNull(shownAgain())),
});
