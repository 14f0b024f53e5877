import type Stripe from 'stripe';
import {
  arrayOf,
  type HashShape,
  hash,
  type OptionalShape,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  unsettable,
} from '../../core/shape.ts';
import type { Invoice, ParamsOf } from '../../model/wire.ts';
import { BANK_ACCOUNT_TYPES, PERMISSIONS, PREFETCHES, VERIFICATION_METHODS } from '../../model/words.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkConnections } from '../intents/bank-account-options.ts';
import { alphabetical } from '../params/alphabetical.ts';
import { foreignMembers } from '../params/foreign.ts';

/* How invoices are paid, which subscriptions say of theirs. Other payment methods are checked, and shown as they came. */

type Settings = Invoice['payment_settings'];
type Options = NonNullable<Settings['payment_method_options']>;
type BankSettings = NonNullable<Options['us_bank_account']>;
type BankParams = Stripe.InvoiceCreateParams.PaymentSettings.PaymentMethodOptions.UsBankAccount;
type BankConnections = NonNullable<BankParams['financial_connections']>;

/** What is said of bank accounts: less than of an intent, which has a `return_url`, a target date and a mandate besides. */
const BANK = hash({
  financial_connections: optional(
    hash({
      filters: optional(
        hash({
          account_subcategories: optional(arrayOf(oneOf(...BANK_ACCOUNT_TYPES))),
        } satisfies ParamsOf<NonNullable<BankConnections['filters']>>),
      ),
      permissions: optional(arrayOf(oneOf(...PERMISSIONS))),
      prefetch: optional(arrayOf(oneOf(...PREFETCHES))),
    } satisfies ParamsOf<BankConnections>),
  ),
  verification_method: optional(oneOf(...VERIFICATION_METHODS)),
} satisfies ParamsOf<BankParams>);

type GivenBank = Params<(typeof BANK)['members']>;

/** The options as given; of other payment methods no more is known than that their names are right. */
export interface GivenOptions {
  readonly us_bank_account?: GivenBank | null;
  readonly [type: string]: unknown;
}

type Members = Readonly<Record<string, OptionalShape<unknown>>>;
type OfInvoices = 'InvoiceCreateParams' | 'InvoiceUpdateParams';
type Root = OfInvoices | 'SubscriptionCreateParams' | 'SubscriptionUpdateParams';

/** The parser of `payment_method_options`, without other members than the SDK has under that root. */
export const settingsOptionsParser = (root: Root): HashShape<Members> & Shape<GivenOptions> =>
  hash({
    ...foreignMembers(root, 'payment_settings', 'payment_method_options'),
    us_bank_account: unsettable(BANK),
    // A cast, because spreading the generated members hides the type of `us_bank_account`.
  }) as HashShape<Members> & Shape<GivenOptions>;

const typesParser =
  (root: Root): Shape<readonly string[] | null> =>
  (value, path, voice) =>
    // A cast: the generated parser takes a list of texts, or unsets it.
    foreignMembers(root, 'payment_settings').payment_method_types?.(value, path, voice) as
      | readonly string[]
      | null;

/** `payment_settings[payment_method_types]`, as invoices and subscriptions take them. */
export const settingsTypes = (root: Root): OptionalShape<readonly string[] | null> =>
  optional(typesParser(root));

/** `payment_settings` of an invoice. */
export const invoiceSettings = (root: OfInvoices) =>
  hash({
    default_mandate: unsettable(string()),
    payment_method_options: optional(settingsOptionsParser(root)),
    payment_method_types: settingsTypes(root),
  } satisfies ParamsOf<Stripe.InvoiceCreateParams.PaymentSettings>);

const PATH = 'payment_settings[payment_method_options][us_bank_account]';

interface Given {
  readonly payment_method_options?: GivenOptions | null;
  readonly payment_method_types?: readonly string[] | null;
}

/** Refuses permissions that do not go together. */
export function checkSettings(scope: Scope, given: Given | undefined): void {
  checkConnections(
    scope,
    given?.payment_method_options?.us_bank_account?.financial_connections,
    undefined,
    PATH,
  );
}

/** Shown as soon as one of them is said (recorded 2025-04; the last four seen in Stripe's fixtures). */
const NO_OPTIONS: Options = {
  acss_debit: null,
  bancontact: null,
  card: null,
  customer_balance: null,
  konbini: null,
  payto: null,
  pix: null,
  sepa_debit: null,
  upi: null,
  us_bank_account: null,
};

function shownBank(
  current: BankSettings | null | undefined,
  given: GivenBank | BankSettings | null | undefined,
): BankSettings | null {
  if (given === undefined) return current ?? null;
  if (given === null) return null;
  const { financial_connections: connections, verification_method } = given;
  return {
    ...current,
    ...(connections === undefined
      ? {}
      : {
          financial_connections: alphabetical({
            // Never null on intents (recorded); of these assumed.
            prefetch: [],
            ...current?.financial_connections,
            ...connections,
          }),
        }),
    ...(verification_method === undefined ? {} : { verification_method }),
  };
}

/** The options after a change: null until something is said, then with all payment methods. */
export function shownSettingsOptions(
  current: Options | null,
  given: GivenOptions | Pick<Options, 'us_bank_account'> | null | undefined,
): Options | null {
  if (given === undefined) return current;
  if (given === null) return null;
  const { us_bank_account: bank, ...others } = given;
  // A cast: the generated parsers have checked the others, but their types do not say which.
  return alphabetical({
    ...NO_OPTIONS,
    ...current,
    ...others,
    us_bank_account: shownBank(current?.us_bank_account, bank),
  }) as Options;
}

/** The types after a change. A cast: the generated parser has checked that they are Stripe's. */
export const shownSettingsTypes = (
  current: Settings['payment_method_types'],
  given: readonly string[] | null | undefined,
): Settings['payment_method_types'] =>
  given === undefined ? current : (given as Settings['payment_method_types']);

/** The settings of an invoice after a change. */
export const shownSettings = (
  current: Settings,
  given: (Given & { readonly default_mandate?: string | null }) | Settings | undefined,
): Settings => ({
  default_mandate: given?.default_mandate === undefined ? current.default_mandate : given.default_mandate,
  payment_method_options: shownSettingsOptions(current.payment_method_options, given?.payment_method_options),
  payment_method_types: shownSettingsTypes(current.payment_method_types, given?.payment_method_types),
});
