import { BARE, fund, verifiedAccount, WHOLE } from './connect.ts';
import { get, post, type Refusal, row } from './refusal-row.ts';
import type { Setup } from './setup.ts';

const ACCOUNTS = '/v1/accounts';
const PAYOUTS = '/v1/payouts';

/** What is done with a payout of a connected account that has money. */
const paidOut =
  (
    then: (world: Setup, payout: string, account: string) => ReturnType<Refusal['provoke']>,
  ): Refusal['provoke'] =>
  async (world) => {
    const { id: stripeAccount } = await verifiedAccount(world);
    await fund(world, stripeAccount);
    const { id } = await world.stripe.payouts.create({ amount: 1, currency: 'usd' }, { stripeAccount });
    await world.emulator.clock.runToIdle();
    return then(world, id, stripeAccount);
  };

/** What is refused of connected accounts and payouts. */
export const CONNECT_REFUSALS = {
  balanceInsufficient: row(
    post(PAYOUTS, 'amount=1&currency=usd'),
    400,
    'You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.  You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).',
    { code: 'balance_insufficient' },
  ),
  externalAccountIsDefault: row(
    async (world) => {
      const { id } = await world.stripe.accounts.createExternalAccount('acct_1', {
        external_account: WHOLE.external_account,
      });
      return world.call('DELETE', `${ACCOUNTS}/acct_1/external_accounts/${id}`);
    },
    400,
    'You cannot delete the default external account for your default currency. Please make another external account the default using the `default_for_currency` param, and then delete this one.',
  ),
  instantPayoutTooLarge: row(
    post(PAYOUTS, 'amount=999901&currency=usd&method=instant'),
    400,
    'Instant Payouts to bank accounts are only supported for amounts less than or equal to $9999',
  ),
  accountLinkTypeInvalid: row(
    async (world) => {
      const { id } = await world.stripe.accounts.create({ type: 'express' });
      const pages = 'refresh_url=https://example.com&return_url=https://example.com';
      return world.call('POST', '/v1/account_links', { form: `account=${id}&type=account_update&${pages}` });
    },
    400,
    'Invalid type: must be one of ["account_onboarding"]',
    { param: 'type' },
  ),
  loginLinkNotOfExpress: row(
    post(`${ACCOUNTS}/acct_1/login_links`),
    400,
    'Cannot create an edit link for the account acct_1, which is not an Express account.',
  ),
  loginLinkNotOnboarded: row(
    async (world) => {
      const { id } = await world.stripe.accounts.create({ type: 'express' });
      return world.call('POST', `${ACCOUNTS}/${id}/login_links`);
    },
    400,
    'Cannot create a login link for an account that has not completed onboarding.',
  ),
  noExternalAccount: row(
    post(PAYOUTS, 'amount=1&currency=usd', { 'stripe-account': 'acct_1' }),
    400,
    "Sorry, you don't have any external accounts in that currency (usd).",
  ),
  payoutAlreadyReversed: row(
    async (world) => {
      await world.emulator.putObjects({
        payouts: [{ id: 'po_1', reversed_by: 'po_2', status: 'paid' }],
      });
      return world.call('POST', `${PAYOUTS}/po_1/reverse`);
    },
    400,
    'The payout po_1 has already been reversed.',
  ),
  payoutNotAutomatic: row(
    paidOut((world, payout, account) =>
      get(`/v1/balance_transactions?payout=${payout}`, { headers: { 'stripe-account': account } })(world),
    ),
    400,
    'Balance transaction history can only be filtered on automatic transfers, not manual.',
  ),
  payoutsNotAllowed: row(
    async (world) => {
      const { id } = await world.stripe.accounts.create(BARE);
      return world.call('POST', PAYOUTS, {
        form: 'amount=1&currency=usd',
        headers: { 'stripe-account': id },
      });
    },
    400,
    "Payouts have been disabled on the connected account. Check the connected account's status to see if any additional information needs to be provided, or if payouts have been disabled for another reason.",
    { code: 'payouts_not_allowed' },
  ),
  termsOnBehalf: row(
    post(ACCOUNTS, 'type=express&tos_acceptance[date]=1'),
    400,
    'You cannot accept the Terms of Service on behalf of accounts where controller[requirement_collection]=stripe, which includes Standard and Express accounts.',
  ),
} as const;
