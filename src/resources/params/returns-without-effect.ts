import { type ByPath, each } from './named-parameters.ts';

/* What is taken of charges, refunds and disputes, checked by name and type, and changes nothing. */

const OF_PLATFORMS = each(
  'refund_application_fee reverse_transfer',
  'Neither application fees nor transfers are emulated',
  'docs: api/refunds/create',
);

export const RETURNS_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  'POST /v1/charges': each(
    'application_fee capture destination radar_options transfer_data[description]',
    'Bank debits are captured by themselves; neither Radar nor what older versions know of platforms is emulated',
    'docs: api/charges/create',
  ),
  'POST /v1/charges/:charge/capture': each(
    `amount application_fee application_fee_amount receipt_email statement_descriptor statement_descriptor_suffix
    transfer_data transfer_group`,
    'Bank debits are captured by themselves: what is sent is checked, and then the call is refused',
    'docs: payments/place-a-hold-on-a-payment-method (not for bank debits)',
  ),
  'POST /v1/charges/:charge/refund': OF_PLATFORMS,
  'POST /v1/charges/:charge/refunds': OF_PLATFORMS,
  'POST /v1/disputes/:dispute': each(
    'evidence intended_submission_method metadata submit',
    'Disputes of bank debits are final: what is sent is checked, and then the call is refused',
    'docs: payments/ach-direct-debit ("final with no process for appeal")',
  ),
  'POST /v1/refunds': {
    ...OF_PLATFORMS,
    ...each(
      'currency customer',
      'They are of refunds from a customer’s cash balance, which is not emulated',
      'docs: api/refunds/create',
    ),
    ...each(
      'instructions_email',
      'It is of payment methods that cannot be refunded by themselves',
      'docs: api/refunds/create',
    ),
  },
};
