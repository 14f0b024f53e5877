import type { Provenance } from '../src/core/errors.ts';
import { RULES_OF_DOORS } from './fidelity-doors.ts';

/** A rule of behaviour, where it comes from, and what switches it. */
export interface Rule {
  readonly rule: string;
  readonly provenance: Provenance;
  readonly source: string;
  readonly switch?: string;
}

/** What has no sentence of its own in the catalogue. */
export const RULES: Readonly<Record<string, readonly Rule[]>> = {
  Refreshes: [
    {
      rule: 'null → pending → succeeded or failed; a refresh answers the account, pending, with next_refresh_available_at null',
      provenance: 'documented',
      source: 'docs: financial-connections/balances',
    },
    {
      rule: 'The event refreshed_* is sent for failures, too',
      provenance: 'documented',
      source: 'docs: financial-connections/balances',
    },
    {
      rule: 'last_attempted_at is the time at which the refresh was initiated',
      provenance: 'documented',
      source: 'stripe-node types: FinancialConnections.Account.BalanceRefresh.last_attempted_at',
    },
    {
      rule: 'next_refresh_available_at is set on completion; null while pending and on accounts that are not active',
      provenance: 'documented',
      source: 'docs: financial-connections/balances; for disconnected accounts assumed',
    },
    {
      rule: 'At next_refresh_available_at a refresh starts, a second before it does not',
      provenance: 'documented',
      source: 'docs: financial-connections/balances ("the current time is less than")',
    },
    {
      rule: 'A refresh takes 1 s, and the next is allowed 1 s after it started',
      provenance: 'assumed',
      source: 'the figures of docs: financial-connections/balances',
      switch:
        'refresh.*.delayMs, refresh.*.nextRefreshAfterMs; --refresh-delay, --next-refresh-after; refresh[*][delay], refresh[*][next_refresh_after]; Emulator-Refresh',
    },
    {
      rule: 'A refresh that fails leaves the earlier balance',
      provenance: 'assumed',
      source: 'docs: financial-connections/webhooks says so of inactive accounts',
    },
    {
      rule: 'Each feature is considered alone; what refuses one refuses the call',
      provenance: 'assumed',
      source: 'no source: a request happens entirely or not at all here',
    },
    {
      rule: 'balance.as_of is the completion’s second, and always later than the one before',
      provenance: 'assumed',
      source: 'programs wait for it to become newer, in whole seconds',
      switch: 'holdings.balance.as_of',
    },
    {
      rule: 'A refresh under way while its account is disconnected fails',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'A prefetch is pending in account.created already',
      provenance: 'assumed',
      source: 'docs: financial-connections/balances ("as soon as your user connects")',
    },
    {
      rule: 'Nothing is prefetched on an account that is inactive when it is linked',
      provenance: 'assumed',
      source: 'refreshes of inactive accounts are refused',
    },
  ],
  Ownership: [
    {
      rule: 'Each successful refresh makes a new ownership with new owners; earlier ones stay listable, and a refresh that fails leaves the account with the one it had',
      provenance: 'assumed',
      source:
        'stripe-node types: AccountOwnership is "a snapshot of the owners of an account at a particular point in time"',
    },
    {
      rule: 'created of an ownership and refreshed_at of its owners are the last_attempted_at of the refresh',
      provenance: 'documented',
      source: 'docs: financial-connections/ownership, its sample',
    },
    {
      rule: 'The url of a list of owners has the query string; ownership is an id unless it is expanded, and in events always',
      provenance: 'documented',
      source: 'docs: financial-connections/ownership, its sample; api/expanding_objects',
    },
    {
      rule: 'Owners are listed in the order of the bank; an expanded ownership shows ten of them, with total_count',
      provenance: 'assumed',
      source: 'recordings of other lists within objects',
    },
    {
      rule: 'An ownership of another account is refused as one that there is not: 400, param ownership',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'Owners that were collected stay readable when the account is inactive or disconnected',
      provenance: 'assumed',
      source:
        'docs: financial-connections/webhooks for inactive accounts; financial-connections/disconnections ("you can access previously refreshed account data"), which financial-connections/balances contradicts',
    },
    {
      rule: 'Who owns an account that nobody has spoken of: Jenny Rosen',
      provenance: 'documented',
      source:
        'docs: financial-connections/ownership, its sample; the states of Ownership Accounts are our own',
      switch: 'holdings[owners], fixtures.accounts.*.owners',
    },
  ],
  Subscriptions: [
    {
      rule: 'Subscribing starts a refresh of transactions at once, which the answer shows pending',
      provenance: 'documented',
      source: 'docs: financial-connections/transactions',
    },
    {
      rule: 'Where no refresh may start, subscribing answers 200 all the same, with the subscription and without a refresh; subscribing twice, and unsubscribing what is not subscribed, change nothing',
      provenance: 'assumed',
      source: 'no source shows a refusal',
    },
    {
      rule: 'While subscribed, an account is refreshed 24 hours after its last refresh of transactions was initiated, by itself or by request',
      provenance: 'assumed',
      source:
        'docs: financial-connections/transactions ("Stripe initiates a new refresh every day"); no hour is told',
    },
    {
      rule: 'A day on which the account is inactive, or a refresh pending or not available, passes without one; then it goes on with the next day',
      provenance: 'assumed',
      source:
        'stripe-node types: accounts.subscribe ("When the account status is active, data is typically refreshed once a day")',
    },
    {
      rule: 'Deactivation leaves subscriptions as they are; disconnecting empties them',
      provenance: 'assumed',
      source: 'docs: api/financial_connections/accounts/disconnect, its sample',
    },
    {
      rule: 'Unsubscribing does not end a refresh that is under way',
      provenance: 'assumed',
      source: 'no source',
    },
  ],
  'Accounts and sessions': [
    {
      rule: 'One account.created for each linked account; none for an abandoned session',
      provenance: 'documented',
      source: 'docs: financial-connections/webhooks; the second inferred',
    },
    {
      rule: 'Each collection makes a new account, of a bank account that is linked already, too',
      provenance: 'assumed',
      source:
        'no source; docs: financial-connections/other-data-powered-products ("you can expand data permissions only by creating a new Financial Connections Session")',
    },
    {
      rule: 'Relinked is the newest inactive account of the same holder, institution and test account; one that is inactive by design or cannot be repaired, or was disconnected, is not: a new one is made',
      provenance: 'assumed',
      source: 'docs: financial-connections/webhooks; financial-connections/testing ("relinking reactivates")',
      switch: '`relink`',
    },
    {
      rule: 'A relink sends account.reactivated and no account.created; the prefetches of the session run, refreshes that are under way go on, and without the permission payment_method its numbers go, with account_numbers_updated, and PaymentMethods of a tokenized one are blocked; the transactions and subscriptions that linkAccount is given are its own from then on',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'bank_account_token is there when one account with usable numbers, and the permission payment_method, was collected; its bank account is new, client_ip null; it belongs to whoever created the session',
      provenance: 'assumed',
      source:
        'stripe-node types: FinancialConnections.Session; docs: js/financial_connections/collect_bank_account_token',
    },
    {
      rule: 'A session in which numbers are typed in (manual_entry mode automatic, or a version before endive without a mode) has their token and no account, and sends no event',
      provenance: 'assumed',
      source:
        'docs: financial-connections/ach-direct-debit-payments: a bank account that was typed in is no account of Financial Connections',
    },
    {
      rule: 'All test institutions are in the US: a session with another filters[country] has none to pick',
      provenance: 'assumed',
      source: 'docs: financial-connections/testing lists them',
    },
    {
      rule: 'Previews: a session is pending until it has succeeded, failed (the bank is down) or is cancelled (other; custom_manual_entry where manual_entry[mode] is custom), and session.updated tells so, without the client_secret, of sessions that were created under a preview',
      provenance: 'assumed',
      source: 'stripe-node 22.7.0-beta.1 types: FinancialConnections.Session',
    },
    {
      rule: 'Previews: relink_result has no_authorization at another institution, no_account when the account that was asked for is not among those picked, other when the session was not finished; accounts that are picked besides are linked as new ones',
      provenance: 'assumed',
      source: 'stripe-node 22.7.0-beta.1 types: Session.RelinkResult; the pairs inferred from the names',
    },
    {
      rule: 'Previews: a session with ui_mode hosted may be without the parameter hosted, unless it relinks',
      provenance: 'assumed',
      source:
        'stripe-node 22.7.0-beta.1 types: hosted is "required if ui_mode is hosted", and both words of its delivery_method "can only be used if relink_options is provided", so that without it a form cannot say it',
    },
    {
      rule: 'Previews: a hosted session has its url for 24 hours, and is then cancelled; other sessions do not expire by themselves',
      provenance: 'assumed',
      source: 'Stripe publishes no lifetime of a session, nor the host of its page',
    },
    {
      rule: 'Names and last4 of the test accounts',
      provenance: 'recorded',
      source:
        'test suites of flexile, opencollective-frontend, woocommerce-gateway-stripe and Stripe’s mobile SDKs; some last4 assumed',
      switch: 'fixtures',
    },
    {
      rule: 'Failure and Account closes after linking are inactive in the completed session already, with balance null',
      provenance: 'recorded',
      source: 'test mode, 2024-06, under the name Account Closed; a public application',
      switch: 'fixtures, deactivates_after',
    },
    {
      rule: 'Account closes after linking sends account.created, active, and account.deactivated at once; Failure sends account.created, inactive',
      provenance: 'assumed',
      source: 'the names of the accounts',
    },
    {
      rule: 'supported_payment_method_types of a checking account are us_bank_account and link, of a savings account us_bank_account, of others none',
      provenance: 'recorded',
      source:
        'live, 2022-02; the checking account in test mode as well, 2024-06; other than credit cards assumed',
      switch: 'supported_payment_method_types of linkAccount and objects',
    },
    {
      rule: 'Balances of the test accounts',
      provenance: 'assumed',
      source: 'Stripe publishes none; fixtures/test-accounts.json',
      switch: 'fixtures',
    },
    {
      rule: 'Transactions of the test accounts; personas and their lives: amounts are negative when money goes out, a pending transaction keeps its id when it posts, and one in ten is void and posts as another',
      provenance: 'assumed',
      source:
        'Stripe publishes none; public programs read the sign so; fixtures/transactions.json, fixtures/personas.json',
      switch: 'fixtures',
    },
    {
      rule: 'Disconnecting twice answers the account and sends one event',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'A disconnected account cannot be reactivated',
      provenance: 'documented',
      source: 'docs: financial-connections/webhooks',
    },
    {
      rule: 'status_details.active is there while a deactivation is expected, and gone once the account is inactive',
      provenance: 'assumed',
      source: 'inferred from stripe-node types: "when applicable"',
      switch: 'status_details of updateAccount',
    },
    {
      rule: 'expected_deactivation_date_updated when the date is set, moved or cleared; upcoming_deactivation 30 days before, at once if it is nearer; deactivated at the date; the first two of the authorization, too',
      provenance: 'documented',
      source: 'changelog 2026-07-29.dahlia; api/events/types; at once and cleared inferred',
      switch: 'status_details of updateAccount',
    },
    {
      rule: 'account_numbers_updated, supported_payment_method_types_updated and expected_deactivation_date_updated have previous_attributes: what changed, as it was',
      provenance: 'assumed',
      source: 'the names of the events',
    },
    {
      rule: 'An account that becomes inactive without a cause does so by access_denied; account_closed and account_unavailable cannot be repaired by another login, the other causes can',
      provenance: 'assumed',
      source: 'docs: financial-connections/relink has the words; which cause has which action is inferred',
      switch: 'inactive of updateAccount; inactive_cause of fixtures',
    },
    {
      rule: 'An authorization is of one account holder and one institution, and a second login has the same; it is inactive when all accounts that a login repairs are inactive, and as good as inactive when all are disconnected',
      provenance: 'assumed',
      source: 'stripe-node types: FinancialConnections.Authorization ("the set of credentials")',
    },
    {
      rule: 'Events tell of an authorization once, with the first of its accounts to end',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'After another login: account.reactivated, then account_numbers_updated with another number where it was tokenized or had ended, then what the institution foretells; earlier numbers stay listed',
      provenance: 'assumed',
      source:
        'docs: financial-connections/tokenized-account-numbers; changelog 2026-01-28.clover; the order inferred',
      switch: 'reconnectAccount',
    },
    {
      rule: 'Immediately Requires Reauthentication expects deactivation in 1 day after each login; Inactive Accounts do not break again',
      provenance: 'documented',
      source: 'docs: financial-connections/testing; the second assumed',
      switch: 'fixtures, deactivates_after_relink',
    },
    {
      rule: 'upcoming_account_number_expiry 30 days before expected_expiry_date, then the number is expired, with account_numbers_updated',
      provenance: 'documented',
      source: 'docs: financial-connections/tokenized-account-numbers',
      switch: 'account_numbers of updateAccount',
    },
    {
      rule: 'A PaymentMethod of a tokenized number that has ended is blocked, and so are its mandates; other PaymentMethods of the bank account are not',
      provenance: 'documented',
      source:
        'docs: financial-connections/tokenized-account-numbers; mandates, and that others are not, assumed',
    },
    {
      rule: 'No PaymentMethod is made of an account whose numbers are pending or have ended',
      provenance: 'documented',
      source: 'changelog 2025-09-30.clover; of inactive accounts with a number it is',
    },
    { rule: 'Deleting a customer leaves its accounts', provenance: 'assumed', source: 'no source' },
    {
      rule: 'A session whose customer was deleted meanwhile cannot be completed',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'account_holder[account] must look like acct_…; others are missing',
      provenance: 'assumed',
      source: 'form of the complaint about customers',
    },
    {
      rule: 'account_numbers tells of one transactable number when payment_method was granted',
      provenance: 'assumed',
      source: 'inferred from docs: financial-connections/fundamentals',
    },
    {
      rule: 'A list of accounts without a filter lists all',
      provenance: 'assumed',
      source: 'stripe-node types: every filter is optional',
    },
    {
      rule: 'A session that has ended is refused by the control surface, which names its state',
      provenance: 'assumed',
      source: 'Stripe publishes no lifetime of a session',
    },
  ],
  Payments: [
    {
      rule: 'A verified bank account goes through processing, never directly to succeeded',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit',
    },
    {
      rule: 'A payment settles 1 s after it was confirmed',
      provenance: 'assumed',
      source: 'docs: payments/ach-direct-debit/accept-a-payment ("instantly" in test mode)',
      switch: 'payments.settlementDelayMs',
    },
    {
      rule: 'charge.pending, payment_intent.processing, then charge.succeeded, payment_intent.succeeded; with assume.usedMandate inactive mandate.updated of a mandate for this payment alone',
      provenance: 'documented',
      source: 'docs: api/events/types; the order assumed',
    },
    {
      rule: 'payment_method_types is taken from programs that name no API version, and refused from endive on',
      provenance: 'documented',
      source: 'changelog 2026-09-30.endive; docs: financial-connections/balances sends it without a version',
    },
    {
      rule: 'A PaymentIntent whose customer was deleted meanwhile cannot be confirmed',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'A PaymentMethod with a multi_use mandate is debited by that one, also by a call that brings an acceptance; a SetupIntent’s acceptance makes a new one',
      provenance: 'recorded',
      source: 'charges of payments without an acceptance; of those with one assumed',
    },
    {
      rule: 'A single_use mandate that a call names pays any amount, once',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'A publishable key with a client_secret is shown the whole intent but for status_details.blocked, and what it expands',
      provenance: 'assumed',
      source:
        'docs: api/payment_intents/retrieve says "only a subset of properties"; which is not told in one place',
    },
    {
      rule: 'While a payment is processing or over, what says how it goes cannot be updated: amount, currency, customer, payment method, types, options, capture_method, setup_future_usage',
      provenance: 'recorded',
      source: 'amount; the others assumed',
    },
    {
      rule: 'What an intent was changed to while it waited for microdeposits is held against what can be debited when they are verified',
      provenance: 'assumed',
      source: 'the conditions of its confirmation',
    },
    {
      rule: 'An invoice is paid by its default payment method, its default source, those of its subscription, those of its customer, in this order; what is only attached pays nothing',
      provenance: 'documented',
      source: 'docs: billing/revenue-recovery/smart-retries; stripe-node types: Subscription',
    },
    {
      rule: 'A source that pays an invoice needs no mandate that stands: its customer’s consent is written down with the payment, as an offline acceptance, until a mandate for it ends; as a payment method by default it needs one',
      provenance: 'assumed',
      source:
        'docs: payments/ach-direct-debit/migrating-from-charges (such payments of invoices are of old, and a mandate is what the change to payment methods needs)',
    },
    {
      rule: 'An invoice that would be paid by a source that is not verified fails, and is open',
      provenance: 'assumed',
      source: 'docs: ach-deprecated, of charges',
    },
    {
      rule: 'A subscription that is incomplete is refused other items; whatever else can be updated is taken, default_payment_method among it',
      provenance: 'assumed',
      source:
        'stripe-node types ("can only have metadata and default_source updated"), docs without a sentence of refusal; programs that pay later give it a payment method',
    },
    {
      rule: 'The subscription of a Checkout Session is billed as one that the version of its creation makes: classic before 2025-09-30.clover, unless subscription_data[billing_mode] says otherwise; prices that a classic one cannot have together are refused by the session',
      provenance: 'assumed',
      source: 'changelog 2025-09-30.clover, of subscriptions; the refusal is that of POST /v1/subscriptions',
    },
    {
      rule: 'An item of another interval that is added to a flexible subscription, or switched to while others stay, has a period of its own to the end of one on the anchor’s calendar, and costs what is left of that; the others and the anchor stay',
      provenance: 'assumed',
      source: 'docs: billing/subscriptions/mixed-interval, which does not tell of it',
    },
    {
      rule: 'Credits of flexible subscriptions are reckoned as those of classic ones, from the price and the quantity of now; Stripe’s are of what was debited',
      provenance: 'assumed',
      source: 'docs: billing/subscriptions/billing-mode/compare says otherwise; not emulated',
    },
    {
      rule: 'The hour of a renewal’s draft is one hour, whatever its webhooks answer; Stripe waits for them up to 72 hours',
      provenance: 'assumed',
      source: 'docs: billing/subscriptions/webhooks says otherwise; not emulated',
      switch: 'billing.finalizeDelayMs',
    },
    {
      rule: 'A subscription that is past_due stays so when its latest invoice is voided',
      provenance: 'assumed',
      source: 'no source; docs: billing/subscriptions/overview tell of its payment',
    },
    {
      rule: 'automatic_tax is shown as it was asked for, by subscriptions, invoices, previews and Checkout Sessions, and by the invoices of the two others; liability null unless it was said, status and provider null, because nothing is computed',
      provenance: 'assumed',
      source: 'stripe-node types: AutomaticTax of Invoice, Subscription and Checkout.Session',
    },
    {
      rule: 'billing_cycle_anchor of an update and of a resumption is taken as a hash with a type, endive’s form, and as the word of earlier versions, in every version',
      provenance: 'assumed',
      source: 'changelog 2026-09-30.endive, which tells of the hash and not of what becomes of the word',
    },
    {
      rule: 'A custom account is created without capabilities',
      provenance: 'assumed',
      source:
        'docs: api/accounts/create requires them ("Required when controller.stripe_dashboard.type is none"); the sentence of the refusal was not seen',
    },
    {
      rule: 'A list of customers by a test_clock is empty, no error',
      provenance: 'assumed',
      source: 'there are no test clocks (docs/decisions/018-no-test-clocks.md)',
    },
    {
      rule: 'A detached PaymentMethod stays the default of its customer and of subscriptions, with no event of theirs; payments with it are refused',
      provenance: 'assumed',
      source: 'dj-stripe issue 1836, of customers, as seen with versions of 2020 and 2023',
    },
    {
      rule: 'A subscription that is to end, by cancel_at or cancel_at_period_end, tells at once in canceled_at when that was said, and that it was requested, at its creation as at an update',
      provenance: 'recorded',
      source: 'cancel_at_period_end of an update; for cancel_at, and for creation, assumed',
    },
    {
      rule: 'Deleting a customer cancels their subscriptions at once',
      provenance: 'documented',
      source: 'docs: api/customers/delete',
    },
    {
      rule: 'Drafts and waiting invoice items of a customer who is deleted stay; a draft that advances is finalized, and its payment fails',
      provenance: 'assumed',
      source: 'stripe-node types: Invoice.customer and InvoiceItem.customer may be of a deleted customer',
    },
    {
      rule: 'A single_use mandate that was paid with is refused as if there were none',
      provenance: 'assumed',
      source: 'meaning of single_use',
      switch: 'assume.usedMandate for its status',
    },
    {
      rule: 'capture_method of an intent that does not name it: automatic when a version before 2024-04-10 creates it, automatic_async since; whoever reads it',
      provenance: 'recorded',
      source: 'recordings of 2024-12 to 2026-05; changelog 2024-04-10',
    },
    {
      rule: 'An intent without payment_method_types and automatic_payment_methods takes cards when a version before 2023-08-16 creates it, and what the account has switched on since',
      provenance: 'recorded',
      source: 'recordings of 2020-08-27, clover and dahlia; changelog 2023-08-16',
    },
    {
      rule: 'allow_redirects is shown whatever version creates the intent, `always` unless it was given',
      provenance: 'assumed',
      source: 'a field shows under every version from its day on; an intent of 2022-12 had it not yet',
    },
    {
      rule: 'Dynamic types show financial_connections, of an account that asks for nothing more with permissions payment_method, and a payment_method_configuration_details; named ones neither',
      provenance: 'recorded',
      source:
        'PaymentIntents of 2025-11 and 2025-12; that allowed_payment_method_types counts as dynamic assumed',
    },
    {
      rule: 'The financial_connections of dynamic types show the permissions that the Dashboard asks for, and linked accounts get them, unless a call names others; one that changes them later changes no intent that there is',
      provenance: 'assumed',
      source:
        'docs: financial-connections/balances ("When using dynamic payment methods … you can also configure requested permissions in the Dashboard"); where they are shown inferred: only dynamic types show the hash',
    },
    {
      rule: 'Every account, a connected one too, has a default PaymentMethodConfiguration of its own, of a fixed id and without a parent, whose card, link and us_bank_account are on',
      provenance: 'assumed',
      source:
        'stripe-node types: is_default ("used whenever a payment method configuration is not specified"); at Stripe a new account has us_bank_account off (Stripe’s fixtures)',
    },
    {
      rule: 'Of a connected account that is paid directly, or on whose behalf a payment, a setup, a Checkout Session or an invoice is made, the child of the configuration counts that is named or is the default one; an account without such a child has its own default if that was changed, and else the platform’s counts',
      provenance: 'documented',
      source:
        'docs: api/payment_method_configurations ("you can specify a parent ID at payment time"); what counts without a child is assumed, since Stripe makes one by itself',
    },
    {
      rule: 'Dynamic types are what the configuration has on, card first and then by the alphabet, without what does not take the currency, and without debits where capture_method is manual',
      provenance: 'recorded',
      source: 'PaymentIntents of clover and dahlia, automatic and manual, of one account',
    },
    {
      rule: 'allowed_payment_method_types leave out what the default configuration has off, and what only terminals take; what it does not have is held to be on',
      provenance: 'assumed',
      source: 'changelog 2026-07-29.dahlia ("silently filters out incompatible methods")',
    },
    {
      rule: 'What leaves nothing to pay with is refused as “No valid payment method types”, by PaymentIntents, SetupIntents and Checkout: a configuration that is off, what is allowed or excluded, the currency, the capture, in versions of before dynamic types, too',
      provenance: 'assumed',
      source:
        'recorded of PaymentIntents, Checkout Sessions and payment links whose account has nothing on; that what was left out for another reason reads the same is inferred',
    },
    {
      rule: 'PaymentIntents of invoices, and SetupIntents of subscriptions, ask for what the Dashboard does where payment_settings name neither types nor permissions, and do not show it',
      provenance: 'assumed',
      source:
        'docs: financial-connections/balances; that they show no financial_connections is recorded (dahlia), that the account’s own choice of types counts as dynamic inferred',
    },
    {
      rule: 'A configuration that is changed changes no intent that there is, until a call changes what its types follow from',
      provenance: 'assumed',
      source: 'payment_method_types are stored with an intent',
    },
    {
      rule: 'A preference of none shows what the parent of the configuration says; of one without a parent card, link and us_bank_account are on, and others off',
      provenance: 'assumed',
      source: 'stripe-node types: PaymentMethodConfiguration ("the parent configuration’s default is used")',
    },
    {
      rule: 'Every capability is active: a payment method is available if it is on, and an inactive configuration can still be named',
      provenance: 'assumed',
      source: 'stripe-node types: available, active ("can be used for new payments"); no refusal was seen',
    },
    {
      rule: 'payment_method_types may name each type of Stripe’s that takes the currency, and are shown as they were sent, twice if sent twice',
      provenance: 'assumed',
      source: 'which types an account has activated is not emulated',
    },
    {
      rule: 'preferred_settlement_speed is taken under every version, and kept when a version before 2026-03-25.dahlia sends it',
      provenance: 'assumed',
      source: 'stripe-node types until 20; no changelog tells',
    },
    {
      rule: 'A PaymentMethod without a customer is used up by the payment that is confirmed with it, not by an intent that names it',
      provenance: 'recorded',
      source: 'the sentence of its second use, 2023-12; the moment assumed',
    },
    {
      rule: 'Confirmation wants a payment method of an accepted type, belonging to the intent’s customer or to nobody, and not used up',
      provenance: 'recorded',
      source: 'sentences of public projects',
    },
    {
      rule: 'Confirmation wants a return_url when automatic_payment_methods allows redirects, unless off_session is given; also for us_bank_account, decided by the intent and not by the version that confirms it',
      provenance: 'recorded',
      source:
        'many public projects, for us_bank_account one of 2026-08; changelog 2023-08-16; that the intent decides assumed',
    },
    {
      rule: 'Confirmation refuses error_on_requires_action for automatic_payment_methods, since 2023-08-16',
      provenance: 'documented',
      source: 'changelog 2023-08-16',
    },
    {
      rule: 'Confirmation refuses off_session beside setup_future_usage, and a publishable key for confirmation_method manual',
      provenance: 'recorded',
      source: 'public projects',
    },
    {
      rule: 'Confirmation refuses capture_method manual for us_bank_account, when it is confirmed and not when it is created',
      provenance: 'recorded',
      source: 'public projects; the moment assumed',
    },
    {
      rule: 'Confirmation wants a mandate: one that is named, an active multi_use one of the payment method, or mandate_data; online acceptance wants ip_address and user_agent, unless infer_from_client',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit/accept-a-payment; stripe-node types',
    },
    {
      rule: 'The conditions of a confirmation are looked at in this order: state, payment method, customer, return_url, off_session, capture_method, amount, mandate',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'Not looked at: that with a publishable key setup_future_usage may only become off_session, that a statement descriptor has at least 5 characters and no special ones',
      provenance: 'documented',
      source: 'stripe-node types; docs: get-started/account/statement-descriptors; no refusal was seen',
    },
    {
      rule: 'return_url, off_session, mandate, mandate_data and error_on_requires_action are refused at creation without confirm; false asks for nothing',
      provenance: 'recorded',
      source: 'public projects, for three of them; stripe-node types for all',
    },
    {
      rule: 'A return_url is shown nowhere: bank debits have no redirect_to_url',
      provenance: 'documented',
      source: 'stripe-node types: PaymentIntent.NextAction.RedirectToUrl',
    },
    {
      rule: 'A SetupIntent offers what a PaymentIntent of the same version would, whatever the currency; its options of cards have no installments',
      provenance: 'recorded',
      source: 'cards, 2026-09; that the account’s choice is the same assumed; changelog 2023-08-16',
    },
    {
      rule: 'usage is honoured, and unknown words are refused, before 2026-03-25.dahlia; since then any word is taken and off_session answered, with an Emulator-Note',
      provenance: 'recorded',
      source: 'cards, at 2026-08-26.dahlia; in which version it began assumed',
    },
    {
      rule: 'Confirming a SetupIntent ends it with a bank account that is verified, and asks for microdeposits with one that is not; how payments from that account would end is not looked at',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit/set-up-payment; for the other test numbers assumed',
    },
    {
      rule: 'It takes the payment method of the call or its own, never the customer’s default one; that it has none is said before its status is looked at',
      provenance: 'recorded',
      source: 'cards, 2026-09',
    },
    {
      rule: 'Its payment method is attached to the customer when it has succeeded, and not before: payment_method.attached, then setup_intent.succeeded',
      provenance: 'recorded',
      source: 'recordings of bank accounts; the order of cards, 2026-09',
    },
    {
      rule: 'Its mandate is there from the confirmation that carries the acceptance: pending while it asks for microdeposits, then active, with mandate.updated; inactive when it fails. With single_use it stands in single_use_mandate. A standing multi_use mandate of the payment method takes the place of an acceptance',
      provenance: 'assumed',
      source: 'docs: api/mandates; that it is there is recorded',
    },
    {
      rule: 'Each confirmation of a SetupIntent makes an attempt, with the customer and usage of that moment; microdeposits continue it. It is abandoned when the intent is canceled, gets another payment method or is confirmed again',
      provenance: 'documented',
      source: 'docs: api/setup_attempts; when it is abandoned assumed',
    },
    {
      rule: 'A blocked bank account fails a SetupIntent at its confirmation: 402 bank_account_unusable, with the intent, which asks for another payment method, and the failed attempt',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit/blocked-bank-accounts; that no mandate is made assumed',
    },
    {
      rule: 'last_setup_error and setup_error have the refusal with its doc_url and the whole payment method, and no payment_method_type',
      provenance: 'recorded',
      source: 'cards, 2026-09',
    },
    {
      rule: 'A SetupIntent that has succeeded takes another customer, description or metadata; its payment method and its options are locked',
      provenance: 'recorded',
      source: 'cards, 2026-09; for the options, and for canceled ones, assumed',
    },
    {
      rule: 'payment_method= at an update takes the payment method away: requires_payment_method',
      provenance: 'documented',
      source: 'stripe-node types: SetupIntentUpdateParams.payment_method',
    },
    { rule: 'Bank debits are charges with py_ ids', provenance: 'recorded', source: 'a public recording' },
    {
      rule: 'A charge has destination, dispute and order in every version, null but for the dispute of one that is disputed',
      provenance: 'recorded',
      source: 'public recordings of 2025-11 (clover) to 2026-03 (dahlia); the SDK’s types have lost them',
    },
    {
      rule: 'A charge has no balance transaction while it is pending, and none if it never succeeds',
      provenance: 'recorded',
      source: 'public recordings of py_ charges; of those that fail, of charges by card',
    },
    {
      rule: 'The balance transaction of a payment is of type payment in the category charge',
      provenance: 'recorded',
      source: 'public recordings, 108 of py_ charges',
    },
    {
      rule: 'It is available at once, available_on the second in which the payment has succeeded',
      provenance: 'documented',
      source:
        'docs: payments/ach-direct-debit/accept-a-payment ("settle instantly" in test mode); the second assumed',
      switch: 'objects: balance_transactions[].available_on',
    },
    {
      rule: 'The fee is 0.8 %, at most 5.00 USD, half cents rounded up; application fees are not taken',
      provenance: 'documented',
      source: 'stripe.com/pricing; the rounding assumed',
      switch: 'objects: balance_transactions[].fee',
    },
    {
      rule: 'A list of balance transactions by a payout, source, type or currency that there is not is empty, no error',
      provenance: 'recorded',
      source: 'public notes of a sandbox under 2026-08-26.dahlia; of currency assumed',
    },
  ],
  Microdeposits: [
    {
      rule: 'A bank account that was typed in is verified by microdeposits: its intent waits in requires_action, and a payment has no charge until then',
      provenance: 'recorded',
      source: 'public recordings of SetupIntents and PaymentIntents; that there is no charge inferred',
    },
    {
      rule: 'arrival_date is 00:00 in Los Angeles of the next business day; a weekend counts as the Monday after it',
      provenance: 'recorded',
      source: 'four public recordings of 2022 to 2024, summer and winter',
    },
    {
      rule: 'Bank holidays count as business days',
      provenance: 'assumed',
      source: 'none of the recordings is of the day before one',
    },
    {
      rule: 'Time in Los Angeles follows the rule in force since 2007, in whatever year the sandbox is',
      provenance: 'assumed',
      source: 'Energy Policy Act of 2005',
    },
    {
      rule: 'They can be verified at once; that they have arrived is shown nowhere, and sends no event',
      provenance: 'assumed',
      source: 'docs: payments/ach-direct-debit has test values that need no wait',
      switch: 'assume.microdepositArrival',
    },
    {
      rule: '32 and 45, or SM11AA, verify; 10 and 11, or SM33CC, exceed the attempts; 40 and 41, or SM44DD, time out, and the call answers so',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit, section on testing; the answer to a time-out assumed',
    },
    {
      rule: 'All else is a mismatch, which counts: 10 with codes, 3 with amounts, each counted by itself; the last one exceeds the attempts',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit for the numbers; that they are counted apart assumed',
    },
    {
      rule: 'The two amounts may be given in either order; a code is compared as it is, with its case and blanks',
      provenance: 'assumed',
      source:
        'no source: a statement has no order, and a program that sends a code otherwise should hear of it here',
    },
    {
      rule: 'What is no attempt is not counted: neither, both, or not two amounts; these are refused before the state of the intent is looked at only where neither or both are given',
      provenance: 'assumed',
      source: 'codes: docs: error-codes',
    },
    {
      rule: 'They expire 864,000 s after the confirmation',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit ("within the required 10 day period"); the moment assumed',
    },
    {
      rule: 'They do not reach 000666666661, whose token alone is not verified: the intent fails after the delay of a settlement, or when somebody verifies it before',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit; the moment and the token assumed',
      switch: 'assume.microdepositFailure; payments.settlementDelayMs',
    },
    {
      rule: 'When they fail, the intent asks for another payment method, with the last one whole in its error; the bank account may be tried again, which Stripe may block',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit; that it is not blocked assumed',
    },
    {
      rule: 'The mandate is pending while they are underway, active when they are verified, inactive when they fail, each with mandate.updated; one of an intent that is canceled, or goes on with another account, stays pending',
      provenance: 'assumed',
      source: 'docs: api/mandates/object for the words',
    },
    {
      rule: 'The PaymentMethod is verified, for whatever intent; one that waits for its own microdeposits then refuses them as already verified, and goes on when it is confirmed again',
      provenance: 'assumed',
      source: 'docs: error-codes (payment_method_bank_account_already_verified)',
    },
    {
      rule: 'verification_method instant refuses a bank account that is not verified when it is confirmed; microdeposits takes a linked one as it is',
      provenance: 'assumed',
      source: 'docs: financial-connections/ach-direct-debit-payments for the words',
    },
    {
      rule: 'error_on_requires_action ends an attempt that would wait for microdeposits, with 402 and the words that are recorded of cards',
      provenance: 'assumed',
      source: 'stripe-node types: PaymentIntentConfirmParams',
    },
    {
      rule: 'hosted_verification_url leads to the emulator: one line that names what to call, for whoever asks, without a key',
      provenance: 'assumed',
      source: 'Stripe’s page is not emulated',
      switch: 'publicUrl',
    },
  ],
  'How payments end': [
    {
      rule: 'Each test account ends a payment as Stripe’s testing page says, by its token, its number and its name, whatever intent it was verified for; accounts of fixtures end as their payment says',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit, financial-connections/testing',
      switch: 'POST /_emulator/payment_intents/{id}: outcome',
    },
    {
      rule: 'A bank’s return comes later: charge.failed, payment_intent.payment_failed, and the intent asks for another payment method, with the last one whole in last_payment_error',
      provenance: 'recorded',
      source:
        'of failed charges by card; for bank debits inferred, and the order of the events is that of cards',
      switch: 'payments.settlementDelayMs',
    },
    {
      rule: 'The type of such an error is card_error, and it has no decline_code; the sentences are those of the list of error codes',
      provenance: 'assumed',
      source:
        'docs: error-codes; no public recording of a failed bank debit; every failed charge by card has this type',
    },
    {
      rule: 'A failed charge stays captured and amount_captured as it was while pending; its outcome is issuer_declined, with the return code of Nacha as network_decline_code',
      provenance: 'assumed',
      source: 'recordings of py_ charges and of failed charges by card; stripe-node types: Charge.Outcome',
    },
    {
      rule: 'account_closed is returned as R02, no_account as R03, debit_not_authorized as R10, bank_account_restricted as R20, insufficient_funds as R01',
      provenance: 'assumed',
      source: 'Nacha’s meanings; R01, R02 and R03 in a public application as well',
    },
    {
      rule: '000444444440 ends with payment_method_currency_mismatch, 000888888885 and accounts whose tokenized number is deactivated or expired with bank_account_unusable',
      provenance: 'assumed',
      source: 'docs: error-codes; no source names the codes',
    },
    {
      rule: 'Limits and Radar refuse a payment as it is confirmed: 402, a failed charge, and the intent stays, also of a call that creates it; the error carries charge, payment_intent, payment_method',
      provenance: 'recorded',
      source:
        'of cards; that the weekly limit is answered at once in an issue of 2025-02; the code of 000000004954, payment_method_provider_decline, assumed',
    },
    {
      rule: 'A confirmation without a mandate leaves the PaymentIntent in requires_confirmation, with the payment method it was given, also of a call that creates it; so it is with a SetupIntent that exists (assumed)',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit/accept-a-payment; of creations without off_session assumed',
    },
    {
      rule: 'Canceling a payment that is processing makes its charge fail, without a failure_code and without an event of its own',
      provenance: 'assumed',
      source: 'docs: payments/ach-direct-debit for the cancelation; what becomes of the charge has no source',
    },
    {
      rule: 'All mandates of a PaymentMethod end with returns that block accounts in live mode, with a dispute, with its account’s block and with its detachment; not with insufficient funds',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit ("certain payment failures"); which ones assumed',
    },
    {
      rule: 'A blocked account refuses every confirmation with 402 bank_account_unusable; each saved PaymentMethod of it shows blocked, to secret keys alone, and sends payment_method.automatically_updated',
      provenance: 'documented',
      source:
        'docs: payments/ach-direct-debit/blocked-bank-accounts; that new PaymentMethods of it are blocked as well assumed',
      switch: 'assume.blockAfterReturn',
    },
    {
      rule: 'The first dispute takes the mandate, the second of the same account blocks it',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit/blocked-bank-accounts',
      switch: 'assume.blockAfterReturn',
    },
    {
      rule: 'A payment that fails is paid anew by another charge; the failed one stays in the list',
      provenance: 'recorded',
      source: 'of cards',
    },
  ],
  'Tokens, sources and charges of them': [
    {
      rule: 'A token is used once: for a source, an external account or a charge; the bank account keeps the id that the token has shown',
      provenance: 'assumed',
      source: 'stripe-node types: Token.used; the id of cards, of bank accounts assumed',
    },
    {
      rule: 'A test token btok_us_verified… may be used again and again; GET answers a new token, verified, each time',
      provenance: 'documented',
      source: 'docs: connect/testing; what GET answers assumed',
    },
    {
      rule: 'A source that is made of a test token, or of an account that was linked, is verified; one of numbers is new',
      provenance: 'documented',
      source: 'docs: ach-deprecated ("a verified Stripe bank account token"); of linked accounts inferred',
    },
    {
      rule: 'The token of a PaymentMethod is verified as the PaymentMethod is, and uses it up unless it is a customer’s',
      provenance: 'documented',
      source: 'stripe-node types: TokenCreateParams.BankAccount.payment_method; the status inferred',
    },
    {
      rule: 'A holder’s name and type are not asked for when a bank account is attached to a customer',
      provenance: 'assumed',
      source: 'stripe-node types call both required; no refusal is published',
    },
    {
      rule: 'The first source is the default one; of a default that is deleted the newest takes the place, with customer.updated behind customer.source.deleted',
      provenance: 'documented',
      source: 'docs: api/cards/delete, of cards; the order of events assumed',
    },
    {
      rule: 'source in the update of a customer replaces the default source, which is deleted',
      provenance: 'documented',
      source: 'docs: api/customers/update',
    },
    {
      rule: 'Wrong amounts answer 402, and the third time the source is verification_failed, with customer.source.updated',
      provenance: 'documented',
      source: 'docs: ach-deprecated; stripe-node issue 435 for the status',
    },
    {
      rule: 'A charge of a source has a pending balance transaction at once, which is available after seven business days, at midnight in UTC',
      provenance: 'documented',
      source: 'docs: ach-deprecated; the hour inferred',
    },
    {
      rule: 'A failed one is taken back by a balance transaction of type payment_failure_refund in the category charge_failure, fee and all, available on the same day',
      provenance: 'assumed',
      source:
        'docs: ach-deprecated ("reverse the pending balance transaction"), reports/balance-transaction-types; the fee assumed',
    },
    {
      rule: 'A source whose charge has come back as closed, missing or not authorized is errored, and can be charged again',
      provenance: 'assumed',
      source: 'stripe-node types: BankAccount.status',
    },
    {
      rule: 'An invoice is paid by a source without a mandate that stands, until a debit of it comes back as closed, missing or not authorized or is disputed, or a mandate for it is taken back',
      provenance: 'assumed',
      source: 'docs: payments/ach-direct-debit/migrating-from-charges; the end in the likeness of mandates',
    },
    {
      rule: 'Charges of sources and tokens block their bank account as payments do, also for those that become sources or PaymentMethods later',
      provenance: 'assumed',
      source: 'docs: payments/ach-direct-debit/blocked-bank-accounts tells of PaymentMethods',
      switch: 'assume.blockAfterReturn',
    },
    {
      rule: 'The balance counts charges of sources and tokens as bank_account among its source_types, with what is refunded, disputed and paid out of them; a payout takes what its source_type says, card by default',
      provenance: 'documented',
      source:
        'stripe-node types: Balance.Available.SourceTypes, PayoutCreateParams.source_type; that card is shown beside it assumed',
    },
    {
      rule: 'A source is a PaymentMethod by its own id: payments and setups take it with a mandate, lists of PaymentMethods do not show it, and it names no linked account',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit/migrating-from-charges; how it is shown inferred',
    },
  ],
  'Refunds, disputes and the balance': [
    {
      rule: 'Refunds of bank debits have pyr_ ids',
      provenance: 'recorded',
      source: 'public recordings, sources of 108 balance transactions',
    },
    {
      rule: 'A refund is pending first, and ends 1 s later; "can’t be canceled"',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit; the delay assumed',
      switch: 'payments.refundDelayMs, payments.refundOutcome',
    },
    {
      rule: 'A refund of a payment under way is taken, with pending_reason charge_pending, and submitted when the payment succeeds',
      provenance: 'documented',
      source:
        'docs: payments/ach-direct-debit ("waits for the original payment to succeed"); the reason inferred',
    },
    {
      rule: 'If that payment fails or is canceled, the refund fails for an unknown reason, and no money has moved',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'A refund takes its amount off the balance when it is submitted; one that fails brings it back in failure_balance_transaction, of type payment_refund in the category refund_failure',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit; reports/balance-transaction-types; the category assumed',
    },
    {
      rule: 'charge.amount_refunded and refunded go up when a refund is made, and down again when it fails',
      provenance: 'assumed',
      source: 'recorded of their going up',
    },
    {
      rule: 'A refund that succeeds has the reference of the docs’ sample, 091000015001111',
      provenance: 'assumed',
      source: 'docs: payments/ach-direct-debit/accept-a-payment',
    },
    {
      rule: 'refund.created, charge.refunded; at success refund.updated, charge.refund.updated; at failure refund.failed before these; metadata sends the two as well',
      provenance: 'recorded',
      source: 'a sandbox under 2026-08-26.dahlia, and recordings of 2025-06; of failures assumed',
    },
    {
      rule: 'An event in a version before 2022-11-15 shows a charge with the refunds that had been made when it happened, each as it is now',
      provenance: 'assumed',
      source: 'data.object is a snapshot of the object (docs: api/events)',
    },
    {
      rule: 'A payment that is disputed is so 1 s after its success: charge.dispute.created and .funds_withdrawn with status needs_response, .closed with lost, mandate.updated',
      provenance: 'documented',
      source:
        'docs: payments/ach-direct-debit ("sends both"); the statuses recorded of cards; the order assumed',
      switch: 'payments.disputeDelayMs',
    },
    {
      rule: 'Disputes have du_ ids, under every version',
      provenance: 'recorded',
      source: 'a sandbox under 2026-08-26.dahlia; in recordings of 2023 to 2025 they are dp_',
    },
    {
      rule: 'A dispute is of the whole amount, for the reason debit_not_authorized, without due_by, network_reason_code and payment_method_details',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit ("Full disputes"); the reason and due_by assumed',
    },
    {
      rule: 'Disputes are final: every update, of metadata too, and every close is refused',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit; of metadata assumed',
    },
    {
      rule: 'A dispute takes the amount and a fee of 15.00; its balance transaction is not found by source',
      provenance: 'recorded',
      source:
        'public recordings of cards, and notes of a sandbox under 2026-08-26.dahlia; for bank debits assumed',
    },
    {
      rule: 'A dispute makes the mandate inactive, leaves the PaymentIntent succeeded, and fails refunds that are pending with charge_for_pending_refund_disputed',
      provenance: 'documented',
      source: 'docs: payments/ach-direct-debit; the refunds recorded of cards',
    },
    {
      rule: 'The balance counts bank debits as card, one entry a currency, usd always and first',
      provenance: 'recorded',
      source: 'public recordings; stripe-node types: Balance.Available.SourceTypes; the order assumed',
    },
    {
      rule: 'Payments, refunds and disputes change the available balance at once, which may become negative',
      provenance: 'documented',
      source:
        'docs: payments/ach-direct-debit/accept-a-payment ("settle instantly" in test mode); negative ones recorded',
      switch: 'objects: balance_transactions[].available_on',
    },
    {
      rule: 'A source of a customer and its PaymentMethod are one: deposits of an intent verify the source whatever was tried before, a returned payment makes it errored and leaves it usable, and it goes with its customer, of which no event of its own tells',
      provenance: 'assumed',
      source: 'docs: payments/ach-direct-debit/migrating-from-charges; stripe-node types: BankAccount.status',
    },
    {
      rule: 'Charges of bank accounts are created by their own endpoint, of a source or a token, and others are refused there; their capture is refused, because bank debits are captured by themselves',
      provenance: 'documented',
      source: 'docs: ach-deprecated',
    },
  ],
  ...RULES_OF_DOORS,
  'Events and webhooks': [
    {
      rule: 'An event is rendered in the version of its endpoint, or else of the account',
      provenance: 'documented',
      source: 'docs: webhooks',
    },
    {
      rule: 'Signed with the whole whsec_ string over the exact bytes, with a new t at each attempt',
      provenance: 'documented',
      source: 'docs: webhooks/signature',
    },
    {
      rule: 'The names of a delivery’s headers are spelt as Stripe’s (Stripe-Signature, Content-Type, User-Agent, …) over a socket; a handler, and a fetch other than Node’s, may see them in small letters',
      provenance: 'recorded',
      source: 'receivers of public projects look them up so; what Stripe’s command line forwards',
    },
    {
      rule: 't is wall time, whatever the sandbox’s clock says',
      provenance: 'documented',
      source: 'receivers compare it with their own clock',
    },
    {
      rule: 'Three retries, after 1 h, 2 h and 3 h',
      provenance: 'documented',
      source: 'docs: webhooks ("three times over the course of a few hours"); the hours assumed',
      switch: 'webhooks[].retryScheduleMs',
    },
    {
      rule: 'An attempt fails after 10 s',
      provenance: 'assumed',
      source: 'not published',
      switch: 'webhooks[].timeoutMs',
    },
    {
      rule: 'Only 2xx is success, a redirect is not',
      provenance: 'documented',
      source: 'docs: webhooks',
    },
    {
      rule: 'Deliveries keep the order of events for each endpoint',
      provenance: 'assumed',
      source: 'Stripe promises none',
    },
    {
      rule: 'pending_webhooks counts the endpoints that have not yet got the event: one whose retries have ended, or that is disabled, still counts, one that is deleted does not',
      provenance: 'assumed',
      source: 'field text of pending_webhooks ("yet to be successfully delivered")',
    },
    {
      rule: 'Sending an event again adds nothing to pending_webhooks, and takes an endpoint out of it once',
      provenance: 'assumed',
      source: 'follows from the field text of pending_webhooks',
    },
    {
      rule: 'Events by themselves have request {id: null, idempotency_key: null}',
      provenance: 'assumed',
      source: 'field text of request.id',
    },
    {
      rule: 'refreshed_* events have no previous_attributes',
      provenance: 'assumed',
      source: 'docs: only events of type *.updated',
    },
    {
      rule: 'customer.updated is sent only when something has changed',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'Endpoints may point at http and at localhost',
      provenance: 'assumed',
      source: 'Stripe asks for a public URL; its users here have none',
      switch: '--webhook-host',
    },
  ],
  Requests: [
    {
      rule: 'A body, of an answer as of a webhook, is indented by two spaces, with tight [] and {} and no newline at the end: parsed and written anew it no longer verifies',
      provenance: 'recorded',
      source:
        'answers: some 710 interactions of 2022 to 2026; webhooks: public bug reports of bodies that no longer verify once parsed and written anew',
    },
    {
      rule: 'Unknown names are complained about first, then wrong values in the order of the table, then what is missing',
      provenance: 'assumed',
      source: 'no source',
    },
    {
      rule: 'expand is checked before anything is looked up',
      provenance: 'recorded',
      source: 'live probes of a public project',
    },
    {
      rule: 'expand takes every path that the SDK’s types allow, through objects that are not emulated, too, and of a hash its name; never metadata',
      provenance: 'documented',
      source:
        'stripe-node types; x-expandableFields of Stripe’s OpenAPI spec; metadata refused in public issues',
    },
    {
      rule: 'In the four levels of a path, data counts as one',
      provenance: 'recorded',
      source: 'stripe-java issue 2011: data.payments.data.payment.charge is too deep',
    },
    {
      rule: 'The id of an object that is not emulated stays an id when it is expanded',
      provenance: 'assumed',
      source: 'there is nothing to show',
    },
    {
      rule: 'A customer’s sources, subscriptions and tax_ids are shown when expanded: empty lists with total_count; a charge’s refunds with the newest ten',
      provenance: 'recorded',
      source: 'public recordings of refunds; the others assumed alike',
    },
    {
      rule: 'A customer’s tax is {automatic_tax, ip_address, location, provider: "stripe"} and invoice_credit_balance {}, when expanded',
      provenance: 'recorded',
      source: 'public recordings',
    },
    {
      rule: 'tax.automatic_tax is unrecognized_location, and cash_balance an object with available null',
      provenance: 'assumed',
      source: 'the words of stripe-node’s types; Stripe Tax and bank transfers are not emulated',
    },
    {
      rule: 'An unknown cursor is complained about before two of them',
      provenance: 'recorded',
      source: 'live probes of a public project',
    },
    {
      rule: 'The id of a deleted object is a cursor still',
      provenance: 'recorded',
      source: 'live probes of a public project',
    },
    {
      rule: 'Lists are newest first, by created, and in the order of creation within a second',
      provenance: 'assumed',
      source: 'docs: api/pagination',
    },
    {
      rule: 'Idempotency keys belong to account and mode, live 24 h of sandbox time; refusals of parameters, and of an id in the path, save nothing',
      provenance: 'documented',
      source: 'docs: api/idempotent_requests; scope assumed; the path inferred from recorded headers',
    },
    {
      rule: 'A POST with an idempotency key answers Idempotency-Key, Original-Request, its own id at first, and once execution has begun Stripe-Should-Retry: false; what a parameter is (amount 0) and an id in the path that is of nothing are refused before',
      provenance: 'recorded',
      source: 'some 710 interactions of 2022 to 2026',
    },
    {
      rule: 'A key that is in use, a rate limit and a version that is none answer the same two headers; only the rate limit says whether to retry (false)',
      provenance: 'assumed',
      source: 'no source; the SDKs try a 409 again by themselves',
    },
    {
      rule: 'Every answer has access-control-*, Cache-Control: no-cache, no-store, Vary: Origin and Strict-Transport-Security; a 401 has WWW-Authenticate: Bearer realm="Stripe", and neither Request-Id nor Stripe-Version',
      provenance: 'recorded',
      source: 'values of 2026-03, of a 401 of 2026-07; Content-Security-Policy and x-* are left out',
    },
    {
      rule: 'A request’s id is req_ and 14 characters; request_log_url is that of the Workbench, and absent from a 401',
      provenance: 'recorded',
      source: 'interactions of 2022 to 2026; the form of the URL of 2026-03 and 2026-04',
    },
    {
      rule: 'The account in request_log_url is the one that Stripe-Account selects, else the one that a real key names after its 5, else one made of the key, always the same',
      provenance: 'assumed',
      source: 'the first recorded in 2024-11; the second the form of public keys and ids',
    },
    {
      rule: 'An idempotency key without a value is refused',
      provenance: 'recorded',
      source: 'few public projects',
    },
    {
      rule: 'Any well-formed version up to the newest known is accepted, the bare date of one with a train and a date between two versions as well, and later ones that end in .endive or .preview; it is answered in the form of its date',
      provenance: 'assumed',
      source:
        'recordings name versions of 2020 to 2026; later versions of a train only add (docs: api/versioning); that any other date is accepted is a guess',
    },
    {
      rule: 'Versions before 2020-08-27 are answered as that one is: a customer has sources and subscriptions only where they are expanded, which Stripe showed without being asked before',
      provenance: 'assumed',
      source: 'docs: changelog 2020-08-27; nothing older is emulated',
    },
    {
      rule: 'Flags behind a version, as in `2022-08-01; some_beta=v1`, are accepted, whichever they are, and echoed as sent; only the two that ask for previews of Financial Connections change anything; api_version of an event and of an endpoint has them, too',
      provenance: 'recorded',
      source:
        'requests of 2024-11 and of Financial Connections programs; an event with api_version "2020-08-27; orders_beta=v4" of 2022-08; that none is refused is assumed',
    },
    {
      rule: 'Lists are asked for total_count in vain under every version: property_forbidden; searches tell it',
      provenance: 'documented',
      source: 'changelog 2025-03-31.basil ("new users … on earlier versions")',
    },
    {
      rule: 'An event shows a PaymentIntent with the charges that it had when it happened',
      provenance: 'assumed',
      source: 'data.object is a snapshot of the object (docs: api/events)',
    },
    {
      rule: 'A key is its own account: any sk_test_ or rk_test_ is accepted',
      provenance: 'assumed',
      source: 'of the emulator',
    },
    {
      rule: 'Without a key in a header, or beside a publishable one, key, _stripe_account and _stripe_version are read among the parameters',
      provenance: 'assumed',
      source: 'how clients like Stripe.js send them; that Stripe takes a secret key so is a guess',
    },
    {
      rule: 'Test-mode rate limit of 25 reads and 25 writes a second, counted in sandbox time',
      provenance: 'documented',
      source: 'docs: rate-limits',
      switch: '--rate-limit stripe',
    },
    {
      rule: 'A platform is told of a missing PaymentMethod that it may be on a connected account, and a connected account that it is the platform’s',
      provenance: 'recorded',
      source:
        'public recordings of 2025-10 and 2023-10; that a sandbox is a platform once a connected account has been used is assumed',
    },
    {
      rule: 'A search finds at once',
      provenance: 'assumed',
      source: 'Stripe’s index lags up to a minute',
    },
    {
      rule: 'Search results are newest first; page is the id of the last result before it',
      provenance: 'assumed',
      source: 'no source; docs: api/pagination/search for the rest',
    },
    {
      rule: 'The fields, their types and operators, quotes, escapes, null, and up to 10 clauses joined by AND or by OR are those of the search query language; texts need quotes',
      provenance: 'documented',
      source: 'docs: search',
    },
    {
      rule: 'A text is found by all words of a query in their order, whatever stands between them; substrings have 3 characters or more',
      provenance: 'documented',
      source: 'docs: search#field-types; what stands between assumed',
    },
  ],
  Previews: [
    {
      rule: 'Endpoints, parameters and fields of previews are there under a version of the train `preview`, or with the flag financial_connections_relink_api_beta or financial_connections_transactions_beta; to all others they are unknown, and a note says so',
      provenance: 'documented',
      source: 'docs: sdks/preview; the flags seen in public code, 2022 to 2026',
    },
    {
      rule: 'An event that only previews have (financial_connections.session.updated, financial_connections.account.refreshed_inferred_balances) goes to endpoints that name it, and by `*` or a group to those whose version is a preview’s; a call of a preview may name it in enabled_events',
      provenance: 'assumed',
      source: 'stripe-node 22.7.0-beta.1 types have them, those of 23.1 do not',
    },
    {
      rule: 'Institutions are listed in the order of the fixtures; those of Stripe have the ids that public code shows, all others one made of their name; down ones are inactive, Down (Error) degraded; url is null unless a fixture says one',
      provenance: 'assumed',
      source: 'stripe-node 22.7.0-beta.1 types: FinancialConnections.Institution',
      switch: 'fixtures.institutions',
    },
    {
      rule: 'A feature of an institution is supported where some account of its set has it; ownership and transactions always, and all of one that has no accounts',
      provenance: 'assumed',
      source: 'the types say only that a feature is supported or not',
    },
    {
      rule: 'An account names its institution (expandable), its authorization, and why it is inactive; an authorization its holder and institution, and is disconnected once all of its accounts are',
      provenance: 'documented',
      source:
        'stripe-node 22.7.0-beta.1 types; that disconnecting the last account disconnects it is inferred',
    },
    {
      rule: 'Refreshing, prefetching and subscribing to inferred_balances needs the permissions balances and transactions',
      provenance: 'assumed',
      source: 'there is no permission of its own, and the docs say what it is made of',
    },
    {
      rule: 'An inferred balance is what the bank’s books have at 23:59:59 UTC of a day, as the last successful refresh found them; of an account with fixed figures it is those, without what has been posted since. Ids begin with fcinfbal_',
      provenance: 'documented',
      source:
        'stripe-node 22.7.0-beta.1 types: AccountInferredBalance.as_of; the prefix and the figures assumed',
    },
    {
      rule: 'There is one for each day from 180 days before the first successful refresh, or since the bank knows the account, to the last day that was over at the last one; newest first. Before the first there are none, which is no error',
      provenance: 'assumed',
      source:
        'as of transactions (docs: financial-connections/transactions); no code tells of a missing refresh',
    },
    {
      rule: 'subscribe takes balance and inferred_balances as well, and each is refreshed daily; other versions show transactions alone among the subscriptions',
      provenance: 'assumed',
      source: 'stripe-node 22.7.0-beta.1 types: AccountSubscribeParams; what other versions show is a guess',
    },
    {
      rule: 'A consent lasts 30 minutes; its locale is any BCP 47 tag of English or Spanish, en-US by default; the wording of its text is the emulator’s',
      provenance: 'assumed',
      source:
        'docs: financial-connections/pre-collected-consent; a preview by invitation, in no published SDK',
    },
  ],
};
