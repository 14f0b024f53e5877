import { after, post, type Refusal, row } from './refusal-row.ts';
import type { Setup } from './setup.ts';

const INTENTS = '/v1/payment_intents';
const MANDATE = 'mandate_data[customer_acceptance][type]=offline';
const BANK = 'payment_method_data[us_bank_account]';
const DEBIT = 'amount=2000&currency=usd&allowed_payment_method_types[]=us_bank_account';
const numbered = (number: string) =>
  `payment_method_data[type]=us_bank_account&payment_method_data[billing_details][name]=J&${BANK}[routing_number]=110000000&${BANK}[account_number]=${number}`;
const PAYING = `${DEBIT}&confirm=true&${MANDATE}&${numbered('000123456789')}`;
const THURSDAY = { time: { start: '2024-08-08T14:35:00Z', runs: false } } as const;
const VERIFICATION = 'payment_method_microdeposit_verification';

const idOf = ({ body }: { readonly body: unknown }) => String((body as { id?: string }).id);

/** Verifies a payment's bank account, for which the microdeposits are underway. */
const verifying =
  (...forms: readonly string[]): Refusal['provoke'] =>
  async (world) => {
    const id = idOf(await post(INTENTS, PAYING)(world));
    let answer = { status: 0, body: undefined as unknown };
    for (const form of forms) answer = await post(`${INTENTS}/${id}/verify_microdeposits`, form)(world);
    return answer;
  };

/** Two payments wait for the same bank account, and it is verified for the first. */
async function verifiedTwice(world: Setup): ReturnType<Refusal['provoke']> {
  const saved = `customer=cus_1&setup_future_usage=off_session&${DEBIT}&confirm=true&${MANDATE}`;
  const first = await post(INTENTS, `${saved}&${numbered('000123456789')}`)(world);
  const method = (first.body as { payment_method: string }).payment_method;
  const second = idOf(await post(INTENTS, `${saved}&payment_method=${method}`)(world));
  const verify = (id: string) => post(`${INTENTS}/${id}/verify_microdeposits`, 'descriptor_code=SM11AA');
  return after(verify(idOf(first)), verify(second))(world);
}

/** What is refused of microdeposits, and of the bank accounts that they verify. */
export const MICRODEPOSITS = {
  bankAccountAlreadyVerified: row(verifiedTwice, 400, 'This bank account has already been verified.', {
    code: 'payment_method_bank_account_already_verified',
  }),
  intentNotActionable: row(
    post(`${INTENTS}/pi_1/verify_microdeposits`, 'descriptor_code=SM11AA'),
    400,
    'This PaymentIntent cannot be actioned on because it has a status of requires_payment_method. Only a PaymentIntent with one of the following statuses may be actioned on: ["requires_action"].',
    { code: 'intent_invalid_state' },
  ),
  microdepositAmountsInvalid: row(
    verifying('amounts[]=32'),
    400,
    'You must provide exactly two microdeposit amounts.',
    { code: `${VERIFICATION}_amounts_invalid` },
  ),
  microdepositAmountsMismatch: row(
    verifying('amounts[]=1&amounts[]=2'),
    400,
    'The amounts provided do not match the amounts that were sent to the bank account. You have 2 verification attempts remaining.',
    { code: `${VERIFICATION}_amounts_mismatch` },
  ),
  microdepositAttemptsExceeded: row(
    verifying('descriptor_code=SM33CC'),
    400,
    'You have exceeded the number of allowed verification attempts.',
    { code: `${VERIFICATION}_attempts_exceeded` },
  ),
  microdepositCodeMismatch: row(
    verifying('descriptor_code=SM11AB'),
    400,
    'The verification code provided does not match the one sent to the bank account. You have 9 verification attempts remaining.',
    { code: `${VERIFICATION}_descriptor_code_mismatch` },
  ),
  microdepositsExclusive: row(
    verifying('descriptor_code=SM11AA&amounts[]=32&amounts[]=45'),
    400,
    'You may only specify one of these parameters: amounts, descriptor_code.',
    { code: 'parameters_exclusive' },
  ),
  microdepositsFailed: row(
    post(INTENTS, `${DEBIT}&confirm=true&${MANDATE}&${numbered('000666666661')}`),
    400,
    'Microdeposits failed. Please check the account, institution and transit numbers provided',
    { code: 'payment_method_microdeposit_failed' },
    { assume: { microdepositFailure: 'at_once' } },
  ),
  microdepositsNotArrived: row(
    verifying('descriptor_code=SM11AA'),
    400,
    'The microdeposits have not arrived in the bank account yet: their arrival_date is 1723186800. stripe-fc-emulator: move the clock, or let them arrive by POST /_emulator/payment_intents/{id}/microdeposits/arrive.',
    {},
    { ...THURSDAY, assume: { microdepositArrival: 'needed' } },
  ),
  microdepositTimeout: row(
    verifying('descriptor_code=SM44DD'),
    400,
    "Microdeposit timeout. Customer hasn't verified their bank account within the required 10 day period.",
    { code: `${VERIFICATION}_timeout` },
  ),
  microdepositTypeMismatch: row(
    verifying('amounts[]=32&amounts[]=45'),
    400,
    'These microdeposits cannot be verified by amounts: their microdeposit_type is descriptor_code.',
    { param: 'amounts' },
    { assume: { microdepositInput: 'as_sent' } },
  ),
  requiresActionRefused: row(
    after(
      post(INTENTS, 'amount=2000&currency=usd&payment_method_types[]=us_bank_account&description=a'),
      async (world) => {
        const { body } = await world.call('GET', INTENTS);
        const form = `${MANDATE}&${numbered('000123456789')}&error_on_requires_action=true`;
        return post(`${INTENTS}/${body.data[0].id}/confirm`, form)(world);
      },
    ),
    402,
    "This payment required an authentication action to complete, but `error_on_requires_action` was set. When you're ready, you can upgrade your integration to handle actions at https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.",
    { code: 'authentication_required', decline_code: 'authentication_not_handled', type: 'card_error' },
  ),
  targetDateWithMicrodeposits: row(
    post(
      INTENTS,
      `${DEBIT}&payment_method_options[us_bank_account][verification_method]=microdeposits&payment_method_options[us_bank_account][target_date]=2026-01-06`,
    ),
    400,
    'The `target_date` of a `us_bank_account` cannot be set with a `verification_method` of microdeposits.',
    { param: 'payment_method_options[us_bank_account][target_date]' },
  ),
  verificationMethodInstant: row(
    post(INTENTS, `${PAYING}&payment_method_options[us_bank_account][verification_method]=instant`),
    400,
    'With a `verification_method` of instant, only bank accounts linked by Financial Connections can be used, and this one was typed in.',
    { code: 'payment_method_unexpected_state' },
  ),
} satisfies Readonly<Record<string, Refusal>>;
