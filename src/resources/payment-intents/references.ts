import { errors } from '../../core/catalogue.ts';
import type { PaymentIntent } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';

/** Refuses a fee that nobody takes: the caller is no connected account, and none is paid (recorded). */
export function checkApplicationFee(
  scope: Scope,
  intent: Pick<PaymentIntent, 'application_fee_amount' | 'transfer_data'>,
): void {
  const { application_fee_amount: fee, transfer_data: transfer } = intent;
  const isDestined = transfer != null && transfer.destination !== '';
  if (fee !== null && scope.account === null && !isDestined) throw errors.applicationFeeWithoutAccount();
}
