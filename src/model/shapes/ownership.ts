import { boolean } from '../../core/shape.ts';
import { anId, anyText, listOf, stored, whole } from '../../core/stored.ts';
import type { HeldOwner } from '../bank-facts.ts';
import type { AccountOwner, AccountOwnership } from '../wire.ts';
import { only, textOrNull, wholeOrNull } from './fields.ts';

const HELD = { email: textOrNull, name: anyText, phone: textOrNull, raw_address: textOrNull } as const;

/** What a bank knows of the owners of an account. */
export const heldOwnersShape = listOf(stored<HeldOwner>(HELD));

export const ownerShape = stored<AccountOwner>({
  id: anId,
  object: only('financial_connections.account_owner'),
  ...HELD,
  ownership: anId,
  refreshed_at: wholeOrNull,
});

export const ownershipShape = stored<AccountOwnership>({
  id: anId,
  object: only('financial_connections.account_ownership'),
  created: whole,
  owners: stored<AccountOwnership['owners']>({
    object: only('list'),
    data: listOf(ownerShape),
    has_more: boolean,
    total_count: whole,
    url: anyText,
  }),
});
