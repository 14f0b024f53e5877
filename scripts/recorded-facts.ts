/** What was seen of Stripe on the wire, in public recordings; what the emulator does of it is held against it by a test. */
export interface RecordedFact {
  readonly fact: string;
  /** When and how often it was seen. */
  readonly seen: string;
  /** Why the emulator has nothing to compare with it. */
  readonly unless?: string;
}

const OLD_DATE = 'what an older day looked like: the emulator answers as Stripe does now';
const LIVE = 'data of live accounts';

/** By name; each without `unless` has its comparison in `test/support/recordings`, or the tests do not compile. */
export const RECORDED_FACTS = {
  keyedPost: {
    fact: 'A POST with a key echoes it, and has Original-Request (its own Request-Id) and Stripe-Should-Retry: false',
    seen: '368 of 368 interactions',
  },
  keyedRefusalWhileExecuting: {
    fact: 'So does a refusal once execution has begun: amount_too_large, already attached, account_number_invalid, unexpected state',
    seen: 'three sets of recordings',
  },
  keyedRefusalBefore: {
    fact: 'A refusal before execution has no Stripe-Should-Retry: amount 0, No such PaymentMethod in the path',
    seen: 'three sets of recordings',
  },
  plainPost: { fact: 'A POST without a key has none of the three', seen: 'three sets of recordings' },
  get: { fact: 'A GET has none of the three', seen: 'three sets of recordings' },
  unauthorized: {
    fact: 'A 401 has no Request-Id, no Stripe-Version, WWW-Authenticate: Bearer realm="Stripe", Vary: Origin, and of the body only message and type',
    seen: '2025-04-17, 2026-02-24',
  },
  commonHeaders: {
    fact: 'All other answers have access-control-*, cache-control, vary, strict-transport-security, a Request-Id of req_ and 14 characters, and application/json without charset',
    seen: 'some 710 interactions',
  },
  allowedMethods: { fact: 'Methods are spelled "GET, HEAD, …"', seen: 'since 2025' },
  allowedMethodsBefore: { fact: 'Methods are spelled "GET,HEAD,…"', seen: '2024', unless: OLD_DATE },
  indented: {
    fact: 'Bodies are indented by two spaces, empty lists and hashes tight, without a final newline',
    seen: 'since 2023',
  },
  requestLogUrl: {
    fact: 'request_log_url is https://dashboard.stripe.com/acct_X/test/workbench/logs?object=req_X',
    seen: '2026-03-12, 2026-03-30, 2026-04-09',
  },
  requestLogUrlBefore: {
    fact: 'request_log_url with /test/logs/req_X?t=…, or none',
    seen: 'until 2025-10, before 2022-10',
    unless: OLD_DATE,
  },
  errorKeys: {
    fact: 'The keys of an error are in alphabetical order: code, doc_url, message, param, payment_intent, request_log_url, type',
    seen: 'all errors',
  },
  betaFlag: {
    fact: 'Stripe-Version "2023-10-16; risk_in_requirements_beta=v1" is accepted and echoed verbatim',
    seen: '2024-11-27',
  },
  programsFlags: {
    fact: 'Programs send "2022-08-01; financial_connections_transactions_beta=v1" and the like, with and without a space',
    seen: '2022 to 2026',
  },
  eventInThreeVersions: {
    fact: 'One event for endpoints of three versions: same id and created, another api_version; charges only in 2020-08-27, invoice: null in it and acacia, absent in basil',
    seen: 'one delivery of 2025',
  },
  additiveFields: {
    fact: 'Under 2023-10-16 a PaymentIntent has customer_account, excluded_payment_method_types, managed_payments {enabled: false} and shared_payment_granted_token null',
    seen: '2026-05-08',
  },
  captureMethod: {
    fact: 'capture_method without the parameter is automatic under 2020-08-27 and 2023-10-16, automatic_async under acacia, basil and clover',
    seen: '2024-12, 2026-05',
  },
  captureMethodOfCreation: {
    fact: 'capture_method belongs to the creation: 2020-08-27 shows automatic_async of an intent created with acacia',
    seen: '2024-12',
  },
  processing: {
    fact: 'A processing intent has amount_details {tip: {}}, amount_received 0, next_action null, processing null, payment_method_configuration_details null, a py_ charge, and of us_bank_account {mandate_options: {}, verification_method: "automatic"}',
    seen: '2024-06-20, 2024-07-25',
  },
  automaticMethods: {
    fact: 'With automatic payment methods us_bank_account has financial_connections {permissions: ["payment_method"], prefetch: []}, and payment_method_configuration_details are {id: "pmc_…", parent: null}',
    seen: 'clover 2025-11-10, 2023-10-16 on 2025-12-09',
  },
  explicitTypes: {
    fact: 'With explicit payment_method_types there is no financial_connections',
    seen: '2025-11-21',
  },
  intentOf2022: {
    fact: 'An intent made in 2022 has of us_bank_account the verification_method only',
    seen: '2022',
    unless: OLD_DATE,
  },
  prefetchIsAList: { fact: 'prefetch is [] everywhere, never null', seen: 'all intents with it' },
  largeAmount: { fact: '101,000.00 USD is accepted', seen: 'one recording' },
  amountTooLarge: {
    fact: '3,000,000.00 is a 400 amount_too_large, "Amount must be no more than $999,999.99", without param',
    seen: 'one recording',
  },
  amountZero: {
    fact: 'amount 0 is parameter_invalid_integer with the long sentence, two spaces in it, also when what is to be expanded does not exist yet',
    seen: 'clover and dahlia',
  },
  chargeExpansions: {
    fact: 'expand takes latest_charge.balance_transaction, latest_charge.payment_intent, latest_charge.refunds.data.balance_transaction',
    seen: '10 recordings, clover and dahlia',
  },
  emptyShippingName: { fact: 'shipping[name]= is a 200 with name ""', seen: '2020-08-27, 2022-12-14' },
  pendingCharge: {
    fact: 'A pending charge has captured true, paid false, balance_transaction null, outcome null, receipt_url null, radar_options {}, calculated_statement_descriptor null, and eight fields of us_bank_account',
    seen: '2024 to 2025',
  },
  succeededCharge: {
    fact: 'A succeeded charge has a txn_, an authorized outcome, paid true, and a receipt_url under https://pay.stripe.com/receipts/payment/',
    seen: '2024 to 2025',
  },
  oldFieldsOfCharge: {
    fact: 'destination, dispute and order are null on every charge',
    seen: 'clover, 2025-11-10',
  },
  invoiceOfCharge: { fact: 'A charge has invoice null', seen: '2024-06-20, 2023-10-16' },
  paymentMethod: {
    fact: 'A PaymentMethod has status_details {}, networks {preferred ach, supported [ach]}, a fingerprint of 16 characters, allow_redisplay unspecified, and no Financial Connections account after manual entry',
    seen: 'recordings of bank accounts',
  },
  customerOfSetup: {
    fact: 'Its customer stays null until the SetupIntent is confirmed',
    seen: 'recordings of bank accounts',
  },
  createdSetup: {
    fact: 'A SetupIntent is created without latest_attempt and mandate, and shows no attach_to_self',
    seen: 'recordings of bank accounts; of cards, 2026-09',
  },
  optionsOfSetup: {
    fact: 'Its payment_method_options have the permissions as sent, prefetch [], mandate_options {} and verification_method automatic',
    seen: '2024-08',
  },
  secretsOfIntents: {
    fact: 'The client_secret of a SetupIntent ends in 31 characters, that of a PaymentIntent in 25',
    seen: 'recordings of both',
  },
  noSuchSetupIntent: { fact: "404 No such setupintent: 'X', param intent", seen: 'recordings; 2026-09' },
  microdepositsOfSetup: {
    fact: 'A SetupIntent with typed-in numbers waits for microdeposits with a descriptor_code',
    seen: 'one set of recordings',
  },
  arrivalDate: {
    fact: 'arrival_date is 00:00 in Los Angeles of the next business day, of a weekend that after its Monday',
    seen: 'four recordings, 2022 to 2024',
  },
  hostedVerification: {
    fact: 'hosted_verification_url is of payments.stripe.com, and holds the account and a nonce of 31 characters, in base64',
    seen: 'decoded from recordings',
  },
  microdepositsOfIntent: {
    fact: 'A PaymentIntent has microdeposits of type amounts; today only with assume.microdepositType amounts',
    seen: '2022-03',
  },
  sessionAccounts: {
    fact: 'The accounts of a session have object, data, has_more, total_count and url; total_count is 0 when there are none; client_secret is fcsess_client_secret_ and 24 characters',
    seen: '2022-08, 2023-04, 2024-06',
  },
  sessionWithoutFilters: {
    fact: 'A session without filters has {account_subcategories: null, countries: null}',
    seen: '2024-06',
  },
  sessionWithFilters: { fact: 'One with them has countries ["US"]', seen: '2023-04' },
  liveChecking: {
    fact: 'as_of is a second before last_attempted_at, which is created',
    seen: '2022-02',
    unless: LIVE,
  },
  liveCreditCard: {
    fact: 'A credit card has credit {used: null}, a negative current balance, and as_of 7.6 hours before last_attempted_at',
    seen: 'one live account',
    unless: LIVE,
  },
  supportedTypes: {
    fact: 'supported_payment_method_types of a checking account is ["us_bank_account", "link"], of savings ["us_bank_account"], of a credit card []',
    seen: '2022-02 live, 2024-06 in test mode',
  },
  closedAccount: {
    fact: '"Account Closed" at StripeBank is inactive in the completed session, with subscriptions [], transaction_refresh null, balance null',
    seen: '2024-06',
  },
  tenAccounts: {
    fact: 'Test (Non-OAuth) gives 10 accounts; Failure and "Account closes after linking" are inactive in the completed session',
    seen: 'a public application',
  },
  subscribeToInactive: {
    fact: 'subscribe on an inactive one: "Data cannot be refreshed on inactive accounts."',
    seen: 'a public application',
  },
  detached: { fact: 'payment_method.detached has previous_attributes {customer}', seen: '2025-06' },
  eventKeys: {
    fact: 'An event has id, object, api_version, created, data, livemode, pending_webhooks, request {id, idempotency_key}, type; pending_webhooks of a delivered body is at least 1',
    seen: 'all events',
  },
  alreadyAttached: {
    fact: '400 The payment method you provided has already been attached to a customer. Without code',
    seen: '2025-10',
  },
  noSuchPaymentMethod: {
    fact: "404 No such PaymentMethod: 'X' in the path, param payment_method",
    seen: '2020, 2025-10',
  },
  noSuchPaymentMethodOfPlatform: {
    fact: 'The same to a platform with "It\'s possible this PaymentMethod exists on one of your connected accounts", and to a connected account of its platform’s with "OAuth key or Stripe-Account header was used"',
    seen: '2023-10, 2025-10, keys of Connect platforms',
  },
  noSuchPaymentIntent: { fact: "404 No such payment_intent: 'X', param intent", seen: '2023-10' },
  usedBefore: {
    fact: 'A PaymentMethod that was used without a customer, or detached, is refused at the creation of a PaymentIntent, without code',
    seen: '16 recordings, 2023-12',
  },
  explicitKeys: {
    fact: 'expand[1] alone is a 400 that names the keys passed and expected, param expand',
    seen: '2024-12',
  },
  lockTimeout: {
    fact: 'lock_timeout: "This object cannot be accessed right now because another API request or Stripe process is currently accessing it. …"',
    seen: '13 recordings',
    unless: 'requests happen one after another here, so that none finds an object locked',
  },
  customerExpansions: {
    fact: 'expand[]=tax gives {automatic_tax, ip_address, location, provider: "stripe"}, expand[]=invoice_credit_balance {}',
    seen: 'recordings of customers',
  },
} as const satisfies Readonly<Record<string, RecordedFact>>;

type Facts = typeof RECORDED_FACTS;

/** The facts that the emulator has something to compare with. */
export type ComparableFact = {
  [Name in keyof Facts]: Facts[Name] extends { readonly unless: string } ? never : Name;
}[keyof Facts];
