import { type ByPath, each } from '../params/named-parameters.ts';

/* What is taken of connected accounts and payouts, checked by name and type, and changes nothing. */

const OF_ACCOUNTS: ByPath = {
  ...each('documents', 'Files are not emulated, and nobody looks at them', 'docs: api/accounts/create'),
  ...each('settings[paypay_payments]', 'PayPay is not emulated', 'docs: api/accounts/create'),
};

const inside = (names: string): string => names.replace(/\w+/g, 'external_account[$&]');

const CARDS = each(
  inside(
    'address_city address_country address_line1 address_line2 address_state address_zip cvc exp_month exp_year metadata name number',
  ),
  'They are of cards: what is sent is refused',
  'docs: api/external_account_cards/create',
);

export const CONNECT_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  'POST /v1/account_links': each(
    'collect collection_options type',
    'The page that the link leads to is not emulated',
    'docs: api/account_links/create',
  ),
  'POST /v1/accounts': OF_ACCOUNTS,
  'POST /v1/accounts/:account': {
    ...OF_ACCOUNTS,
    ...CARDS,
    ...each(
      inside('default_for_currency'),
      'It is of cards: what is sent is refused',
      'docs: api/accounts/update',
    ),
  },
  'POST /v1/accounts/:account/external_accounts': CARDS,
  'POST /v1/accounts/:account/external_accounts/:external_account': {
    ...each(
      'address_city address_country address_line1 address_line2 address_state address_zip exp_month exp_year name',
      'They are of cards, which are no external accounts here',
      'docs: api/external_account_cards/update',
    ),
    ...each(
      'documents',
      'Files are not emulated, and nobody looks at them',
      'docs: api/external_account_bank_accounts/update',
    ),
  },
  'POST /v1/accounts/:account/reject': each(
    'payouts_action',
    'Payouts of an account that is rejected are paused, whatever it says',
    'changelog 2026-07-29.dahlia',
  ),
};
