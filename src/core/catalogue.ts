import { asJson } from './as-text.ts';
import { CURRENCIES } from './currencies.ts';
import { choices, entry } from './errors.ts';
import { cut, listed, ours, sentence } from './sentence.ts';

/*
 * Every refusal of Stripe's that the emulator knows, a line each, in alphabetical order. The exact sentence is the
 * product: *recorded* ones were seen on the wire by public projects, *documented* ones stand in Stripe's documentation,
 * *assumed* ones follow the form of their neighbours. `docs/fidelity.md` is made from this table.
 */

/** Lists travel as hashes of their indexes, and are shown so. */
const shown = (value: unknown): string => asJson(Array.isArray(value) ? { ...value } : value);

const shortened = (text: string): string =>
  text.length <= 8 ? text : `${text.slice(0, 4)}...${text.slice(-4)}`;

// Recorded of PaymentMethods, in the paths of a platform of 2025-10 and of a connected account of 2023-10.
const ELSEWHERE = {
  perhapsConnected:
    "; It's possible this PaymentMethod exists on one of your connected accounts, in which case you should retry this request on that connected account. Learn more at https://stripe.com/docs/connect/authentication",
  platform:
    '; OAuth key or Stripe-Account header was used but API request was provided with a platform-owned payment method ID. Please ensure that the provided payment method matches the specified account.',
} as const;

/** Where a PaymentMethod that is not in an account may be. */
export type Elsewhere = keyof typeof ELSEWHERE;

// Recorded: the longer list in 2026-08-26.dahlia.
const CANCELABLE = {
  today:
    'requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, processing',
  before_dahlia:
    'requires_payment_method, requires_capture, requires_confirmation, requires_action, processing',
} as const;

const SUPPORT = ours('https://support.stripe.com/');

/** What the codes about an intent begin with, by what sentences call it. */
const INTENT_CODES = { PaymentIntent: 'payment_intent', SetupIntent: 'setup_intent' } as const;
type IntentNoun = keyof typeof INTENT_CODES;

export const errors = {
  accountHolderMismatch: entry(
    'assumed',
    'doc string of account_holder',
    400,
    (param: string, type: string) => ({
      message: sentence`The ${param} parameter is only available when account_holder[type] is ${type}.`,
      param,
    }),
  ),

  accountLinkTypeInvalid: entry('recorded', 'stripe-node issue 1047, 2020-10', 400, () => ({
    message: 'Invalid type: must be one of ["account_onboarding"]',
    param: 'type',
  })),

  accountInvalid: entry('recorded', 'public projects', 403, (key: string, account: string) => ({
    code: 'account_invalid',
    message: sentence`The provided key '${key}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
  })),

  accountNotRefreshable: entry(
    'assumed',
    'docs: financial-connections/disconnections; status and text, of refreshes and subscriptions, inferred from those of inactive accounts',
    400,
    () => ({
      message: 'Data cannot be refreshed on disconnected accounts.',
    }),
  ),

  accountNumberInvalid: entry(
    'recorded',
    'for bank accounts; assumed for us_bank_account',
    400,
    (param: string) => ({
      code: 'account_number_invalid',
      message:
        'You must use a test bank account number in test mode. Try 000123456789 or see more options at https://stripe.com/docs/connect/testing#account-numbers.',
      param,
    }),
  ),

  accountNumbersPending: entry(
    'documented',
    'changelog 2025-09-30.clover; the text assumed',
    400,
    (param: string) => ({
      code: 'financial_connections_account_pending_account_numbers',
      message: 'The account numbers of this Financial Connections account are pending. Try again later.',
      param,
    }),
  ),

  accountNumbersUnavailable: entry('documented', 'changelog 2025-09-30.clover', 400, (param: string) => ({
    code: 'financial_connections_account_unavailable_account_numbers',
    message:
      'The account numbers of this Financial Connections account are unavailable. Ask your customer to link another account.',
    param,
  })),

  amountTooLarge: entry(
    'recorded',
    'PaymentIntent of 3 000 000.00 USD: no param; in other currencies assumed',
    400,
    (most: string) => ({ code: 'amount_too_large', message: sentence`Amount must be no more than ${most}` }),
  ),

  amountTooSmall: entry('recorded', 'many tests of public projects', 400, () => ({
    code: 'amount_too_small',
    message: 'Amount must be at least $0.50 usd',
    param: 'amount',
  })),

  anchorTooLate: entry(
    'recorded',
    'stripe-java issue 454, 2018-02',
    400,
    (natural: number, param: string) => ({
      message: sentence`billing_cycle_anchor cannot be later than next natural billing date (${natural}) for plan`,
      param,
    }),
  ),

  applicationFeeWithoutAccount: entry(
    'recorded',
    'public projects; the code by its doc_url, the param assumed',
    400,
    () => ({
      code: 'parameter_missing',
      message:
        'Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`).',
      param: 'application_fee_amount',
    }),
  ),

  arrayTooLong: entry('assumed', 'form of the string bound', 400, (param: string, max: number) => ({
    message: sentence`Invalid array: must have at most ${max} elements`,
    param,
  })),

  attachToSelfOfCustomer: entry(
    'assumed',
    'stripe-node types: "cannot be set to true when setting up a PaymentMethod for a Customer"',
    400,
    () => ({
      message:
        '`attach_to_self` cannot be set to true when setting up a PaymentMethod for a Customer. Leave out either of the two.',
      param: 'attach_to_self',
    }),
  ),

  balanceInsufficient: entry('recorded', 'of a card balance, 2024-11', 400, (source: string) => ({
    code: 'balance_insufficient',
    message: sentence`You have insufficient funds in your Stripe account for this transfer. Your ${source} balance is too low.  You can use the /v1/balance endpoint to view your Stripe balance (for more details, see stripe.com/docs/api#balance).`,
  })),

  bankAccountAlreadyVerified: entry(
    'documented',
    'docs: error-codes; where it is answered inferred',
    400,
    () => ({
      code: 'payment_method_bank_account_already_verified',
      message: 'This bank account has already been verified.',
    }),
  ),

  bankAccountExists: entry('recorded', 'many public projects; the param assumed', 400, (param: string) => ({
    code: 'bank_account_exists',
    message: 'A bank account with that routing number and account number already exists for this customer.',
    param,
  })),

  bankAccountUnlinkable: entry(
    'assumed',
    'meaning of supported_payment_method_types',
    400,
    (account: string) => ({
      message: sentence`The Financial Connections account ${account} cannot be used to create a us_bank_account PaymentMethod.`,
      param: 'us_bank_account[financial_connections_account]',
    }),
  ),

  bankAccountUnusable: entry(
    'documented',
    'docs: payments/ach-direct-debit/blocked-bank-accounts and error-codes; the type assumed',
    402,
    () => ({
      type: 'card_error',
      code: 'bank_account_unusable',
      message: 'The bank account provided cannot be used. A different bank account must be used.',
    }),
  ),

  bodyNotForm: entry('recorded', 'raw reply in a public script', 400, () => ({
    message: sentence`Invalid request (check that your POST content type is application/x-www-form-urlencoded). If you have any questions, we can help at ${SUPPORT}.`,
  })),

  bodyTooLarge: entry('assumed', 'HTTP 413', 413, (max: number) => ({
    message: sentence`The request body is too large: at most ${max} bytes are accepted.`,
  })),

  bothCursors: entry('recorded', 'list with both cursors', 400, () => ({
    message: 'Received both starting_after and ending_before parameters. Please pass in only one.',
  })),

  captureMethodUnsupported: entry(
    'recorded',
    'public projects, 2025-11',
    400,
    (method: string, type: string) => ({
      message: sentence`\`capture_method=${method}\` is not supported by payment method type \`${type}\`. Use a different capture method.`,
    }),
  ),

  chargeAlreadyCaptured: entry(
    'documented',
    'error-codes for the code; the text assumed',
    400,
    (id: string) => ({
      code: 'charge_already_captured',
      message: sentence`Charge ${id} has already been captured.`,
    }),
  ),

  chargeAlreadyHas: entry(
    'assumed',
    'rule in stripe-node types: ChargeUpdateParams',
    400,
    (param: 'customer' | 'transfer_group') => ({
      message: sentence`The ${param} of a charge can only be set once, and this charge already has one.`,
      param,
    }),
  ),

  chargeAlreadyRefunded: entry('recorded', 'public projects', 400, (id: string) => ({
    code: 'charge_already_refunded',
    message: sentence`Charge ${id} has already been refunded.`,
  })),

  chargeCustomerWithoutCard: entry(
    'recorded',
    'code in a sandbox, 2026-09; the sentence in public projects',
    402,
    () => ({
      type: 'card_error',
      code: 'missing',
      message: 'Cannot charge a customer that has no active card',
      param: 'card',
    }),
  ),

  chargeDisputed: entry('recorded', 'public projects', 400, (id: string) => ({
    code: 'charge_disputed',
    message: sentence`Charge ${id} has been charged back; cannot issue a refund.`,
  })),

  chargeOfIntent: entry(
    'recorded',
    'its beginning, in a sandbox, 2026-09; its end assumed',
    400,
    (intent: string) => ({
      message: sentence`This uncaptured Charge was created by a PaymentIntent (${intent}). You must capture the PaymentIntent instead.`,
    }),
  ),

  chargeWithoutSource: entry('recorded', 'in a sandbox, 2026-09', 400, () => ({
    code: 'parameter_missing',
    message: 'Must provide source or customer.',
  })),

  checkoutCustomerCreation: entry('recorded', 'a public issue, 2026-05', 400, () => ({
    message: '`customer_creation` can only be used in `payment` mode.',
  })),

  checkoutExpiry: entry(
    'recorded',
    'public issues of 2022 and 2026, with the 60 minutes of then; the param assumed',
    400,
    (bound: 'at least 30 minutes' | 'less than 24 hours') => ({
      message: sentence`The \`expires_at\` timestamp must be ${bound} from Checkout Session creation.`,
      param: 'expires_at',
    }),
  ),

  checkoutIdInvalid: entry(
    'recorded',
    'public projects, of an id that does not begin as one; 404 in those that tell',
    404,
    (id: string) => ({ missing: id, message: sentence`Invalid checkout.session id: ${id}` }),
  ),

  checkoutIntentByHand: entry(
    'recorded',
    'public projects, of PaymentIntents that are canceled; of SetupIntents and of confirmations inferred',
    400,
    (noun: 'PaymentIntent' | 'SetupIntent') => ({
      message: sentence`You cannot perform this action on ${noun}s created by Checkout. Try expiring the Checkout Session instead.`,
    }),
  ),

  checkoutIntentParameters: entry('recorded', 'a public issue, 2020-05', 400, (names: readonly string[]) => ({
    message: sentence`Some of the parameters you provided (${listed(names)}) cannot be used when modifying a PaymentIntent that was created by Checkout. You can try again without those parameters.`,
  })),

  checkoutInvoiceCreation: entry('recorded', 'a public issue, 2023-02', 400, () => ({
    message:
      'You can only enable invoice creation when `mode` is set to `payment`. Invoices are created automatically when `mode` is set to `subscription`, and are unsupported when set to `setup`. To learn more visit https://stripe.com/docs/payments/checkout/post-payment-invoices.',
  })),

  checkoutModeForeign: entry(
    'recorded',
    'public projects, of payment_intent_data and line_items; of others the same form is assumed',
    400,
    (param: string, mode: string) => ({
      message: sentence`You can not pass \`${param}\` in \`${mode}\` mode.`,
    }),
  ),

  checkoutNotExpirable: entry('recorded', 'public projects', 400, (status: string) => ({
    message: sentence`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${status}\`.`,
  })),

  checkoutNotUpdatable: entry(
    'assumed',
    'in the form of the one about expiring; docs: api/checkout/sessions/update',
    400,
    (param: string, status: string) => ({
      message: sentence`Only Checkout Sessions with a status in ["open"] can have their ${param} updated. This Checkout Session has a status of \`${status}\`.`,
      param,
    }),
  ),

  checkoutPriceOnce: entry('recorded', 'public projects', 400, () => ({
    message: 'You must provide at least one recurring price in `subscription` mode when using prices.',
  })),

  checkoutPriceRecurring: entry('recorded', 'public projects', 400, (param: string) => ({
    message:
      'You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.',
    param,
  })),

  checkoutTotalTooSmall: entry('recorded', 'public projects', 400, () => ({
    code: 'amount_too_small',
    message: "The Checkout Session's total amount must convert to at least 50 cents.",
  })),

  checkoutTrialTooShort: entry('recorded', 'public projects', 400, () => ({
    message: 'The `trial_end` date has to be at least 2 days in the future.',
    param: 'subscription_data[trial_end]',
  })),

  checkoutUpdateOfNobody: entry('recorded', 'public projects', 400, () => ({
    message: '`customer_update` can only be used with `customer`.',
  })),

  checkoutUrlForeign: entry(
    'assumed',
    'stripe-node types: Checkout.SessionCreateParams.success_url ("not allowed")',
    400,
    (param: string, mode: string) => ({
      message: sentence`The parameter \`${param}\` is not allowed if \`ui_mode\` is \`${mode}\`.`,
      param,
    }),
  ),

  checkoutWithoutRecurring: entry('recorded', 'public projects', 400, () => ({
    message: 'You can only set `payment_method_collection` if there are recurring prices.',
  })),

  clientSecretMismatch: entry('recorded', 'for SetupIntents; code assumed', 400, (noun: IntentNoun) => ({
    code: `${INTENT_CODES[noun]}_invalid_parameter`,
    message: sentence`The client_secret provided does not match the client_secret associated with the ${noun}.`,
    param: 'client_secret',
  })),

  confirmationByPublishableKey: entry('recorded', 'stripe-php issue 1109', 400, (intent: string) => ({
    message: sentence`This PaymentIntent ${intent} cannot be confirmed using your publishable key because its \`confirmation_method\` is set to \`manual\`. Please use your secret key instead, or create a PaymentIntent with \`confirmation_method\` set to \`automatic\`.`,
  })),

  confirmationParameter: entry(
    'recorded',
    'return_url, off_session and mandate, of SetupIntents mandate_data with its code; the param assumed',
    400,
    (param: string, noun: IntentNoun) => ({
      code: `${INTENT_CODES[noun]}_invalid_parameter`,
      message: sentence`The parameter \`${param}\` cannot be passed when creating a ${noun} unless \`confirm\` is set to true.`,
      param,
    }),
  ),

  conflictingParameter: entry(
    'assumed',
    "Rack's own sentence",
    400,
    (param: string, wanted: string, found: string) => ({
      message: sentence`expected ${wanted} (got ${found}) for param \`${param}'`,
      param,
    }),
  ),

  consentLocaleInvalid: entry(
    'assumed',
    'stripe-node types: ErrorCode has the code; the sentence assumed',
    400,
    (locale: string) => ({
      code: 'financial_connections_consent_locale_invalid',
      message: sentence`Invalid locale: '${locale}' is not a valid BCP 47 language tag.`,
      param: 'locale',
    }),
  ),

  consentLocaleUnsupported: entry(
    'assumed',
    'stripe-node types: ErrorCode has the code; the sentence, and which languages there are, assumed',
    400,
    (locale: string) => ({
      code: 'financial_connections_consent_locale_unsupported',
      message: sentence`The locale '${locale}' is not supported for Financial Connections consent.`,
      param: 'locale',
    }),
  ),

  currencyOptionOfOwn: entry('recorded', 'stripe-node issue 2154', 400, (param: string) => ({
    message:
      'You are specifying a currency option that matches the top-level currency for this price. Please remove this currency option and it will be added automatically on creation.',
    param,
  })),

  customerOfPaymentMethod: entry(
    'recorded',
    'PaymentIntent without its PaymentMethod’s customer',
    400,
    (paymentMethod: string, customer: string) => ({
      code: 'parameter_missing',
      message: sentence`The \`payment_method\` parameter supplied ${paymentMethod} belongs to the Customer ${customer}. Please include the Customer in the \`customer\` parameter on the PaymentIntent.`,
      param: 'source',
    }),
  ),

  daysUntilDueMissing: entry('assumed', 'form of that of invoices (recorded)', 400, () => ({
    message: "If subscription collection method is 'send_invoice', you must specify 'days_until_due'.",
  })),

  daysUntilDueUnexpected: entry('assumed', 'form of that of invoices (recorded)', 400, () => ({
    message: "You can only specify 'days_until_due' if subscription collection method is 'send_invoice'.",
  })),

  defaultPriceArchived: entry('recorded', 'stripe-python issue 658', 400, () => ({
    message: 'This price cannot be archived because it is the default price of its product.',
  })),

  disconnectedAccount: entry(
    'assumed',
    'docs: financial-connections/disconnections; with assume.disconnectedTransactions only',
    400,
    () => ({
      message: 'Transaction data cannot be retrieved for disconnected accounts.',
    }),
  ),

  disputeClosed: entry('recorded', 'in a sandbox, 2026-09, of a card’s', 400, () => ({
    message: 'This dispute is already closed',
  })),

  emailInvalid: entry(
    'recorded',
    'customers.create; code documented; of receipt_email its code',
    400,
    (email: string, param: string) => ({
      code: 'email_invalid',
      message: sentence`Invalid email address: ${email}`,
      param,
    }),
  ),

  emptyString: entry('recorded', 'public projects', 400, (param: string) => ({
    code: 'parameter_invalid_empty',
    message: sentence`You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
    param,
  })),

  endpointLimit: entry('recorded', 'a public project; docs: webhooks for the number', 400, (max: number) => ({
    message: sentence`You have reached the maximum of ${max} test webhook endpoints.`,
  })),

  errorOnRequiresAction: entry('recorded', 'its beginning; its end assumed', 400, () => ({
    message:
      "The `error_on_requires_action` parameter can't be used with PaymentIntents which use payment methods managed through the Dashboard. Use `payment_method_types` instead.",
    param: 'error_on_requires_action',
  })),

  expandTooDeep: entry('recorded', 'public projects', 400, (property: string) => ({
    code: 'property_expansion_max_depth',
    message: sentence`You cannot expand more than 4 levels of a property. Property: ${property}`,
  })),

  externalAccountIsDefault: entry('recorded', 'public projects', 400, () => ({
    message:
      'You cannot delete the default external account for your default currency. Please make another external account the default using the `default_for_currency` param, and then delete this one.',
  })),

  flowPending: entry(
    'assumed',
    'public SDKs ask again after whatever is no success; the text is ours',
    404,
    () => ({ message: 'The user has not come back from the institution yet.', param: 'id' }),
  ),

  flowRefused: entry(
    'assumed',
    'ours: no text of the authentication flow’s endpoints is published',
    400,
    (message: string, param?: string) => ({ message, ...(param === undefined ? {} : { param }) }),
  ),

  futureUsageOffSession: entry('recorded', 'public projects, 2019 and 2022', 400, () => ({
    message:
      'You cannot confirm with the `off_session` parameter when `setup_future_usage` is also set on the PaymentIntent because you cannot set up future usages when processing payments off-session.',
  })),

  hostedWithoutRelink: entry(
    'assumed',
    'stripe-node 22.7.0-beta.1 types: the doc string of hosted[delivery_method]',
    400,
    () => ({
      message: 'The hosted[delivery_method] parameter can only be used if relink_options is provided.',
      param: 'hosted[delivery_method]',
    }),
  ),

  idempotencyKeyEmpty: entry('recorded', 'few public projects', 400, () => ({
    message: 'Idempotency Key must be a non-empty string.',
  })),

  idempotencyKeyInUse: entry(
    'recorded',
    'public projects; the type assumed, it differs among them',
    409,
    (key: string) => ({
      type: 'idempotency_error',
      code: 'idempotency_key_in_use',
      message: sentence`There is currently another in-progress request using this Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,
    }),
  ),

  idempotencyKeyReused: entry(
    'recorded',
    'public projects; docs: api/errors for the rule',
    400,
    (key: string) => ({
      type: 'idempotency_error',
      message: sentence`Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    }),
  ),

  idempotencyKeyReusedElsewhere: entry(
    'recorded',
    'raw bodies of public projects',
    400,
    (key: string, first: string, now: string) => ({
      type: 'idempotency_error',
      message: sentence`Keys for idempotent requests can only be used for the same endpoint they were first used for ('${first}' vs '${now}'). Try using a key other than '${key}' if you meant to execute a different request.`,
    }),
  ),

  idempotencyKeyTooLong: entry('documented', 'up to 255 characters', 400, () => ({
    message: 'Idempotency Key must be at most 255 characters.',
  })),

  inactiveAccount: entry(
    'recorded',
    'a public application, test mode, of subscribe; docs: error-codes has its code, of refreshes, with “… on inactive Financial Connections accounts.”',
    400,
    () => ({
      code: 'financial_connections_account_inactive',
      message: 'Data cannot be refreshed on inactive accounts.',
    }),
  ),

  incompatiblePaymentMethod: entry(
    'recorded',
    'first sentence in ACH applications',
    400,
    (type: string, allowed: readonly string[]) => ({
      code: 'payment_intent_incompatible_payment_method',
      message: sentence`The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${ours(allowed.join(', '))}. Alternatively, update the allowed payment_method_types for this PaymentIntent to include "${type}".`,
      param: 'payment_method',
    }),
  ),

  instantPayoutTooLarge: entry('recorded', '2024-11', 400, () => ({
    message: 'Instant Payouts to bank accounts are only supported for amounts less than or equal to $9999',
  })),

  institutionUnavailable: entry(
    'assumed',
    'public SDKs read extra_fields; the text is ours',
    400,
    (name: string, availableAt: number | undefined) => ({
      extra_fields: {
        institution_unavailable: true,
        ...(availableAt === undefined ? {} : { expected_to_be_available_at: availableAt }),
      },
      message: sentence`${name} is currently unavailable.`,
      param: 'institution',
    }),
  ),

  insufficientPermission: entry(
    'assumed',
    'docs: api/financial_connections/accounts/refresh ("Raises an error otherwise"); no text is published',
    400,
    (permission: string, param?: string) => ({
      message: sentence`This Financial Connections account does not have the \`${permission}\` permission. Create a new Financial Connections Session that requests it.`,
      ...(param === undefined ? {} : { param }),
    }),
  ),

  integerTooLarge: entry('assumed', 'form of the lower bound', 400, (param: string, max: number) => ({
    code: 'parameter_invalid_integer',
    message: sentence`This value must be less than or equal to ${max}.`,
    param,
  })),

  integerTooSmall: entry(
    'recorded',
    'for amounts of other endpoints; lists clamp instead, see assume.limitOutOfRange',
    400,
    (param: string, min: number) => ({
      code: 'parameter_invalid_integer',
      message: sentence`This value must be greater than or equal to ${min}.`,
      param,
    }),
  ),

  intentNotActionable: entry(
    'recorded',
    'public notes of a sandbox, 2026-09, of a SetupIntent that has succeeded',
    400,
    (noun: string, status: string) => ({
      code: 'intent_invalid_state',
      message: sentence`This ${noun} cannot be actioned on because it has a status of ${status}. Only a ${noun} with one of the following statuses may be actioned on: ["requires_action"].`,
    }),
  ),

  internal: entry('assumed', 'HTTP 500', 500, () => ({
    type: 'api_error',
    message:
      'An unexpected error occurred in stripe-fc-emulator: this is a bug of the emulator, its log has the details.',
  })),

  intervalTooLong: entry(
    'assumed',
    'docs: api/prices/create for the bounds',
    400,
    (interval: string, most: number, param: string) => ({
      message: sentence`The interval_count of a price by the ${interval} can't be greater than ${most}.`,
      param,
    }),
  ),

  invalidArray: entry('recorded', 'payment_method_types as a scalar', 400, (param: string) => ({
    message: 'Invalid array',
    param,
  })),

  invalidArrayKeys: entry(
    'recorded',
    'expand[1] alone, 2024-12; of several keys assumed',
    400,
    (param: string, keys: string, expected: number) => ({
      message: sentence`If passing an array with explicit keys (e.g. foo[0]=a&foo[1]=b) instead of as an array (e.g. foo[]=a&foo[]=b), the keys must be numeric and sequential starting from 0. You passed the keys ${keys}, we expected to have a key with the value \`${expected}\`.`,
      param,
    }),
  ),

  invalidBoolean: entry(
    'recorded',
    'stripe-python issue 487, for a word that v1 takes again',
    400,
    (param: string, given: string) => ({
      message: sentence`Invalid boolean: ${given}`,
      param,
    }),
  ),

  invalidCurrency: entry('recorded', 'on payouts', 400, (param: string, given: string) => ({
    message: sentence`Invalid currency: ${given}. Stripe currently supports these currencies: ${ours(CURRENCIES.join(', '))}`,
    param,
  })),

  invalidDecimal: entry(
    'assumed',
    'form of integers',
    400,
    (param: string, given: string, places: number) => ({
      message: sentence`Invalid decimal: ${cut(given)}; must contain at maximum ${places} decimal places.`,
      param,
    }),
  ),

  invalidEncoding: entry('assumed', 'HTTP 400', 400, () => ({
    message: 'Invalid request: the body and the query must be UTF-8, percent-encoded.',
  })),

  invalidHash: entry('recorded', 'a scalar where a hash is expected', 400, (param: string) => ({
    message: 'Invalid object',
    param,
  })),

  invalidInteger: entry('recorded', 'public projects', 400, (param: string, given: string) => ({
    code: 'parameter_invalid_integer',
    message: sentence`Invalid integer: ${given}`,
    param,
  })),

  invalidKey: entry(
    'recorded',
    'public projects, which differ in how the key is masked',
    401,
    (masked: string) => ({
      message: sentence`Invalid API Key provided: ${masked}`,
    }),
  ),

  invalidString: entry(
    'recorded',
    'an array where a string is expected',
    400,
    (param: string, given: unknown) => ({
      message: sentence`Invalid string: ${shown(given)}`,
      param,
    }),
  ),

  invalidTimestamp: entry('assumed', 'form of invalid integers', 400, (param: string, given: string) => ({
    message: sentence`Invalid timestamp: must be an integer Unix timestamp in seconds, but you passed ${given}`,
    param,
  })),

  invalidVersion: entry('recorded', 'few public projects', 400, (version: string) => ({
    message: sentence`Invalid Stripe API version: ${version}`,
  })),

  invoiceAlreadyFinal: entry('recorded', 'a public project, 2026-08-26.dahlia', 400, () => ({
    message: "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
  })),

  invoiceAlreadyPaid: entry('recorded', 'a public project, 2026-08-26.dahlia', 400, () => ({
    message: 'Invoice is already paid',
  })),

  invoiceAlreadyUncollectible: entry('recorded', 'a public project, 2026-08-26.dahlia', 400, () => ({
    message: 'This invoice has already been marked uncollectible.',
  })),

  invoiceDueDateMissing: entry('recorded', 'a public project, 2026-08-26.dahlia', 400, () => ({
    message:
      "If invoice collection method is 'send_invoice', you must specify 'due_date' or 'days_until_due'.",
  })),

  invoiceDueDateUnexpected: entry('recorded', 'a public project, 2026-08-26.dahlia', 400, () => ({
    message:
      "You can only specify 'due_date' or 'days_until_due' if invoice collection method is 'send_invoice'.",
  })),

  invoiceLineAmountAndQuantity: entry(
    'recorded',
    'a public project, 2026-08-26.dahlia',
    400,
    (param: string) => ({
      message: 'You may only specify one of these parameters: amount, quantity.',
      param,
    }),
  ),

  invoiceItemDeleted: entry('recorded', 'of one whose draft was deleted, 2026-08-26.dahlia', 400, () => ({
    message: 'This invoice item has been deleted.',
  })),

  invoiceItemMissing: entry('recorded', '2026-08-26.dahlia', 404, (id: string) => ({
    code: 'resource_missing',
    missing: id,
    message: sentence`No such Invoice Item: '${id}'(livemode=false)`,
    param: 'id',
  })),

  invoiceItemNotDeletable: entry(
    'recorded',
    'of one whose draft was deleted, 2026-08-26.dahlia',
    400,
    () => ({
      message: "Can't delete an invoice item that is attached to an invoice that is no longer editable",
    }),
  ),

  invoiceItemWithoutAmount: entry(
    'assumed',
    'stripe-node types: InvoiceItemCreateParams; a public program quotes the sentence, for too many of them',
    400,
    () => ({
      message: 'You must specify either an amount or a quantity and unit_amount, but not all three.',
    }),
  ),

  invoiceNotDeletable: entry('recorded', 'a public project, 2026-08-26.dahlia', 400, () => ({
    message: 'You can only delete draft invoices.',
  })),

  invoiceNotEditable: entry('recorded', 'lines added to a finalized one, 2026-08-26.dahlia', 400, () => ({
    code: 'invoice_not_editable',
    message: 'Invalid invoice: This invoice is no longer editable',
  })),

  invoiceNotOpen: entry('recorded', 'a public project, 2026-08-26.dahlia', 400, () => ({
    message: "You can only pass in open invoices. This invoice isn't open.",
  })),

  invoiceNotSendable: entry('recorded', 'of one that was paid, 2026-08-26.dahlia', 400, () => ({
    message:
      'This invoice cannot be sent right now. Please contact us via https://support.stripe.com/contact with details, so we can help.',
  })),

  invoiceOfSubscription: entry(
    'documented',
    'stripe-node types: InvoiceResource.del ("if an invoice is for a subscription, it must be voided"); the text assumed',
    400,
    () => ({
      message: "You can't delete invoices created by subscriptions.",
    }),
  ),

  invoicePaidNotVoidable: entry('recorded', 'a public project, 2026-08-26.dahlia', 400, () => ({
    message: 'Invoices with `paid` payments cannot be voided.',
  })),

  invoicePayerMissing: entry('recorded', 'of a subscription, 2025-10; of an invoice assumed', 400, () => ({
    code: 'resource_missing',
    message:
      'This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.',
  })),

  invoiceSentByHand: entry('recorded', 'logs of public projects', 400, () => ({
    message: "You can only manually send an invoice if its collection method is 'send_invoice'.",
  })),

  invoiceOfOtherCurrency: entry(
    'assumed',
    'an invoice has one currency (docs: invoicing/multi-currency-customers)',
    400,
    (currency: string, other: string) => ({
      message: sentence`The currency of the invoice item (${currency}) must match the currency of the invoice (${other}).`,
      param: 'currency',
    }),
  ),

  invoiceOfOtherCustomer: entry('assumed', 'an invoice has one customer', 400, (customer: string) => ({
    message: sentence`The invoice does not belong to the customer ${customer}.`,
    param: 'invoice',
  })),

  invoiceUpcomingNone: entry(
    'documented',
    'docs: error-codes for the code; the text as public projects log it',
    404,
    (customer: string) => ({
      code: 'invoice_upcoming_none',
      message: sentence`No upcoming invoices for customer: ${customer}`,
    }),
  ),

  invoiceUpdateRefused: entry('recorded', 'of the description, 2026-08-26.dahlia', 400, (param: string) => ({
    message: "Finalized invoices can't be updated in this way",
    param,
  })),

  liveKey: entry('assumed', 'ours: a live key must never be used here', 401, (masked: string) => ({
    message: sentence`A live key (${masked}) has just been sent to stripe-fc-emulator, which is not Stripe. Use a key that starts with sk_test_, and consider rolling the live one.`,
  })),

  lookupKeyTaken: entry(
    'recorded',
    '2026-08-26.dahlia: of active and inactive holders',
    400,
    (price: string) => ({
      message: sentence`A price (\`${price}\`) already uses that lookup key.`,
      param: 'lookup_key',
    }),
  ),

  loginLinkNotOfExpress: entry('recorded', 'stripe-dotnet issue 2344, 2021-07', 400, (account: string) => ({
    message: sentence`Cannot create an edit link for the account ${account}, which is not an Express account.`,
  })),

  loginLinkNotOnboarded: entry('recorded', 'public projects', 400, () => ({
    message: 'Cannot create a login link for an account that has not completed onboarding.',
  })),

  mandateDataRequired: entry(
    'recorded',
    'for sepa_debit; assumed for us_bank_account',
    400,
    (type: string) => ({
      message: sentence`When confirming a PaymentIntent with a \`${type}\` PaymentMethod and \`setup_future_usage\` value of off_session, \`mandate_data\` is required.`,
    }),
  ),

  mandateInvalid: entry(
    'documented',
    'docs: error-codes has the code and the sentence; that a payment without any mandate ends so, too, is assumed',
    400,
    () => ({
      code: 'payment_intent_mandate_invalid',
      message: "The provided mandate is invalid and can't be used for the payment intent",
    }),
  ),

  mandateRequired: entry(
    'documented',
    'docs: payments/ach-direct-debit/accept-a-payment; for SetupIntents assumed',
    400,
    (noun: IntentNoun) => ({
      message: sentence`This ${noun} requires a mandate, but no existing mandate was found. Collect mandate acceptance from the customer and try again, providing acceptance data in the mandate_data parameter.`,
    }),
  ),

  metadataKeyTooLong: entry(
    'recorded',
    'a raw error of a public application',
    400,
    (key: string, max: number) => ({
      message: sentence`Metadata keys can have up to ${max} characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
    }),
  ),

  meteredWithoutMeter: entry('recorded', '2026-08-26.dahlia', 400, () => ({
    message: 'Starting with Stripe version `2025-03-31.basil`, metered prices must be backed by meters.',
  })),

  metadataValueTooLong: entry(
    'recorded',
    'many applications, with the whole value',
    400,
    (value: string, max: number) => ({
      message: sentence`Metadata values can have up to ${max} characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`,
    }),
  ),

  microdepositAmountsInvalid: entry(
    'documented',
    'docs: payments/ach-direct-debit/accept-a-payment; its status inferred',
    400,
    () => ({
      code: 'payment_method_microdeposit_verification_amounts_invalid',
      message: 'You must provide exactly two microdeposit amounts.',
    }),
  ),

  microdepositAmountsMismatch: entry(
    'documented',
    'docs: payments/ach-direct-debit/accept-a-payment; its status inferred',
    400,
    (remaining: number) => ({
      code: 'payment_method_microdeposit_verification_amounts_mismatch',
      message: sentence`The amounts provided do not match the amounts that were sent to the bank account. You have ${remaining} verification attempts remaining.`,
    }),
  ),

  microdepositAttemptsExceeded: entry(
    'documented',
    'docs: payments/ach-direct-debit/accept-a-payment; its status inferred',
    400,
    () => ({
      code: 'payment_method_microdeposit_verification_attempts_exceeded',
      message: 'You have exceeded the number of allowed verification attempts.',
    }),
  ),

  microdepositCodeMismatch: entry(
    'documented',
    'docs: payments/ach-direct-debit/accept-a-payment; its second sentence and its status inferred',
    400,
    (remaining: number) => ({
      code: 'payment_method_microdeposit_verification_descriptor_code_mismatch',
      message: sentence`The verification code provided does not match the one sent to the bank account. You have ${remaining} verification attempts remaining.`,
    }),
  ),

  microdepositsExclusive: entry(
    'assumed',
    'rule documented: either a descriptor_code or amounts, not both',
    400,
    () => ({
      code: 'parameters_exclusive',
      message: 'You may only specify one of these parameters: amounts, descriptor_code.',
    }),
  ),

  microdepositsFailed: entry(
    'documented',
    'docs: payments/ach-direct-debit/accept-a-payment; its status inferred',
    400,
    () => ({
      code: 'payment_method_microdeposit_failed',
      message: 'Microdeposits failed. Please check the account, institution and transit numbers provided',
    }),
  ),

  microdepositsNotArrived: entry(
    'assumed',
    'ours: assume.microdepositArrival',
    400,
    (intents: string, arrival: number) => ({
      message: sentence`The microdeposits have not arrived in the bank account yet: their arrival_date is ${arrival}. stripe-fc-emulator: move the clock, or let them arrive by POST /_emulator/${intents}/{id}/microdeposits/arrive.`,
    }),
  ),

  microdepositTimeout: entry(
    'documented',
    'docs: payments/ach-direct-debit/accept-a-payment; that a call answers it assumed',
    400,
    () => ({
      code: 'payment_method_microdeposit_verification_timeout',
      message:
        "Microdeposit timeout. Customer hasn't verified their bank account within the required 10 day period.",
    }),
  ),

  microdepositTypeMismatch: entry(
    'assumed',
    'ours: assume.microdepositInput',
    400,
    (given: string, sent: string) => ({
      message: sentence`These microdeposits cannot be verified by ${given}: their microdeposit_type is ${sent}.`,
      param: given,
    }),
  ),

  missingPermissionOfPrefetch: entry(
    'assumed',
    'no text is published',
    400,
    (param: string, permission: string) => ({
      message: sentence`You must include \`${permission}\` in \`permissions\` to prefetch it.`,
      param,
    }),
  ),

  misuse: entry(
    'assumed',
    'ours: the control surface, not Stripe’s API',
    400,
    (message: string, param?: string) => ({
      message,
      ...(param === undefined ? {} : { param }),
    }),
  ),

  negativeAmount: entry('recorded', 'PaymentIntent with amount 0', 400, (param: string) => ({
    code: 'parameter_invalid_integer',
    message:
      'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents',
    param,
  })),

  negativeUnitAmount: entry('assumed', 'form of amounts', 400, (param: string) => ({
    code: 'parameter_invalid_integer',
    message: 'Invalid non-negative integer',
    param,
  })),

  nestedTooDeeply: entry('assumed', "Rack's limit", 400, (max: number) => ({
    message: sentence`Invalid request: parameters may be nested at most ${max} levels deep.`,
  })),

  noApiKey: entry('recorded', 'many public projects', 401, () => ({
    message: sentence`You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at ${SUPPORT}.`,
  })),

  noExternalAccount: entry('recorded', 'public projects', 400, (currency: string) => ({
    message: sentence`Sorry, you don't have any external accounts in that currency (${currency}).`,
  })),

  noSuccessfulTransactionRefresh: entry('documented', 'error-codes; the status assumed', 400, () => ({
    code: 'financial_connections_no_successful_transaction_refresh',
    message:
      'Transaction data can only be retrieved for accounts that have at least one successful transaction refresh.',
  })),

  noSuchEvent: entry(
    'assumed',
    'ours: a wait that has ended in vain',
    408,
    (type: string, timeoutMs: number) => ({
      message: sentence`No event ${type} came within ${timeoutMs} ms. GET /_emulator/jobs tells what is due; POST /_emulator/clock/advance moves a clock that stands.`,
    }),
  ),

  notExpandable: entry('recorded', 'public projects', 400, (property: string, hint?: string) => ({
    message:
      hint === undefined
        ? sentence`This property cannot be expanded (${property}).`
        : sentence`This property cannot be expanded (${property}). You may want to try expanding '${hint}' instead.`,
  })),

  notOneOf: entry(
    'recorded',
    'public projects, for other parameters',
    400,
    (param: string, allowed: readonly string[]) => ({
      message: sentence`Invalid ${param}: must be one of ${ours(choices(allowed))}`,
      param,
    }),
  ),

  noPaymentMethodTypes: entry(
    'recorded',
    'public projects, of payment intents, Checkout Sessions and payment links; of setup intents assumed',
    400,
    (noun: 'Payment Intent' | 'Setup Intent' | 'Checkout Session') => ({
      message: sentence`No valid payment method types for this ${noun}. Please ensure that you have activated payment methods compatible with your chosen currency in your dashboard (https://dashboard.stripe.com/settings/payment_methods) or specify payment_method_types`,
    }),
  ),

  notYetEmulated: entry(
    'assumed',
    'ours: says what is missing instead of pretending',
    400,
    (what: string, instead: string) => ({
      message: sentence`stripe-fc-emulator does not emulate ${what} yet. ${ours(instead)}`,
    }),
  ),

  oneTimeCodeRefused: entry(
    'documented',
    'docs: payments/link, the passcodes of test mode',
    400,
    (why: 'code expired' | 'code invalid' | 'max attempts exceeded') => ({
      message: sentence`Error, ${why}`,
      param: 'one_time_code',
    }),
  ),

  onlyOneOf: entry('recorded', 'public projects', 400, (...params: readonly string[]) => ({
    message: sentence`You may only specify one of these parameters: ${params.join(', ')}.`,
  })),

  onlyOneOfNamed: entry(
    'recorded',
    'prices, 2026-08-26.dahlia',
    400,
    (param: string, ...params: readonly string[]) => ({
      message: sentence`You may only specify one of these parameters: ${params.join(', ')}.`,
      param,
    }),
  ),

  parameterMissing: entry('recorded', 'public projects', 400, (param: string) => ({
    code: 'parameter_missing',
    message: sentence`Missing required param: ${param}.`,
    param,
  })),

  parameterUnknown: entry('recorded', 'public projects', 400, (params: readonly string[]) => ({
    code: 'parameter_unknown',
    message: sentence`Received unknown parameter${ours(params.length > 1 ? 's' : '')}: ${listed(params)}`,
    param: params[0] ?? '',
  })),

  paymentFailed: entry(
    'documented',
    'docs: error-codes, payments/ach-direct-debit; the type and the status of limits and of Radar inferred from cards',
    402,
    (code: string, message: string) => ({
      type: 'card_error',
      code: cut(code, 100),
      message: sentence`${message}`,
    }),
  ),

  paymentIntentAmountLocked: entry(
    'recorded',
    'update of a canceled PaymentIntent',
    400,
    (param: string, status: string) => ({
      code: 'payment_intent_unexpected_state',
      message: sentence`This PaymentIntent's ${param} could not be updated because it has a status of ${status}. You may only update the ${param} of a PaymentIntent with one of the following statuses: requires_payment_method, requires_confirmation, requires_action.`,
      param,
    }),
  ),

  paymentIntentFixedByInvoice: entry(
    'assumed',
    'form of the refusal to cancel one; stripe-node types: InvoicePayment.is_default ("can’t be edited or canceled directly")',
    400,
    (param: string) => ({
      message: sentence`You cannot update the ${param} of PaymentIntents created by invoices. Try updating the invoice instead.`,
      param,
    }),
  ),

  paymentIntentNotCancelable: entry(
    'recorded',
    'cancel of a canceled PaymentIntent, 2026-09; its shorter list 2022 to 2024',
    400,
    (status: string, cancelable: 'today' | 'before_dahlia') => ({
      code: 'payment_intent_unexpected_state',
      message: sentence`You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be canceled: ${ours(CANCELABLE[cancelable])}.`,
    }),
  ),

  paymentIntentNotCapturable: entry('recorded', 'public projects', 400, (status: string) => ({
    code: 'payment_intent_unexpected_state',
    message:
      status === 'succeeded'
        ? 'This PaymentIntent could not be captured because it has already been captured.'
        : sentence`This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
  })),

  paymentIntentNotConfirmable: entry(
    'recorded',
    'for succeeded; the other states assumed',
    400,
    (status: string) => ({
      code: 'payment_intent_unexpected_state',
      message:
        status === 'succeeded'
          ? 'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.'
          : sentence`You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be confirmed: requires_payment_method, requires_confirmation, requires_action.`,
    }),
  ),

  paymentIntentNotIncrementable: entry(
    'assumed',
    'rule documented: its status must be requires_capture; form of captures',
    400,
    (status: string) => ({
      code: 'payment_intent_unexpected_state',
      message: sentence`This PaymentIntent's authorization could not be incremented because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be incremented: requires_capture.`,
    }),
  ),

  paymentIntentOfInvoice: entry('recorded', 'public projects; that it has no code assumed', 400, () => ({
    message: 'You cannot cancel PaymentIntents created by invoices. Try voiding the invoice instead.',
  })),

  paymentIntentWithoutPaymentMethod: entry(
    'recorded',
    'confirm without a payment method',
    400,
    (customer: string | null) => ({
      code: 'payment_intent_unexpected_state',
      message:
        customer === null
          ? "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken."
          : sentence`You cannot confirm this PaymentIntent because it's missing a payment method. To confirm the PaymentIntent with ${customer}, specify a payment method attached to this customer along with the customer ID.`,
    }),
  ),

  paymentMethodAlreadyAttached: entry('recorded', 'attach to a second customer', 400, () => ({
    message: 'The payment method you provided has already been attached to a customer.',
  })),

  paymentMethodAtCreation: entry('recorded', 'create with a customer', 400, () => ({
    message:
      'You cannot attach a PaymentMethod to a Customer during PaymentMethod creation. Please instead create the PaymentMethod and then attach it using the attachment method of the PaymentMethods API.',
  })),

  paymentMethodElsewhere: entry('recorded', 'GET of another customer’s PaymentMethod', 404, () => ({
    message: 'Invalid request',
    param: 'customer',
  })),

  paymentMethodHolderMissing: entry('recorded', 'attach without a customer', 400, () => ({
    code: 'parameter_missing',
    message: 'Must provide customer or customer_account.',
  })),

  paymentMethodNotAttached: entry('recorded', 'detach of one that is not attached', 400, () => ({
    message: 'The payment method you provided is not attached to a customer so detachment is impossible.',
  })),

  paymentMethodNotOfCustomer: entry(
    'recorded',
    'logs of public projects, as invoice_settings[default_payment_method]; code and param assumed',
    400,
    (id: string, param: string = 'invoice_settings[default_payment_method]') => ({
      code: 'resource_missing',
      missing: id,
      message: sentence`The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      param,
    }),
  ),

  paymentMethodNotSaved: entry('recorded', 'live tests of public projects', 400, () => ({
    message: 'You must save this PaymentMethod to a customer before you can update it.',
  })),

  paymentMethodOfAnotherCustomer: entry(
    'recorded',
    'PaymentIntent with a foreign PaymentMethod',
    400,
    (paymentMethod: string, customer: string) => ({
      message: sentence`The PaymentMethod ${paymentMethod} does not belong to the Customer you supplied ${customer}. Please use this PaymentMethod with the Customer that it belongs to instead.`,
      param: 'payment_method',
    }),
  ),

  paymentMethodPermissionMissing: entry(
    'assumed',
    'no text is published; only with assume.paymentMethodPermission',
    400,
    (account: string, param: string) => ({
      message: sentence`The Financial Connections account ${account} does not have the \`payment_method\` permission, which a PaymentMethod needs.`,
      param,
    }),
  ),

  paymentMethodSpent: entry('recorded', 'use after detach', 400, () => ({
    message:
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
  })),

  paymentMethodTypeInvalid: entry(
    'recorded',
    'public projects, for types that an account has not activated; the param for Checkout',
    400,
    (type: string) => ({
      message: sentence`The payment method type "${type}" is invalid. Please ensure the provided type is activated in your dashboard (https://dashboard.stripe.com/account/payments/settings) and your account is enabled for any preview features that you are trying to use.`,
      param: 'payment_method_types',
    }),
  ),

  paymentMethodTypesRetired: entry(
    'documented',
    'changelog 2026-09-30.endive; the text assumed',
    400,
    () => ({
      code: 'payment_method_types_no_longer_supported',
      message:
        'The `payment_method_types` parameter is no longer supported. Use `allowed_payment_method_types` or `excluded_payment_method_types` to control which payment methods are offered.',
      param: 'payment_method_types',
    }),
  ),

  paymentMethodUnverified: entry(
    'recorded',
    'its end, by three applications; its start assumed',
    400,
    () => ({
      message:
        'Payment methods of type us_bank_account must be verified before they can be attached to a customer.',
    }),
  ),

  paymentMethodUsed: entry('recorded', 'PaymentIntent create, 2023-12', 400, () => ({
    message:
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
  })),

  pendingOnlyOfUpdates: entry(
    'documented',
    'stripe-node types of 17: "`pending_if_incomplete` is only used with updates"; the text assumed',
    400,
    () => ({
      message:
        '`pending_if_incomplete` is only used with updates and cannot be passed when creating a subscription.',
      param: 'payment_behavior',
    }),
  ),

  payoutAlreadyReversed: entry(
    'assumed',
    'docs: api/payouts/reverse; no text is published',
    400,
    (id: string) => ({
      message: sentence`The payout ${id} has already been reversed.`,
    }),
  ),

  payoutNotAutomatic: entry('recorded', 'public projects', 400, () => ({
    message: 'Balance transaction history can only be filtered on automatic transfers, not manual.',
  })),

  payoutsNotAllowed: entry('documented', 'error-codes, whose sentence it is', 400, () => ({
    code: 'payouts_not_allowed',
    message:
      "Payouts have been disabled on the connected account. Check the connected account's status to see if any additional information needs to be provided, or if payouts have been disabled for another reason.",
  })),

  permissionsWithoutPaymentMethod: entry(
    'assumed',
    'rule documented: "the payment_method permission must be included"',
    400,
    (param: string) => ({
      message: 'If this parameter is passed, the `payment_method` permission must be included.',
      param,
    }),
  ),

  priceOfOtherProduct: entry(
    'assumed',
    'docs: api/products/object, "the default price for this product"',
    400,
    (price: string, product: string) => ({
      message: sentence`The price \`${price}\` does not belong to the product \`${product}\`.`,
      param: 'default_price',
    }),
  ),

  priceTwice: entry('recorded', 'public projects, 2017 and 2019', 400, (price: string) => ({
    message: sentence`Cannot add multiple subscription items with the same plan: ${price}`,
    param: 'plan',
  })),

  priceTypeRefused: entry(
    'recorded',
    'stripe-dotnet issue 2228, of one that does not recur; of others assumed',
    400,
    (type: 'one_time' | 'recurring', param: string) => ({
      message: sentence`The price specified is set to \`type=${type}\` but this field only accepts prices with \`type=${type === 'one_time' ? 'recurring' : 'one_time'}\`.`,
      param,
    }),
  ),

  priceWithoutAmount: entry('recorded', '2026-08-26.dahlia', 400, () => ({
    message: 'Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.',
  })),

  priceWithoutProduct: entry('recorded', '2026-08-26.dahlia', 400, () => ({
    message: 'You must specify either `product` or `product_data` when creating a price.',
  })),

  productWithPrices: entry('recorded', 'stripe-python issue 658; 2026-08-26.dahlia', 400, () => ({
    message: 'This product cannot be deleted because it has one or more user-created prices.',
  })),

  priceInactive: entry('recorded', 'public projects', 400, (param: string) => ({
    message: 'The price specified is inactive. This field only accepts active prices.',
    param,
  })),

  priceInOtherCurrency: entry(
    'recorded',
    'public projects; the param in some of them',
    400,
    (currency: string, expected: string, param: string) => ({
      message: sentence`The price specified only supports \`${currency}\`. This doesn't match the expected currency: \`${expected}\`.`,
      param,
    }),
  ),

  propertyGone: entry(
    'recorded',
    'commerce-stripe issue 343: payment_intent of an invoice since 2025-03-31.basil; of others assumed',
    400,
    (property: string) => ({
      message: sentence`This property cannot be expanded because it doesn't exist: ${property}.`,
    }),
  ),

  propertyForbidden: entry(
    'documented',
    'changelog 2025-03-31.basil; the text assumed',
    400,
    (property: string, param: string) => ({
      code: 'property_forbidden',
      message: sentence`This property is no longer supported (${property}).`,
      param,
    }),
  ),

  publishableKey: entry('recorded', 'public projects; docs: error-codes for the code', 401, () => ({
    code: 'secret_key_required',
    message:
      'This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.',
  })),

  rateLimited: entry(
    'recorded',
    'raw reply in a public issue',
    429,
    () => ({
      code: 'rate_limit',
      message:
        'Testmode request rate limit exceeded, the rate limits in testmode are lower than livemode. You can learn more about rate limits here https://stripe.com/docs/rate-limits.',
    }),
    { 'stripe-rate-limited-reason': 'global-rate', 'stripe-should-retry': 'false' },
  ),

  refreshNotAvailable: entry('assumed', 'ours, for assume.earlyRefresh = error', 400, (feature: string) => ({
    message: sentence`A ${feature} refresh is not available for this Financial Connections account yet. Check next_refresh_available_at.`,
    param: 'features',
  })),

  refundNotCancelable: entry(
    'recorded',
    'in a sandbox, 2026-09, of a card’s; docs: payments/ach-direct-debit for the rule',
    400,
    () => ({ message: 'Canceling this refund is unsupported.' }),
  ),

  refundOfFailedCharge: entry('assumed', 'form of disputed charges', 400, (id: string) => ({
    message: sentence`Charge ${id} has failed; cannot issue a refund.`,
  })),

  refundOfNothing: entry('recorded', 'in a sandbox, 2026-09', 400, () => ({
    message: 'One of the following params should be provided for this request: payment_intent or charge.',
  })),

  refundTooLarge: entry(
    'recorded',
    'public projects',
    400,
    (asked: string, of: 'charge amount' | 'unrefunded amount on charge', there: string) => ({
      message: sentence`Refund amount (${asked}) is greater than ${of} (${there})`,
      param: 'amount',
    }),
  ),

  refundTooLate: entry(
    'assumed',
    'rule documented: "up to 180 days from the original payment"',
    400,
    (id: string, days: number) => ({
      message: sentence`Charge ${id} is older than ${days} days; cannot issue a refund.`,
    }),
  ),

  refundWithoutCharge: entry('recorded', 'in a sandbox, 2026-09', 400, (intent: string) => ({
    message: sentence`This PaymentIntent (${intent}) does not have a successful charge to refund.`,
  })),

  relinkHolderMismatch: entry(
    'assumed',
    'stripe-node 22.7.0-beta.1 types: an authorization has an account_holder of its own',
    400,
    (authorization: string) => ({
      message: sentence`The authorization '${authorization}' does not belong to the account holder of the session.`,
      param: 'account_holder',
    }),
  ),

  relinkAccountMismatch: entry(
    'assumed',
    'stripe-node 22.7.0-beta.1 types: the doc string of relink_options[account]',
    400,
    (account: string, authorization: string) => ({
      message: sentence`The account '${account}' does not belong to the authorization '${authorization}'.`,
      param: 'relink_options[account]',
    }),
  ),

  requiresActionRefused: entry('recorded', 'of cards; of bank debits inferred', 402, () => ({
    type: 'card_error',
    code: 'authentication_required',
    decline_code: 'authentication_not_handled',
    message:
      "This payment required an authentication action to complete, but `error_on_requires_action` was set. When you're ready, you can upgrade your integration to handle actions at https://stripe.com/docs/payments/payment-intents/upgrade-to-handle-actions.",
  })),

  resourceExists: entry('recorded', 'stripe-node issue 125; code documented', 400, (noun: string) => ({
    code: 'resource_already_exists',
    message: sentence`${noun} already exists.`,
    param: 'id',
  })),

  resourceMissing: entry(
    'recorded',
    'public projects; the nouns of FC assumed',
    404,
    (noun: string, id: string, param?: string, elsewhere?: Elsewhere) => ({
      code: 'resource_missing',
      missing: id,
      message: sentence`No such ${noun}: '${id}'${ours(elsewhere === undefined ? '' : ELSEWHERE[elsewhere])}`,
      param: param ?? 'id',
    }),
  ),

  resourceMissingInLiveMode: entry(
    'recorded',
    'public projects',
    404,
    (noun: string, id: string, param?: string) => ({
      code: 'resource_missing',
      missing: id,
      message: sentence`No such ${noun}: '${id}'; a similar object exists in live mode, but a test mode key was used to make this request.`,
      param: param ?? 'id',
    }),
  ),

  resourceMissingInParameter: entry(
    'recorded',
    'public projects',
    400,
    (noun: string, id: string, param: string, elsewhere?: Elsewhere) => ({
      code: 'resource_missing',
      missing: id,
      message: sentence`No such ${noun}: '${id}'${ours(elsewhere === undefined ? '' : ELSEWHERE[elsewhere])}`,
      param,
    }),
  ),

  returnUrlMissing: entry('recorded', 'many public projects', 400, (noun: IntentNoun) => ({
    message: sentence`This ${noun} is configured to accept payment methods enabled in your Dashboard. Because some of these payment methods might redirect your customer off of your page, you must provide a \`return_url\`. If you don't want to accept redirect-based payment methods, set \`automatic_payment_methods[enabled]\` to \`true\` and \`automatic_payment_methods[allow_redirects]\` to \`never\` when creating Setup Intents and Payment Intents.`,
  })),

  routingNumberInvalid: entry(
    'recorded',
    'for bank account tokens; code documented',
    400,
    (param: string) => ({
      code: 'routing_number_invalid',
      message: 'Routing number must have 9 digits',
      param,
    }),
  ),

  searchQueryUnparsable: entry('recorded', 'first sentence, live', 400, () => ({
    message:
      'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` to query for metadata or key:"value" to query for other fields.',
  })),

  searchFieldUnsupported: entry(
    'recorded',
    'live, for prices and products; its second sentence by stripe-ruby-mock',
    400,
    (field: string, resource: string) => ({
      message: sentence`Field \`${field}\` is an unsupported search field for resource \`${resource}\`. See http://stripe.com/docs/search#query-fields-for-${resource.replaceAll('_', '-')} for a list of supported fields.`,
    }),
  ),

  searchNumberInvalid: entry(
    'assumed',
    'form of unsupported fields; docs: search for the type of the field',
    400,
    (given: string, field: string) => ({
      message: sentence`Value \`${given}\` is an unsupported search value for numeric field \`${field}\`.`,
    }),
  ),

  searchOperatorUnsupported: entry(
    'assumed',
    'form of unsupported fields; docs: search ("using an unsupported operator … returns an error")',
    400,
    (operator: string, field: string) => ({
      message: sentence`Operator \`${operator}\` is an unsupported search operator for field \`${field}\`.`,
    }),
  ),

  searchSubstringTooShort: entry(
    'assumed',
    'docs: search for the rule',
    400,
    (field: string, min: number) => ({
      message: sentence`Substrings in search queries must be a minimum of ${min} characters. Field: \`${field}\`.`,
    }),
  ),

  sessionSecretUnknown: entry(
    'assumed',
    'no text is published; what was sent may be a secret, and is not repeated',
    404,
    () => ({
      code: 'resource_missing',
      message: 'No such financial connections session: no session has this client_secret.',
      param: 'client_secret',
    }),
  ),

  sessionUnlaunchable: entry(
    'assumed',
    'docs: js/financial_connections says that a session which has expired or was used is refused; the text is ours',
    400,
    (state: string) => ({
      message: sentence`This Financial Connections session has ended, its state is ${state}: create a new one.`,
      param: 'client_secret',
    }),
  ),

  setupIntentLocked: entry(
    'recorded',
    'update of the payment method of a SetupIntent that has succeeded; for canceled assumed',
    400,
    (status: string) => ({
      code: 'setup_intent_unexpected_state',
      message: sentence`You cannot update this SetupIntent because it ${ours(status === 'canceled' ? 'is already canceled' : 'has already succeeded')}.`,
    }),
  ),

  setupIntentNotCancelable: entry(
    'recorded',
    'cancel of a SetupIntent that has succeeded, and of one that was canceled; with two “it” in 2023-10-16',
    400,
    (status: string, isSlip: boolean) => ({
      code: 'setup_intent_unexpected_state',
      message:
        status === 'canceled'
          ? sentence`You cannot cancel this SetupIntent because it ${ours(isSlip ? 'it already' : 'is already')} canceled.`
          : sentence`You cannot cancel this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the following statuses may be canceled: \`requires_payment_method\`, \`requires_confirmation\`, or \`requires_action\`.`,
    }),
  ),

  setupIntentNotConfirmable: entry(
    'recorded',
    'confirm of a SetupIntent that has succeeded; for canceled assumed',
    400,
    (status: string) => ({
      code: 'setup_intent_unexpected_state',
      message: sentence`You cannot confirm this SetupIntent because it ${ours(status === 'canceled' ? 'is already canceled' : 'has already succeeded')}.`,
    }),
  ),

  setupIntentWithoutPaymentMethod: entry('recorded', 'confirm without a payment method', 400, () => ({
    code: 'setup_intent_unexpected_state',
    message:
      "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
  })),

  setupMethodIncompatible: entry(
    'recorded',
    'woocommerce-payments issue 10574, 2025-03; the param assumed',
    400,
    (type: string, allowed: readonly string[]) => ({
      code: 'setup_intent_invalid_parameter',
      message: sentence`The PaymentMethod provided (${type}) is not allowed for this SetupIntent. Please attach a PaymentMethod of one of the following types: ${ours(allowed.join(', '))}. Alternatively update the allowed payment_method_types for this SetupIntent to include "${type}".`,
      param: 'payment_method',
    }),
  ),

  setupMethodOfCustomer: entry(
    'recorded',
    'SetupIntent without its PaymentMethod’s customer',
    400,
    (paymentMethod: string, customer: string) => ({
      message: sentence`The payment method supplied (${paymentMethod}) belongs to the Customer ${customer}. Please include the Customer in the \`customer\` parameter on the SetupIntent.`,
      param: 'payment_method',
    }),
  ),

  setupTypeInvalid: entry(
    'recorded',
    'stripe-node issue 1472, for a type that the account has not activated; the param assumed',
    400,
    (type: string) => ({
      message: sentence`The payment method type "${type}" is invalid. See https://stripe.com/docs/api/setup_intents/create#create_setup_intent-payment_method_types for the full list of supported payment method types.`,
      param: 'payment_method_types',
    }),
  ),

  sourceAlreadyVerified: entry('recorded', 'two public projects', 400, () => ({
    message: 'This bank account has already been verified.',
  })),

  sourceAmountsMismatch: entry('recorded', 'stripe-node issue 435', 402, () => ({
    message: 'The amounts provided do not match the amounts that were sent to the bank account.',
  })),

  sourceNotOfCustomer: entry(
    'recorded',
    'public projects, of cards',
    404,
    (customer: string, source: string) => ({
      code: 'missing',
      message: sentence`Customer ${customer} does not have a linked source with ID ${source}.`,
      param: 'source',
    }),
  ),

  sourceUnverified: entry('documented', 'docs: ach-deprecated; without a code', 400, () => ({
    message: "The customer's bank account must be verified in order to create an ACH payment.",
  })),

  statementDescriptorTooLong: entry(
    'recorded',
    'public projects; the rule documented',
    400,
    (param: string, max: number) => ({
      message: sentence`The statement descriptor must be at most ${max} characters.`,
      param,
    }),
  ),

  statementDescriptorWithoutLetter: entry('recorded', 'public projects, 2024-09', 400, (param: string) => ({
    message: 'The statement descriptor must contain at least one Latin character.',
    param,
  })),

  stringTooLong: entry('recorded', 'public logs', 400, (param: string, given: string, max: number) => ({
    message: sentence`Invalid string: ${shortened(given)}; must be at most ${max} characters`,
    param,
  })),

  subscriptionCanceled: entry('recorded', 'a public project, 2026-05 and 2026-08', 400, () => ({
    message: 'A canceled subscription can only update its cancellation_details and metadata.',
  })),

  subscriptionIncomplete: entry(
    'documented',
    'stripe-node types: "A subscription in this status can only have metadata and default_source updated"; the text assumed',
    400,
    (param: string) => ({
      message: sentence`The ${param} of a subscription cannot be updated while it has a status of incomplete.`,
      param,
    }),
  ),

  subscriptionItemLast: entry('assumed', 'docs: api/subscription_items/delete', 400, () => ({
    message:
      'A subscription must have at least one active plan. To cancel a subscription, please use the cancel API endpoint on the subscription.',
  })),

  subscriptionItemMissing: entry(
    'recorded',
    'retrieval of one that is no more, 2024-02; code and param assumed',
    404,
    (id: string) => ({
      code: 'resource_missing',
      missing: id,
      message: sentence`Invalid subscription_item id: ${id}`,
      param: 'item',
    }),
  ),

  subscriptionItemsUnlike: entry(
    'recorded',
    'stripe-node issue 682, 2019-08',
    400,
    (field: 'currency' | 'interval') => ({
      message: sentence`Currency and interval fields must match across all plans on this subscription. Found mismatch in ${field} field.`,
    }),
  ),

  subscriptionItemUnknown: entry(
    'recorded',
    'of a retrieval, 2024-02; in a parameter assumed',
    400,
    (id: string, param: string) => ({
      code: 'resource_missing',
      missing: id,
      message: sentence`Invalid subscription_item id: ${id}`,
      param,
    }),
  ),

  subscriptionNotPaused: entry('assumed', 'docs: api/subscriptions/resume', 400, () => ({
    message: 'Only subscriptions with a status of paused can be resumed.',
  })),

  targetDateInvalid: entry(
    'assumed',
    'rule documented: between 3 and 15 calendar days from now',
    400,
    (param: string, given: string) => ({
      message: sentence`Invalid target_date: ${given} must be a YYYY-MM-DD date between 3 and 15 calendar days from now.`,
      param,
    }),
  ),

  targetDateWithMicrodeposits: entry(
    'assumed',
    'rule documented: not with verification_method=microdeposits',
    400,
    () => ({
      message:
        'The `target_date` of a `us_bank_account` cannot be set with a `verification_method` of microdeposits.',
      param: 'payment_method_options[us_bank_account][target_date]',
    }),
  ),

  testClocksRefused: entry(
    'assumed',
    'ours: docs/decisions/018-no-test-clocks.md',
    400,
    (param?: string) => ({
      message:
        'stripe-fc-emulator has no test clocks: each sandbox, one a secret key, has a clock of its own for all that is in it, which POST /_emulator/clock/advance (emulator.clock.advance) moves and GET /_emulator/clock reads, so that who needs two times uses two keys.',
      ...(param === undefined ? {} : { param }),
    }),
  ),

  tiersOfOneTime: entry('recorded', '2026-08-26.dahlia: with that param', 400, () => ({
    message: 'Prices with `type=one_time` are not supported with tiered billing.',
    param: 'interval',
  })),

  tokenAlreadyUsed: entry('recorded', 'public projects, of cards', 400, (id: string) => ({
    code: 'token_already_used',
    message: sentence`You cannot use a Stripe token more than once: ${id}.`,
  })),

  tokenOfNothing: entry('recorded', 'a public project', 400, () => ({
    code: 'parameter_missing',
    message:
      "You must supply either a card, customer, PII data, bank account, or account legal entity to create a token. If you're making this request with a library, be sure to pass all of the required parameters for creating a token. If you're making this request manually, be sure your POST parameters begin with the token type. For example, a PII token would require `pii[personal_id_number]`, while an account token would require a parameter beginning with `account[legal_entity]`. See the API reference for more information: https://stripe.com/docs/api#token_object",
  })),

  tokenOfOtherKind: entry(
    'assumed',
    'no source: a token of personal data in the place of one of a bank account',
    400,
    (id: string, type: string, param: string) => ({
      message: sentence`The token ${id} is of type ${type}, and stands for no bank account.`,
      param,
    }),
  ),

  tokenOfOtherMethod: entry(
    'assumed',
    'stripe-node types: "a Payment Method with a `type` of `us_bank_account`"',
    400,
    (type: string) => ({
      message: sentence`The PaymentMethod must be of type us_bank_account, and it is of type ${type}.`,
      param: 'bank_account[payment_method]',
    }),
  ),

  timestampNotInFuture: entry('assumed', 'form of the refusal of no timestamp', 400, (param: string) => ({
    message: 'Invalid timestamp: must be an integer Unix timestamp in the future.',
    param,
  })),
  termsOnBehalf: entry('recorded', 'public projects', 400, () => ({
    message:
      'You cannot accept the Terms of Service on behalf of accounts where controller[requirement_collection]=stripe, which includes Standard and Express accounts.',
  })),

  tooManyMetadataKeys: entry('assumed', 'limit documented', 400, (max: number) => ({
    message: sentence`Metadata can have up to ${max} keys.`,
    param: 'metadata',
  })),

  trialTooLong: entry(
    'documented',
    'docs: api/subscriptions/create, trial_end: "at most two years"; the text assumed',
    400,
    (param: string) => ({ message: 'The trial of a subscription can be at most 730 days.', param }),
  ),

  unexpectedState: entry(
    'assumed',
    'a missing cell of a lifecycle',
    400,
    (noun: string, state: string, event: string) => ({
      message: sentence`This ${noun} cannot ${event} because it has a status of ${state}.`,
    }),
  ),

  unrecognizedUrl: entry(
    'recorded',
    'public projects',
    404,
    (method: string, path: string, hint?: string) => ({
      message: sentence`Unrecognized request URL (${method}: ${path}). If you are trying to list objects, remove the trailing slash. If you are trying to retrieve an object, make sure you passed a valid (non-empty) identifier in your code. Please see https://stripe.com/docs or we can help at ${SUPPORT}.${ours(hint ?? '')}`,
    }),
  ),

  unsupportedCurrency: entry(
    'recorded',
    'usd with sepa_debit, 2021-10; code and param assumed',
    400,
    (currency: string, type: string, supported: readonly string[]) => ({
      code: 'payment_intent_invalid_parameter',
      message: sentence`The currency provided (${currency}) is invalid for one or more payment method types on this PaymentIntent. The payment method type ${type} only supports the following currencies: ${ours(supported.join(', '))}. Either correct the provided currency, or use a different PaymentIntent to accept this payment method type.`,
      param: 'currency',
    }),
  ),

  upcomingOfNobody: entry(
    'recorded',
    '2020-08-27, of GET /v1/invoices/upcoming; of previews assumed',
    400,
    () => ({
      message: 'You must either provide a `customer` or a `subscription` to the upcoming invoice endpoint.',
    }),
  ),

  urlInvalid: entry(
    'recorded',
    'raw bodies of public projects',
    400,
    (param: string, why: 'scheme' | 'form') => ({
      code: 'url_invalid',
      message:
        why === 'scheme'
          ? 'Invalid URL: An explicit scheme (such as https) must be provided.'
          : 'Not a valid URL',
      param,
    }),
  ),

  verificationMethodInstant: entry('assumed', 'rule documented; no text is published', 400, () => ({
    code: 'payment_method_unexpected_state',
    message:
      'With a `verification_method` of instant, only bank accounts linked by Financial Connections can be used, and this one was typed in.',
  })),
} as const;
