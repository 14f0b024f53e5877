import { isHash } from '../../core/form.ts';
import { mergedMetadata, metadata } from '../../core/metadata.ts';
import {
  arrayOf,
  boolean,
  hash,
  integer,
  oneOf,
  optional,
  type Params,
  type Shape,
  string,
  unsettable,
} from '../../core/shape.ts';
import { orNull } from '../../core/stored.ts';
import {
  CHECKOUT_MODES,
  CHECKOUT_PAYMENT_STATUSES,
  CHECKOUT_STATUSES,
  UI_MODES,
} from '../../model/billing-words.ts';
import type { CheckoutLine } from '../../model/facts.ts';
import { NEWEST_VERSION } from '../../model/versions/version-string.ts';
import type { CheckoutSession } from '../../model/wire.ts';
import { customerCreation, expireLater } from '../../resources/checkout/creation.ts';
import { echoedFields } from '../../resources/checkout/echoed.ts';
import { forgetExpiry } from '../../resources/checkout/ending.ts';
import { sumOfLines } from '../../resources/checkout/line-items.ts';
import { shownOptions } from '../../resources/checkout/options.ts';
import { pathOfCheckout } from '../../resources/checkout/page.ts';
import {
  type CheckoutMode,
  detailsOf,
  newCheckout,
  ordered,
  pathOfPage,
  secretOf,
  CHECKOUT as TYPE,
} from '../../resources/checkout/record.ts';
import { checkoutTypes } from '../../resources/checkout/types.ts';
import { permissionsFor } from '../../resources/dashboard.ts';
import { CREATE } from '../../resources/payment-intents/parameters.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { checkCost } from './costs.ts';
import { checkedFields, type Fields, VOICE, withoutFixed } from './fields.ts';
import {
  type Given,
  keptOf,
  type PreparedObject,
  type Reference,
  referencesOf,
  textOf,
} from './preparation.ts';

const text = string();

/** A price as the API answers it, whole, or by its id. */
const priceId: Shape<string> = (value, path, voice) =>
  text(isHash(value) ? (value.id ?? '') : value, path, voice);

const anything: Shape<unknown> = (value) => value;

/** A line as the API answers it, or what there is to say of it. */
const LINE = hash({
  id: optional(text),
  object: optional(oneOf('item')),
  adjustable_quantity: unsettable(
    hash({ enabled: boolean, maximum: optional(orNull(integer())), minimum: optional(orNull(integer())) }),
  ),
  amount_discount: optional(anything),
  amount_subtotal: optional(anything),
  amount_tax: optional(anything),
  amount_total: optional(anything),
  currency: optional(anything),
  description: unsettable(text),
  metadata,
  price: priceId,
  quantity: optional(integer({ min: 0 })),
});
const lines = arrayOf(LINE);

function lineOf(
  scope: Scope,
  {
    id,
    adjustable_quantity: range,
    description,
    price,
    quantity = 1,
    ...given
  }: Params<(typeof LINE)['members']>,
): CheckoutLine {
  return {
    id: id ?? scope.id('li'),
    adjustable_quantity: range == null ? null : { maximum: null, minimum: null, ...range },
    description: description ?? null,
    metadata: mergedMetadata({}, given.metadata),
    price,
    quantity,
  };
}

// An object with a status unknown to its lifecycle could never leave it.
const WORDS = {
  currency: CREATE.currency,
  mode: oneOf(...CHECKOUT_MODES),
  payment_status: oneOf(...CHECKOUT_PAYMENT_STATUSES),
  status: oneOf(...CHECKOUT_STATUSES),
  ui_mode: oneOf(...UI_MODES),
};

/** With what only some of them have, and an element in each list. */
const templateOf = (blank: CheckoutSession): Fields => ({
  ...blank,
  custom_fields: [{ dropdown: {}, key: '', label: {}, numeric: {}, optional: false, text: {}, type: '' }],
  discounts: null,
  excluded_payment_method_types: [''],
  name_collection: {},
  optional_items: null,
  redirect_on_completion: '',
  return_url: '',
  shipping_options: [{ shipping_amount: 0, shipping_rate: '' }],
  tax_id_collection: {},
});

/** What a session has of what it may be paid with that was not said. */
function withTypes(
  scope: Scope,
  mode: CheckoutMode,
  given: Partial<CheckoutSession>,
): Partial<CheckoutSession> {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = given;
  const isSaid = given.payment_method_types !== undefined;
  const asked = {
    ...(isSaid || allowed == null ? {} : { allowed_payment_method_types: allowed }),
    ...(isSaid || excluded == null ? {} : { excluded_payment_method_types: excluded }),
  };
  const chosen = checkoutTypes(scope, asked, { mode, currency: undefined, capture: undefined });
  const { payment_method_types: types = chosen.payment_method_types } = given;
  const dynamic = !isSaid && chosen.payment_method_configuration_details !== null;
  const { us_bank_account: bank, ...others } = given.payment_method_options ?? {};
  // What cannot be paid with has no options: a creation drops them.
  const options =
    bank !== undefined && types.includes('us_bank_account') ? { ...others, us_bank_account: bank } : others;
  return {
    ...(isSaid ? {} : chosen),
    ...given,
    payment_method_options: {
      ...options,
      ...shownOptions({ mode, types, dynamic, requested: permissionsFor(scope, dynamic) }, options),
    },
  };
}

/** Where its page is: of one that was answered its path, wherever the emulator was. */
function placeOf(session: CheckoutSession): Pick<CheckoutSession, 'client_secret' | 'url'> {
  const { client_secret: secret, id, status, ui_mode: mode, url } = session;
  const isPage = mode === 'hosted_page';
  const path = url === null ? (isPage && status === 'open' ? pathOfPage(id) : null) : pathOfCheckout(url);
  return { client_secret: secret ?? (isPage ? null : secretOf(id)), url: path };
}

/** What is billed by it. */
const billed = (session: CheckoutSession): readonly Reference[] =>
  (['invoice', 'subscription'] as const).flatMap((type) => {
    const { [type]: id } = session;
    return id === null ? [] : [{ type, id, field: type }];
  });

/** A session as the API would have opened it, with what only `objects` may set. */
export function preparedCheckout(all: Given): PreparedObject<CheckoutSession> {
  const { scope, fields, where } = all;
  const { line_items: given, ...rest } = withoutFixed(fields, TYPE, where);
  const mode = WORDS.mode(rest.mode ?? 'payment', `${where}.mode`, VOICE);
  const blank = newCheckout(scope, mode, textOf(rest.id));
  const checked = checkedFields(templateOf(blank), rest, TYPE, where, WORDS) as Partial<CheckoutSession>;
  const said = Object.fromEntries(Object.entries(checked).filter(([, value]) => value !== null));
  const whole = { ...checked, ...echoedFields(said, blank) };
  const known = withTypes(scope, mode, { ...keptOf(scope, TYPE, blank.id), ...whole });
  const { customer, customer_account: account } = known;
  const creation = customerCreation(mode, NEWEST_VERSION, {
    ...(customer == null ? {} : { customer }),
    ...(account == null ? {} : { customer_account: account }),
  });
  const record = ordered({ ...blank, customer_creation: creation, ...known });
  const listed = isHash(given) && given.object === 'list' ? given.data : given;
  const kept = listed === undefined ? undefined : lines(listed, `${where}.line_items`, VOICE);
  for (const [at, { price, quantity = 1 }] of (kept ?? []).entries())
    checkCost(all, price, quantity, `${where}.line_items[${at}]`);
  const prices = (kept ?? []).map(
    ({ price: id }, at): Reference => ({ type: 'price', id, field: `line_items[${at}].price` }),
  );
  return {
    scope,
    id: record.id,
    references: [...referencesOf(record), ...billed(record), ...prices],
    put: () => {
      const { checkouts } = scope.facts;
      // What was said of the earlier one holds on, but for what is said of this.
      const earlier = checkouts.get(record.id) ?? { lines: [] };
      checkouts.set(record.id, {
        ...earlier,
        ...(kept === undefined ? {} : { lines: kept.map((line) => lineOf(scope, line)) }),
      });
      return open(scope, record, checked);
    },
  };
}

/** That of what is sold. */
function currencyOf(scope: Scope, { currency, id }: CheckoutSession): string | null {
  const [line] = scope.facts.checkouts.get(id)?.lines ?? [];
  return scope.tables.price.get(line?.price ?? '')?.currency ?? currency;
}

function open(scope: Scope, record: CheckoutSession, said: Partial<CheckoutSession>): CheckoutSession {
  const total = record.mode === 'setup' ? null : sumOfLines(scope, record.id);
  const customer = scope.tables.customer.get(record.customer ?? '');
  const session = scope.tables[TYPE].put({
    ...record,
    ...placeOf(record),
    currency: said.currency ?? currencyOf(scope, record),
    amount_subtotal: said.amount_subtotal ?? total,
    amount_total: said.amount_total ?? said.amount_subtotal ?? total,
    customer_details:
      record.customer_details ?? (customer === undefined ? null : detailsOf(record.mode, customer)),
  });
  forgetExpiry(scope, session.id);
  if (session.status === 'open') expireLater(scope, session);
  return session;
}
