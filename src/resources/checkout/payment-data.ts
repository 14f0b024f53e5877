import { mergedMetadata } from '../../core/metadata.ts';
import type { CheckoutPayment } from '../../model/facts.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkReferences } from '../intents/references.ts';
import { given } from '../params/changes.ts';
import { shownShipping, shownTransfer } from '../payment-intents/members.ts';
import { checkApplicationFee } from '../payment-intents/references.ts';
import type { PaymentData, UpdateParams } from './parameters.ts';

/** Refuses what the payment could not be made with. */
export function checkPaymentData(scope: Scope, data: PaymentData): void {
  const { application_fee_amount: fee = null, on_behalf_of: account, transfer_data: transfer } = data;
  checkReferences(scope, {
    ...(account === undefined ? {} : { on_behalf_of: account }),
    ...(transfer === undefined ? {} : { transfer_data: transfer }),
  });
  checkApplicationFee(scope, {
    application_fee_amount: fee,
    transfer_data: transfer === undefined ? null : shownTransfer(null, transfer),
  });
}

/** `payment_intent_data` as it is kept until the customer submits. */
export const keptPayment = (data: PaymentData): CheckoutPayment => ({
  ...given(
    data,
    'application_fee_amount',
    'capture_method',
    'description',
    'on_behalf_of',
    'receipt_email',
    'setup_future_usage',
    'statement_descriptor',
    'statement_descriptor_suffix',
    'transfer_group',
  ),
  ...(data.metadata === undefined ? {} : { metadata: mergedMetadata({}, data.metadata) }),
  ...(data.shipping === undefined ? {} : { shipping: shownShipping(data.shipping) }),
  ...(data.transfer_data === undefined ? {} : { transfer_data: shownTransfer(null, data.transfer_data) }),
});

/** The same after an update. */
export const changedPayment = (
  payment: CheckoutPayment | undefined,
  data: NonNullable<UpdateParams['payment_intent_data']>,
): CheckoutPayment => ({
  ...payment,
  ...given(data, 'description', 'setup_future_usage', 'statement_descriptor', 'statement_descriptor_suffix'),
  ...(data.metadata === undefined
    ? {}
    : { metadata: mergedMetadata(payment?.metadata ?? {}, data.metadata) }),
});
