import { type ByPath, each } from '../params/named-parameters.ts';

/* What is taken of tokens and sources, checked by name and type, and changes nothing. */

const CHECKED = each(
  'validate',
  'Neither taxes nor checks of sources are emulated',
  'docs: api/customers/create',
);

export const SOURCES_WITHOUT_EFFECT: Readonly<Record<string, ByPath>> = {
  'POST /v1/customers/:customer/sources': CHECKED,
  'POST /v1/customers/:customer/sources/:source': each(
    `address_city address_country address_line1 address_line2 address_state address_zip exp_month exp_year name owner`,
    'They are of cards and of other sources, and those of bank accounts alone are emulated',
    'docs: api/customer_bank_accounts/update',
  ),
  'POST /v1/tokens': {
    ...each(
      'account[company][registration_date] account[individual][dob] card person[dob]',
      'Tokens of them are refused: what is sent is checked before',
      'docs: api/tokens/create_account, create_card, create_person',
    ),
    ...each(
      'pii[id_number]',
      'Nothing asks for personal data: it is not kept',
      'docs: api/tokens/create_pii',
    ),
  },
};
