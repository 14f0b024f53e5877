import type { Rule } from './fidelity-rules.ts';

/** What has no sentence of its own in the catalogue, of Checkout, billing and Connect. */
export const RULES_OF_DOORS: Readonly<Record<string, readonly Rule[]>> = {
  Checkout: [
    {
      rule: 'Completing a session links the account first (financial_connections.account.created); in mode payment the PaymentIntent is made and confirmed by that, and checkout.session.completed comes with payment_status unpaid while the bank is asked',
      provenance: 'documented',
      source: 'docs: changelog 2022-08-01; payments/ach-direct-debit/accept-a-payment; the order inferred',
    },
    {
      rule: 'checkout.session.async_payment_succeeded, paid, or async_payment_failed, still unpaid and complete, when the bank has answered; in mode subscription behind the events of the first invoice',
      provenance: 'documented',
      source: 'docs: api/events/types; that they come behind those of the payment is assumed',
    },
    {
      rule: 'A session that subscribes is paid as soon as its first invoice is; where that was not paid by its payment, no event tells of it',
      provenance: 'assumed',
      source: 'docs: api/events/types tells of payment intents that succeed',
    },
    {
      rule: 'With invoice_creation[enabled] the payment of a session has a paid invoice of its lines as soon as it succeeds, whose events come behind those of the payment; a guest becomes a Customer as the session is submitted, and nothing is taken of a balance',
      provenance: 'documented',
      source:
        'docs: payments/checkout/post-payment-invoices ("emits an invoice.paid event as soon as the payment … succeeds"); the order, the Customer and the invoice items are assumed',
    },
    {
      rule: 'Mode setup has its SetupIntent at creation, the others make nothing before they are completed; ids begin with a1 of what is paid and c1 of what is set up',
      provenance: 'recorded',
      source: 'sessions of 2026-03-25.dahlia',
    },
    {
      rule: 'Intents of a session have its types and options as named ones, and metadata of their own; they are not confirmed or canceled by hand',
      provenance: 'assumed',
      source: 'as of invoices, of which it is recorded',
    },
    {
      rule: 'An open session expires 24 hours after its creation, or at expires_at, with checkout.session.expired; the intents that it has made are canceled then',
      provenance: 'documented',
      source:
        'stripe-node types: Checkout.SessionCreateParams.expires_at; what becomes of its intents inferred',
    },
    {
      rule: 'With a billing_cycle_anchor the amounts of a session are those of its creation until the anchor, and nothing where nothing is prorated; once the anchor has passed the whole period from it on is billed. The first invoice of 0 is made all the same, which Stripe leaves out without prorations',
      provenance: 'documented',
      source:
        'docs: payments/checkout/billing-cycle; that the amounts are prorated as the invoice’s is inferred',
    },
    {
      rule: 'What no subscription could be made with (subscription_data: an anchor, a trial, an account) is refused as the session is created, in the words of POST /v1/subscriptions',
      provenance: 'assumed',
      source: 'docs: api/checkout/sessions/create, which tells of the parameters and not of their refusals',
    },
    {
      rule: 'Changes are for open sessions, but for metadata, which may always be changed; there is no event of them, and the currency stays',
      provenance: 'assumed',
      source: 'docs: api/events/types has no checkout.session.updated',
    },
    {
      rule: 'A mode that is left out is that of the prices: subscription where one recurs',
      provenance: 'assumed',
      source: 'stripe-node types: mode is optional since endive',
    },
    {
      rule: 'Of several things that a session cannot be created with, which one is told of',
      provenance: 'assumed',
      source: 'no source; each sentence has its own',
    },
  ],
  Invoices: [
    {
      rule: 'A draft that advances by itself is finalized an hour after its creation, and a second; the first invoice of a subscription within the call that makes it',
      provenance: 'recorded',
      source: 'invoices of 2025 and 2026; webhooks that are not answered delay it at Stripe, and not here',
      switch: 'billing.finalizeDelayMs',
    },
    {
      rule: 'One that is finalized by hand and advances by itself is collected an hour later',
      provenance: 'assumed',
      source: 'that finalizing collects nothing is recorded',
      switch: 'billing.finalizeDelayMs',
    },
    {
      rule: 'While the bank is asked an invoice stays open, attempted, and no event tells of it; it is paid when the payment has succeeded',
      provenance: 'assumed',
      source: 'inferred from docs: payments/ach-direct-debit and stripe-node types: Invoice.attempted',
    },
    {
      rule: 'A failure is tried again for insufficient funds alone, after three days and after four more, where the invoice advances by itself and is charged automatically; the customer is delinquent then',
      provenance: 'assumed',
      source:
        'docs: billing/revenue-recovery/smart-retries; billing/subscriptions/ach-debit; the days are ours',
      switch: 'billing.retryScheduleMs',
    },
    {
      rule: 'The balance of a customer is used first; what is left below 50 cents goes to the next invoice',
      provenance: 'documented',
      source: 'docs: billing/customer/balance',
    },
    {
      rule: 'The PaymentIntent of an invoice has capture_method automatic, no automatic_payment_methods, no configuration, and is for off_session use where a subscription has made it; that others are for this payment alone is assumed',
      provenance: 'recorded',
      source: 'payments of invoices under clover and dahlia',
    },
    {
      rule: 'GET /v1/invoices/upcoming and its lines are those of a preview, without an id, before basil; a preview of a customer is of the next of their subscriptions, and is dated at the end of its period',
      provenance: 'documented',
      source: 'stripe-node types of 17 and 23; that they are gone with basil changelog; the date assumed',
    },
    {
      rule: 'Of a final invoice the metadata and how it is collected may be changed; an update that changes nothing sends no event',
      provenance: 'recorded',
      source: 'the metadata and the event; the others docs: invoicing, and assumed',
    },
    {
      rule: 'Sources pay as payment methods do, the payment method of each payer before its source, and need no mandate',
      provenance: 'assumed',
      source: 'docs: billing/subscriptions/payment-methods-setting; ach-deprecated',
    },
  ],
  'Subscriptions that are billed': [
    {
      rule: 'One that waits for its first payment expires after 23 hours, after ten days while microdeposits are outstanding, and its invoice is voided; canceled before it is paid it has expired, too',
      provenance: 'documented',
      source:
        'stripe-node types of 17: payment_behavior; docs: billing/subscriptions/ach-debit; the last recorded, 2019-09',
    },
    {
      rule: 'A renewal makes a draft at the end of the period, which is finalized and paid an hour later; it bills the period that begins, and its own period is the one that is over',
      provenance: 'recorded',
      source: 'renewals of 2025 and 2026',
      switch: 'billing.finalizeDelayMs',
    },
    {
      rule: 'A month without the day of the anchor has its last day in its place, and the next one the anchor’s own again',
      provenance: 'documented',
      source: 'docs: billing/subscriptions/billing-cycle',
    },
    {
      rule: 'Its invoices bill what waits for the customer, the first one, too',
      provenance: 'documented',
      source: 'docs: billing/invoices/subscription',
    },
    {
      rule: 'While it is incomplete neither its items nor its anchor nor a trial are changed; while it is paused no change is billed',
      provenance: 'documented',
      source: 'stripe-node types: Subscription.status; of what is paused assumed',
    },
    {
      rule: 'Items show their price and its plan as they are now; that a price has changed is no event of its subscriptions',
      provenance: 'assumed',
      source: 'a price is one object wherever it is shown',
    },
    {
      rule: 'invoice.upcoming is told of a renewal that is near, and customer.subscription.trial_will_end three days before the end of a trial',
      provenance: 'documented',
      source:
        'docs: api/events/types; that the invoice has no id yet is recorded, how early it is told is an account’s setting',
      switch: 'billing.upcomingNoticeMs',
    },
    {
      rule: 'A renewal that fails leaves it past_due, and a payment of its invoice makes it active again',
      provenance: 'documented',
      source: 'docs: billing/subscriptions/overview',
    },
    {
      rule: 'A trial without a payment method has a pending_setup_intent; what is set up becomes the default where save_default_payment_method says so',
      provenance: 'assumed',
      source:
        'docs: billing/subscriptions/overview for the intent; that it is kept inferred from stripe-node types',
    },
    {
      rule: 'Paused ones that resume wait 23 hours for the payment of their invoice, which is voided then; they stay paused',
      provenance: 'assumed',
      source: 'docs: api/subscriptions/resume; that the time is the same as of a first payment is assumed',
    },
  ],
  'Connected accounts': [
    {
      rule: 'What is asked of individuals and companies in the United States: business_type, external_account, tos_acceptance, who they are, and of those with card_payments a business profile; nobody is asked for persons',
      provenance: 'recorded',
      source:
        'express accounts of 2025-04, custom ones of individuals of 2026-05; companies docs: connect/required-verification-information',
    },
    {
      rule: 'With all of it given an account is looked at for a minute, and is then verified: capability.updated, one each in the order of the alphabet, then account.updated',
      provenance: 'assumed',
      source: 'seen in public code, “within about a minute in test mode”; the order inferred',
      switch: 'connect.verificationDelayMs',
    },
    {
      rule: 'Creation sends no event; account.updated is sent whenever what is asked, or what an account may do, has changed',
      provenance: 'assumed',
      source: 'docs: api/events/types names none of a creation',
    },
    {
      rule: 'The first external account in a currency is its default; another becomes it with default_for_currency true, or by accounts.update, which deletes the earlier one',
      provenance: 'documented',
      source: 'stripe-node types: AccountCreateExternalAccountParams, AccountUpdateParams.external_account',
    },
    {
      rule: 'One default for each currency; that of the account’s own currency is never deleted, that of another only if it is the last',
      provenance: 'assumed',
      source: 'public reports; recordings of 2021 have a bank account and a card as defaults of one currency',
    },
    {
      rule: 'An external account is new whatever it was made of; account.external_account.deleted shows it whole',
      provenance: 'recorded',
      source: 'dj-stripe; 2023 to 2026',
    },
    {
      rule: 'Account links last five minutes; how long an account session lasts',
      provenance: 'recorded',
      source: 'account links; an hour of account sessions is assumed',
    },
  ],
  Payouts: [
    {
      rule: 'A payout takes its money at once, and arrives after 1 s; its arrival_date is the next midnight in UTC',
      provenance: 'assumed',
      source: 'arrival_date recorded of a payout of 2023-04-04; how long it takes is ours',
      switch: 'connect.payoutDelayMs',
    },
    {
      rule: 'It fails as the number of its bank account says, with the code of api/payouts/failures; to all other numbers it arrives',
      provenance: 'documented',
      source: 'docs: connect/testing#payouts; could_not_process of numbers that have expired assumed',
    },
    {
      rule: 'The money of a payout that has failed comes back with failure_balance_transaction, and its external account is errored, behind payout.failed; an update of that account enables it again',
      provenance: 'documented',
      source:
        'stripe-node types: Payout, BankAccount.status; accounts.updateExternalAccount; the order inferred',
    },
    {
      rule: 'A payout to an external account that is errored is taken, and ends as its number says: Stripe stops those that it schedules itself',
      provenance: 'documented',
      source:
        'support.stripe.com/questions/managing-connect-payout-failures (“scheduled payouts are stopped until external account details are updated”); that others are taken inferred',
    },
    {
      rule: 'None is automatic, whatever the schedule says; the platform’s own go to a bank account that is made with the first',
      provenance: 'assumed',
      source: 'ours: a test says when money goes',
    },
  ],
};
