import { type ByPath, each } from './named-parameters.ts';

/* What is taken, checked and shown, and of whose purpose nothing happens: no fee is taken and nothing is transferred. */

const money = (names: string): ByPath =>
  each(
    names,
    'Neither application fees nor transfers are emulated: it is shown, and changes no balance',
    'docs: connect/destination-charges',
  );

const OF_INTENTS = money('application_fee_amount transfer_data');
const OF_SUBSCRIPTIONS = money('application_fee_percent transfer_data');

export const SHOWN_ALONE: Readonly<Record<string, ByPath>> = {
  'POST /v1/charges': money('application_fee_amount transfer_data[amount] transfer_data[destination]'),
  'POST /v1/checkout/sessions': money(
    `payment_intent_data[application_fee_amount] payment_intent_data[transfer_data]
    subscription_data[application_fee_percent] subscription_data[transfer_data]`,
  ),
  'POST /v1/payment_intents': OF_INTENTS,
  'POST /v1/payment_intents/:payment_intent': OF_INTENTS,
  'POST /v1/subscriptions': OF_SUBSCRIPTIONS,
  'POST /v1/subscriptions/:subscription': OF_SUBSCRIPTIONS,
};
