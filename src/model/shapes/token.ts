import { boolean, optional } from '../../core/shape.ts';
import { anId, anyText, stored, whole } from '../../core/stored.ts';
import type { Token } from '../wire.ts';
import { inTestMode, only, textOrNull } from './fields.ts';

type BankAccount = NonNullable<Token['bank_account']>;

/** What a bank account has that belongs to an account or to a customer, and not to a token. */
type Owned =
  | 'account'
  | 'available_payout_methods'
  | 'customer'
  | 'default_for_currency'
  | 'future_requirements'
  | 'metadata'
  | 'requirements';

const bankAccountShape = stored<BankAccount, Owned>({
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
  status: anyText,
});

/** Nothing here makes tokens of cards. */
export const tokenShape = stored<Token, 'card'>({
  id: anId,
  object: only('token'),
  bank_account: optional(bankAccountShape),
  client_ip: textOrNull,
  created: whole,
  livemode: inTestMode,
  type: anyText,
  used: boolean,
});
