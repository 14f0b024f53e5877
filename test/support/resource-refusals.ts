import { after, get, post, type Refusal, row } from './refusal-row.ts';
import type { Setup } from './setup.ts';

const REFRESH = '/v1/financial_connections/accounts/fca_1/refresh';
const TRANSACTIONS = '/v1/financial_connections/transactions?account=fca_9';
const LINKED = post('/_emulator/financial_connections/accounts', 'id=fca_9');
const SESSIONS = '/v1/financial_connections/sessions';
const HOLDER = 'account_holder[type]=customer&account_holder[customer]=cus_1';
const SESSION = `${HOLDER}&permissions[]=balances`;
const CONSENTS = '/v1/financial_connections/consents';
const IN_PREVIEWS = { 'stripe-version': '2026-08-26.preview' };
const METHODS = '/v1/payment_methods';
const TYPED = 'type=us_bank_account&billing_details[name]=Jenny&us_bank_account[routing_number]=110000000';
const BANK = 'us_bank_account[financial_connections_account]';

const SOURCES = '/v1/customers/cus_1/sources';
const SOURCE_OF_1 = (status: string) =>
  post(
    '/_emulator/objects',
    `bank_accounts[0][id]=ba_1&bank_accounts[0][customer]=cus_1&bank_accounts[0][status]=${status}`,
  );

/** A bank account typed in, which no microdeposits have verified. */
const typedIn = async (world: Setup): Promise<string> => {
  const { body } = await world.call('POST', METHODS, {
    form: `${TYPED}&us_bank_account[account_number]=000123456789`,
  });
  return body.id;
};

/** What is refused by one of the other resources. */
export const RESOURCES = {
  accountHolderMismatch: row(
    post(SESSIONS, `${SESSION}&account_holder[account]=acct_1`),
    400,
    'The account_holder[account] parameter is only available when account_holder[type] is account.',
    { param: 'account_holder[account]' },
  ),
  bankAccountExists: row(
    after(post(SOURCES, 'source=btok_us_verified'), post(SOURCES, 'source=btok_us_verified')),
    400,
    'A bank account with that routing number and account number already exists for this customer.',
    { code: 'bank_account_exists', param: 'source' },
  ),
  sourceAlreadyVerified: row(
    after(SOURCE_OF_1('verified'), post(`${SOURCES}/ba_1/verify`, 'amounts[]=32&amounts[]=45')),
    400,
    'This bank account has already been verified.',
  ),
  sourceAmountsMismatch: row(
    after(SOURCE_OF_1('new'), post(`${SOURCES}/ba_1/verify`, 'amounts[]=1&amounts[]=2')),
    402,
    'The amounts provided do not match the amounts that were sent to the bank account.',
  ),
  tokenAlreadyUsed: row(
    after(
      post('/_emulator/objects', 'tokens[0][id]=btok_1&tokens[0][used]=true'),
      post('/v1/customers', 'source=btok_1'),
    ),
    400,
    'You cannot use a Stripe token more than once: btok_1.',
    { code: 'token_already_used' },
  ),
  tokenOfNothing: row(
    post('/v1/tokens'),
    400,
    "You must supply either a card, customer, PII data, bank account, or account legal entity to create a token. If you're making this request with a library, be sure to pass all of the required parameters for creating a token. If you're making this request manually, be sure your POST parameters begin with the token type. For example, a PII token would require `pii[personal_id_number]`, while an account token would require a parameter beginning with `account[legal_entity]`. See the API reference for more information: https://stripe.com/docs/api#token_object",
    { code: 'parameter_missing' },
  ),
  tokenOfOtherKind: row(
    after(
      post('/_emulator/objects', 'tokens[0][id]=pii_1&tokens[0][type]=pii'),
      post('/v1/customers', 'source=pii_1'),
    ),
    400,
    'The token pii_1 is of type pii, and stands for no bank account.',
    { param: 'source' },
  ),
  tokenOfOtherMethod: row(
    after(
      post('/_emulator/objects', 'payment_methods[0][id]=pm_9&payment_methods[0][type]=card'),
      post('/v1/tokens', 'bank_account[payment_method]=pm_9'),
    ),
    400,
    'The PaymentMethod must be of type us_bank_account, and it is of type card.',
    { param: 'bank_account[payment_method]' },
  ),
  accountNotRefreshable: row(
    after(post('/v1/financial_connections/accounts/fca_1/disconnect'), post(REFRESH, 'features[]=balance')),
    400,
    'Data cannot be refreshed on disconnected accounts.',
  ),
  accountNumberInvalid: row(
    post(METHODS, `${TYPED}&us_bank_account[account_number]=1`),
    400,
    'You must use a test bank account number in test mode. Try 000123456789 or see more options at https://stripe.com/docs/connect/testing#account-numbers.',
    { code: 'account_number_invalid', param: 'us_bank_account[account_number]' },
  ),
  accountNumbersPending: row(
    after(
      post(
        '/_emulator/financial_connections/accounts',
        'id=fca_2&institution=Account+Numbers&account=Numbers+Never+Arrive',
      ),
      post(METHODS, `type=us_bank_account&billing_details[name]=Jenny&${BANK}=fca_2`),
    ),
    400,
    'The account numbers of this Financial Connections account are pending. Try again later.',
    { code: 'financial_connections_account_pending_account_numbers', param: BANK },
  ),
  accountNumbersUnavailable: row(
    after(
      post(
        '/_emulator/financial_connections/accounts',
        'id=fca_2&institution=Invalid+Payment+Accounts&supported_payment_method_types[]=us_bank_account',
      ),
      post(METHODS, `type=us_bank_account&billing_details[name]=Jenny&${BANK}=fca_2`),
    ),
    400,
    'The account numbers of this Financial Connections account are unavailable. Ask your customer to link another account.',
    { code: 'financial_connections_account_unavailable_account_numbers', param: BANK },
  ),
  bankAccountUnlinkable: row(
    after(
      post('/_emulator/financial_connections/accounts', 'id=fca_2&institution=Invalid+Payment+Accounts'),
      post(METHODS, `type=us_bank_account&billing_details[name]=Jenny&${BANK}=fca_2`),
    ),
    400,
    'The Financial Connections account fca_2 cannot be used to create a us_bank_account PaymentMethod.',
    { param: BANK },
  ),
  consentLocaleInvalid: row(
    post(CONSENTS, `${HOLDER}&locale=en_US`, IN_PREVIEWS),
    400,
    "Invalid locale: 'en_US' is not a valid BCP 47 language tag.",
    { code: 'financial_connections_consent_locale_invalid', param: 'locale' },
  ),
  consentLocaleUnsupported: row(
    post(CONSENTS, `${HOLDER}&locale=tlh`, IN_PREVIEWS),
    400,
    "The locale 'tlh' is not supported for Financial Connections consent.",
    { code: 'financial_connections_consent_locale_unsupported', param: 'locale' },
  ),
  emailInvalid: row(post('/v1/customers', 'email=jenny'), 400, 'Invalid email address: jenny', {
    code: 'email_invalid',
    param: 'email',
  }),
  disconnectedAccount: row(
    after(LINKED, after(post('/v1/financial_connections/accounts/fca_9/disconnect'), get(TRANSACTIONS))),
    400,
    'Transaction data cannot be retrieved for disconnected accounts.',
    {},
    { assume: { disconnectedTransactions: 'error' } },
  ),
  endpointLimit: row(
    async (world) => {
      const create = post('/v1/webhook_endpoints', 'url=http://localhost/hook&enabled_events[]=*');
      for (let count = 0; count < 16; count++) await create(world);
      return create(world);
    },
    400,
    'You have reached the maximum of 16 test webhook endpoints.',
  ),
  hostedWithoutRelink: row(
    post(SESSIONS, `${SESSION}&ui_mode=hosted&hosted[delivery_method]=url`, IN_PREVIEWS),
    400,
    'The hosted[delivery_method] parameter can only be used if relink_options is provided.',
    { param: 'hosted[delivery_method]' },
  ),
  inactiveAccount: row(
    after(
      post('/_emulator/financial_connections/accounts/fca_1', 'status=inactive'),
      post(REFRESH, 'features[]=balance'),
    ),
    400,
    'Data cannot be refreshed on inactive accounts.',
    { code: 'financial_connections_account_inactive' },
  ),
  insufficientPermission: row(
    post(REFRESH, 'features[]=ownership'),
    400,
    'This Financial Connections account does not have the `ownership` permission. Create a new Financial Connections Session that requests it.',
    { param: 'features' },
  ),
  missingPermissionOfPrefetch: row(
    post(SESSIONS, `${SESSION}&prefetch[]=ownership`),
    400,
    'You must include `ownership` in `permissions` to prefetch it.',
    { param: 'prefetch' },
  ),
  noSuccessfulTransactionRefresh: row(
    after(LINKED, get(TRANSACTIONS)),
    400,
    'Transaction data can only be retrieved for accounts that have at least one successful transaction refresh.',
    { code: 'financial_connections_no_successful_transaction_refresh' },
  ),
  paymentMethodAlreadyAttached: row(
    post(`${METHODS}/pm_1/attach`, 'customer=cus_2'),
    400,
    'The payment method you provided has already been attached to a customer.',
  ),
  paymentMethodAtCreation: row(
    post(METHODS, `${TYPED}&us_bank_account[account_number]=000123456789&customer=cus_1`),
    400,
    'You cannot attach a PaymentMethod to a Customer during PaymentMethod creation. Please instead create the PaymentMethod and then attach it using the attachment method of the PaymentMethods API.',
  ),
  paymentMethodNotOfCustomer: row(
    post('/v1/customers', 'invoice_settings[default_payment_method]=pm_usBankAccount_success'),
    400,
    'The customer does not have a payment method with the ID pm_usBankAccount_success. The payment method must be attached to the customer.',
    { code: 'resource_missing', param: 'invoice_settings[default_payment_method]' },
  ),
  paymentMethodPermissionMissing: row(
    after(
      post('/_emulator/financial_connections/accounts', 'id=fca_9&permissions[]=balances'),
      post(METHODS, `type=us_bank_account&billing_details[name]=Jenny&${BANK}=fca_9`),
    ),
    400,
    'The Financial Connections account fca_9 does not have the `payment_method` permission, which a PaymentMethod needs.',
    { param: BANK },
    { assume: { paymentMethodPermission: 'error' } },
  ),
  paymentMethodElsewhere: row(get('/v1/customers/cus_2/payment_methods/pm_1'), 404, 'Invalid request', {
    param: 'customer',
  }),
  paymentMethodHolderMissing: row(
    post(`${METHODS}/pm_2/attach`),
    400,
    'Must provide customer or customer_account.',
    { code: 'parameter_missing' },
  ),
  paymentMethodNotAttached: row(
    post(`${METHODS}/pm_2/detach`),
    400,
    'The payment method you provided is not attached to a customer so detachment is impossible.',
  ),
  paymentMethodNotSaved: row(
    post(`${METHODS}/pm_2`, 'metadata[a]=1'),
    400,
    'You must save this PaymentMethod to a customer before you can update it.',
  ),
  paymentMethodSpent: row(
    after(post(`${METHODS}/pm_1/detach`), post(`${METHODS}/pm_1/attach`, 'customer=cus_1')),
    400,
    'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
  ),
  paymentMethodUnverified: row(
    async (world) => post(`${METHODS}/${await typedIn(world)}/attach`, 'customer=cus_1')(world),
    400,
    'Payment methods of type us_bank_account must be verified before they can be attached to a customer.',
  ),
  refreshNotAvailable: row(
    after(post(REFRESH, 'features[]=balance'), post(REFRESH, 'features[]=balance')),
    400,
    'A balance refresh is not available for this Financial Connections account yet. Check next_refresh_available_at.',
    { param: 'features' },
    { assume: { earlyRefresh: 'error' } },
  ),
  relinkAccountMismatch: row(
    after(
      post('/_emulator/objects', 'financial_connections.authorizations[0][id]=fcauth_1'),
      post(
        SESSIONS,
        'permissions[]=balances&relink_options[authorization]=fcauth_1&relink_options[account]=fca_1',
        IN_PREVIEWS,
      ),
    ),
    400,
    "The account 'fca_1' does not belong to the authorization 'fcauth_1'.",
    { param: 'relink_options[account]' },
  ),
  relinkHolderMismatch: row(
    after(
      post(
        '/_emulator/objects',
        'customers[0][id]=cus_1&customers[1][id]=cus_2&financial_connections.authorizations[0][id]=fcauth_1&financial_connections.authorizations[0][account_holder][type]=customer&financial_connections.authorizations[0][account_holder][customer]=cus_1',
      ),
      post(
        SESSIONS,
        'permissions[]=balances&relink_options[authorization]=fcauth_1&account_holder[type]=customer&account_holder[customer]=cus_2',
        IN_PREVIEWS,
      ),
    ),
    400,
    "The authorization 'fcauth_1' does not belong to the account holder of the session.",
    { param: 'account_holder' },
  ),
  routingNumberInvalid: row(
    post(
      METHODS,
      'type=us_bank_account&billing_details[name]=Jenny&us_bank_account[routing_number]=1&us_bank_account[account_number]=000123456789',
    ),
    400,
    'Routing number must have 9 digits',
    { code: 'routing_number_invalid', param: 'us_bank_account[routing_number]' },
  ),
  urlInvalid: row(
    post('/v1/webhook_endpoints', 'url=localhost/hook&enabled_events[]=*'),
    400,
    'Invalid URL: An explicit scheme (such as https) must be provided.',
    { code: 'url_invalid', param: 'url' },
  ),
} as const satisfies Readonly<Record<string, Refusal>>;
