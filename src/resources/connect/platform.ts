import type { ConnectedAccount } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { completeConnectedAccount } from './account-record.ts';

/**
 * The account whose key it is: made of nothing but its id, with what Stripe shows of it to itself (stripe-node types; that
 * much of it is assumed).
 */
export function platformAccount(scope: Scope, id: string): ConnectedAccount {
  const {
    created: _unknown,
    future_requirements: _future,
    metadata: _metadata,
    requirements: _requirements,
    tos_acceptance: _acceptance,
    ...account
  } = completeConnectedAccount(scope, {
    id,
    capabilities: { card_payments: 'active', transfers: 'active', us_bank_account_ach_payments: 'active' },
    charges_enabled: true,
    controller: { type: 'account' },
    details_submitted: true,
    payouts_enabled: true,
    type: 'standard',
  });
  return account;
}
