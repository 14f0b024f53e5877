import type { Provenance } from '../src/core/errors.ts';

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
  'Accounts and sessions': [
    {
      rule: 'One account.created for each linked account; none for an abandoned session',
      provenance: 'documented',
      source: 'docs: financial-connections/webhooks; the second inferred',
    },
    { rule: 'Each collection makes a new account', provenance: 'assumed', source: 'no source' },
    {
      rule: 'Names and last4 of the test accounts',
      provenance: 'recorded',
      source:
        'test suites of flexile, opencollective-frontend, woocommerce-gateway-stripe and Stripe’s mobile SDKs; some last4 assumed',
      switch: 'fixtures',
    },
    {
      rule: 'Balances of the test accounts',
      provenance: 'assumed',
      source: 'Stripe publishes none; fixtures/test-accounts.json',
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
    },
    {
      rule: 'charge.pending, payment_intent.processing, then charge.succeeded, payment_intent.succeeded',
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
      rule: 'A single_use mandate that was paid with is refused as if there were none',
      provenance: 'assumed',
      source: 'meaning of single_use',
    },
    { rule: 'Bank debits are charges with py_ ids', provenance: 'recorded', source: 'a public recording' },
    {
      rule: 'Microdeposits and the fates of the other test numbers are refused with a sentence',
      provenance: 'assumed',
      source: 'not emulated yet',
    },
  ],
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
      rule: 'Idempotency keys belong to account and mode, live 24 h of sandbox time; refusals of parameters save nothing',
      provenance: 'documented',
      source: 'docs: api/idempotent_requests; scope assumed',
    },
    {
      rule: 'An idempotency key without a value is refused',
      provenance: 'recorded',
      source: 'few public projects',
    },
    {
      rule: 'Any well-formed version up to the newest known is accepted',
      provenance: 'assumed',
      source: 'recordings name versions of 2020 to 2026; that any other date is accepted is a guess',
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
      rule: 'Customer search finds at once',
      provenance: 'assumed',
      source: 'Stripe’s index lags up to a minute',
    },
  ],
};
