import { boolean, optional } from '../../core/shape.ts';
import { anId, anyText, stored, whole } from '../../core/stored.ts';
import type { Token } from '../wire.ts';
import { BANK_ACCOUNT_MEMBERS, type Owned } from './bank-account.ts';
import { inTestMode, only, textOrNull } from './fields.ts';

/** Nothing here makes tokens of cards. */
export const tokenShape = stored<Token, 'card'>({
  id: anId,
  object: only('token'),
  bank_account: optional(stored<NonNullable<Token['bank_account']>, Owned>(BANK_ACCOUNT_MEMBERS)),
  client_ip: textOrNull,
  created: whole,
  livemode: inTestMode,
  type: anyText,
  used: boolean,
});
