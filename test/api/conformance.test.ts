import { describe, expect, it } from 'vitest';
import { nonConformities } from '../support/conformance.ts';

const customer = {
  id: 'cus_SlG3fVqPq1aBcD',
  object: 'customer',
  address: null,
  balance: 0,
  created: 1_753_800_000,
  currency: null,
  default_source: null,
  delinquent: false,
  description: null,
  discount: null,
  email: 'jenny@example.com',
  invoice_prefix: '4FE1A2B0',
  invoice_settings: {
    custom_fields: null,
    default_payment_method: null,
    footer: null,
    rendering_options: null,
  },
  livemode: false,
  metadata: { order: '6735' },
  name: 'Jenny Rosen',
  next_invoice_sequence: 1,
  phone: null,
  preferred_locales: [],
  shipping: null,
  tax_exempt: 'none',
  test_clock: null,
};

const linkedAccount = {
  id: 'fca_1RqXyZ2eZvKYlo2CAbCdEfGh',
  object: 'financial_connections.account',
  account_holder: { customer: 'cus_SlG3fVqPq1aBcD', type: 'customer' },
  account_numbers: [
    {
      expected_expiry_date: null,
      identifier_type: 'account_number',
      status: 'transactable',
      supported_networks: ['ach'],
    },
  ],
  balance: {
    as_of: 1_753_800_000,
    cash: { available: { usd: 4_200_00 } },
    current: { usd: 4_200_00 },
    type: 'cash',
  },
  balance_refresh: {
    last_attempted_at: 1_753_800_000,
    next_refresh_available_at: 1_753_886_400,
    status: 'succeeded',
  },
  category: 'cash',
  created: 1_753_799_000,
  display_name: 'Success',
  institution_name: 'StripeBank',
  last4: '6789',
  livemode: false,
  ownership: null,
  ownership_refresh: null,
  permissions: ['balances', 'payment_method'],
  status: 'active',
  subcategory: 'checking',
  subscriptions: [],
  supported_payment_method_types: ['link', 'us_bank_account'],
  transaction_refresh: null,
};

const session = {
  id: 'fcsess_1RqXyZ2eZvKYlo2CAbCdEfGh',
  object: 'financial_connections.session',
  account_holder: { customer: 'cus_SlG3fVqPq1aBcD', type: 'customer' },
  accounts: {
    object: 'list',
    data: [linkedAccount],
    has_more: false,
    total_count: 1,
    url: '/v1/financial_connections/accounts?session=fcsess_1RqXyZ2eZvKYlo2CAbCdEfGh',
  },
  client_secret: 'fcsess_client_secret_AbCdEf',
  filters: { account_subcategories: ['checking', 'savings'], country: null },
  livemode: false,
  permissions: ['balances', 'payment_method'],
  prefetch: ['balances'],
};

const event = {
  id: 'evt_1RqXyZ2eZvKYlo2CAbCdEfGh',
  object: 'event',
  api_version: '2025-12-15.clover',
  created: 1_753_800_001,
  data: { object: customer, previous_attributes: { name: null, metadata: { order: null } } },
  livemode: false,
  pending_webhooks: 1,
  request: { id: 'req_AbCdEf', idempotency_key: null },
  type: 'customer.updated',
};

const connectedAccount = {
  id: 'acct_1RqXyZ2eZvKYlo2C',
  object: 'account',
  charges_enabled: true,
  details_submitted: true,
  email: null,
  payouts_enabled: true,
  type: 'standard',
};

function listOf(...data: unknown[]) {
  return { object: 'list', data, has_more: false, url: '/v1/customers' };
}

function without(body: object, field: string) {
  return Object.fromEntries(Object.entries(body).filter(([key]) => key !== field));
}

describe('a body that conforms', () => {
  it.each([
    ['a customer', customer],
    ['a deleted customer', { id: 'cus_SlG3fVqPq1aBcD', object: 'customer', deleted: true }],
    ['a linked account', linkedAccount],
    ['a session', session],
    ['an event', event],
    [
      'an event about a linked account',
      { ...event, data: { object: linkedAccount }, type: 'financial_connections.account.created' },
    ],
    ['a list', listOf(customer, { ...customer, id: 'cus_2' })],
    [
      'a search result',
      {
        object: 'search_result',
        data: [customer],
        has_more: false,
        next_page: null,
        url: '/v1/customers/search',
      },
    ],
    ['an expanded customer', { ...linkedAccount, account_holder: { customer, type: 'customer' } }],
  ])('has no problems when it is %s', (_, body) => {
    expect(nonConformities(body)).toEqual([]);
  });

  it('has no problems in the preview either', () => {
    expect(nonConformities(linkedAccount, { preview: true })).toEqual([]);
    expect(nonConformities(event, { preview: true })).toEqual([]);
    const filters = { ...session.filters, countries: ['US'] };
    expect(nonConformities({ ...session, filters, status: 'pending' }, { preview: true })).toEqual([]);
  });

  it('has no problems when it is an error', () => {
    const error = {
      type: 'invalid_request_error',
      message: "No such customer: 'cus_nope'",
      code: 'resource_missing',
      param: 'id',
      doc_url: 'https://stripe.com/docs/error-codes/resource-missing',
    };
    expect(nonConformities({ error })).toEqual([]);
  });
});

describe('the fields of an object', () => {
  it('are missed when the SDK requires them', () => {
    expect(nonConformities(without(customer, 'livemode'))).toEqual([
      'customer.livemode: missing, and the SDK requires it',
    ]);
  });

  it('may be absent when the SDK says so, but not null', () => {
    expect(nonConformities(without(customer, 'currency'))).toEqual([]);
    expect(nonConformities({ ...linkedAccount, status_details: null })).toEqual([
      'financial_connections.account.status_details: null where the SDK says FinancialConnections.Account.StatusDetails',
    ]);
  });

  it('are refused when the SDK has none of that name', () => {
    expect(nonConformities({ ...customer, nickname: 'Jen' })).toEqual([
      "customer.nickname: the SDK's Customer has no such field",
    ]);
    expect(nonConformities({ id: 'cus_1', object: 'customer', deleted: true, name: 'Jenny' })).toEqual([
      "customer<deleted>.name: the SDK's DeletedCustomer has no such field",
    ]);
  });

  it('take only the members of an enum', () => {
    const refresh = { ...linkedAccount.balance_refresh, status: 'done' };
    expect(nonConformities({ ...linkedAccount, balance_refresh: refresh })).toEqual([
      "financial_connections.account.balance_refresh.status: 'done' is not one of failed, pending, succeeded",
    ]);
  });

  it('are null only where the SDK says so', () => {
    expect(nonConformities({ ...customer, balance: null })).toEqual([
      'customer.balance: null where the SDK says number',
    ]);
  });

  it('have the type that the SDK says', () => {
    expect(nonConformities({ ...customer, created: '1753800000', preferred_locales: 'en' })).toEqual([
      "customer.created: '1753800000' where the SDK says number",
      "customer.preferred_locales: 'en' where the SDK says null or array of string",
    ]);
    expect(nonConformities({ ...customer, metadata: { order: 6735 } })).toEqual([
      'customer.metadata.order: 6735 where the SDK says string',
    ]);
  });

  it('of the preview are required in the preview', () => {
    expect(nonConformities(session, { preview: true })).toEqual([
      'financial_connections.session.filters.countries: missing, and the SDK requires it',
    ]);
  });

  it('of the preview are known only to the preview', () => {
    const subscribed = { ...linkedAccount, subscriptions: ['inferred_balances'] };
    expect(nonConformities(subscribed, { preview: true })).toEqual([]);
    expect(nonConformities(subscribed)).toEqual([
      "financial_connections.account.subscriptions[0]: 'inferred_balances' is not 'transactions'",
    ]);
  });
});

describe('an object within another', () => {
  it('is checked in a list', () => {
    expect(nonConformities(listOf(customer, { ...customer, tax_exempt: 'maybe' }))).toEqual([
      "list.data[1](customer).tax_exempt: 'maybe' is not one of exempt, none, reverse",
    ]);
  });

  it('is checked in the list of another object', () => {
    const accounts = { ...session.accounts, data: [without(linkedAccount, 'status')] };
    expect(nonConformities({ ...session, accounts })).toEqual([
      'financial_connections.session.accounts.data[0](financial_connections.account).status: missing, and the SDK requires it',
    ]);
  });

  it('is checked where it is expanded', () => {
    const account_holder = { customer: { ...customer, email: 1 }, type: 'customer' };
    expect(nonConformities({ ...linkedAccount, account_holder })).toEqual([
      'financial_connections.account.account_holder.customer(customer).email: 1 where the SDK says null or string',
    ]);
  });

  it('is the one that the SDK says', () => {
    const account_holder = { customer: linkedAccount, type: 'customer' };
    expect(nonConformities({ ...session, account_holder })).toEqual([
      'financial_connections.session.account_holder.customer: financial_connections.account where the SDK says string or customer',
    ]);
  });

  it('is the connected account where the SDK mistakes it for the linked one', () => {
    expect(
      nonConformities({ ...linkedAccount, account_holder: { account: connectedAccount, type: 'account' } }),
    ).toEqual([]);
    expect(
      nonConformities({ ...linkedAccount, account_holder: { account: linkedAccount, type: 'account' } }),
    ).toEqual([
      'financial_connections.account.account_holder.account: financial_connections.account where the SDK says string or account',
    ]);
  });
});

describe('an event', () => {
  it('carries the object that its type says', () => {
    expect(nonConformities({ ...event, data: { object: linkedAccount } })).toEqual([
      'event<customer.updated>.data.object: financial_connections.account where the SDK says customer',
    ]);
  });

  it('carries a whole object', () => {
    expect(nonConformities({ ...event, data: { object: without(customer, 'metadata') } })).toEqual([
      'event<customer.updated>.data.object(customer).metadata: missing, and the SDK requires it',
    ]);
  });

  it('carries previous attributes that its object has', () => {
    const previous_attributes = { invoice_settings: { footer: null, header: null } };
    expect(nonConformities({ ...event, data: { object: customer, previous_attributes } })).toEqual([
      "event<customer.updated>.data.previous_attributes.invoice_settings.header: the SDK's Customer.InvoiceSettings has no such field",
    ]);
  });

  it('has a type that the SDK knows', () => {
    expect(nonConformities({ ...event, type: 'customer.renamed' })).toEqual([
      'body: the SDK has no event<customer.renamed>',
    ]);
  });
});

describe('an error', () => {
  it('has one of the documented types and fields', () => {
    expect(nonConformities({ error: { type: 'teapot_error', message: 'No.', hint: 'Tea.' } })).toEqual([
      "error.type: 'teapot_error' is not one of api_error, card_error, idempotency_error, invalid_request_error",
      "error.hint: the SDK's error has no such field",
    ]);
  });

  it('is alone in its envelope', () => {
    expect(nonConformities({ error: { type: 'api_error', message: 'Oh.' }, status: 500 })).toEqual([
      'body: the envelope of an error has no status',
    ]);
  });
});

describe('a body that is no API object', () => {
  it.each([
    [{ object: 'unicorn', id: 'uni_1' }, 'body: the SDK has no unicorn'],
    [{ id: 'cus_1' }, 'body: a hash is not an API object'],
    ['ok', "body: 'ok' is not an API object"],
    [null, 'body: null is not an API object'],
  ])('is a problem: %j', (body, problem) => {
    expect(nonConformities(body)).toEqual([problem]);
  });
});
