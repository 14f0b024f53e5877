import { errors } from '../../core/catalogue.ts';
import { formFromJson } from '../../core/form.ts';
import { sentence } from '../../core/sentence.ts';
import {
  arrayOf,
  boolean,
  hash,
  mapOf,
  oneOf,
  optional,
  type Shape,
  string,
  unsettable,
} from '../../core/shape.ts';
import { PRICE_TYPES, TAX_BEHAVIORS } from '../../model/billing-words.ts';
import type { PriceBeside } from '../../model/facts.ts';
import type { Price } from '../../model/wire.ts';
import {
  customAmount as customUnit,
  unitAmount,
  unitDecimal,
  upTo,
} from '../../resources/billing/prices/amount-parameters.ts';
import { keepBeside } from '../../resources/billing/prices/beside.ts';
import { CREATE } from '../../resources/billing/prices/params.ts';
import { createdPrice, newPrice, PRICE as TYPE, unitOf } from '../../resources/billing/prices/record.ts';
import { showPrice } from '../../resources/billing/subscriptions/items.ts';
import { secondsInTime } from '../seconds-in-time.ts';
import { checkNames, type Fields, withoutFixed, withoutNulls } from './fields.ts';
import { type Given, keptOf, type PreparedObject, referencesOf, textOf } from './preparation.ts';

/* As its creation says it, or as an answer shows it, which has null where nothing was said. */

const amount = unsettable(customUnit);
const unit = { unit_amount: unsettable(unitAmount), unit_amount_decimal: unsettable(unitDecimal) };
const untilLast: Shape<number | null> = (value, path) => (value === '' ? null : upTo(value, path));
const customAmount = hash({ enabled: optional(boolean), maximum: amount, minimum: amount, preset: amount });
const tiers = arrayOf(
  hash({
    flat_amount: unsettable(unitAmount),
    flat_amount_decimal: unsettable(unitDecimal),
    ...unit,
    up_to: untilLast,
  }),
);
const { product_data: _product, transfer_lookup_key: _transfer, ...shown } = CREATE;

const parameters = hash({
  ...shown,
  ...unit,
  created: optional(secondsInTime),
  currency: optional(CREATE.currency),
  currency_options: optional(
    mapOf(
      hash({
        custom_unit_amount: unsettable(customAmount),
        tax_behavior: unsettable(oneOf(...TAX_BEHAVIORS)),
        tiers: optional(tiers),
        ...unit,
      }),
    ),
  ),
  custom_unit_amount: optional(customAmount),
  id: optional(string()),
  product: string(),
  tiers: optional(tiers),
  type: optional(oneOf(...PRICE_TYPES)),
});

type Said = ReturnType<typeof parameters>;
type Unit = Pick<Said, 'unit_amount' | 'unit_amount_decimal'>;

/** An answer has both forms of an amount, of which the decimal one is whole. */
const unitShown = ({ unit_amount: whole, unit_amount_decimal: decimal }: Unit) =>
  unitOf({
    ...(typeof decimal === 'string' ? { unit_amount_decimal: decimal } : {}),
    ...(typeof whole === 'number' && typeof decimal !== 'string' ? { unit_amount: whole } : {}),
  });

type CustomAmount = ReturnType<typeof customAmount>;

const customShown = (custom: CustomAmount | null | undefined): Price['custom_unit_amount'] =>
  custom == null
    ? null
    : {
        maximum: custom.maximum ?? null,
        minimum: custom.minimum ?? null,
        preset: custom.preset ?? null,
      };

const tiersShown = (given: ReturnType<typeof tiers>): NonNullable<PriceBeside['tiers']> =>
  given.map(({ flat_amount, flat_amount_decimal, up_to, ...each }) => {
    const flat = unitShown({
      ...(flat_amount === undefined ? {} : { unit_amount: flat_amount }),
      ...(flat_amount_decimal === undefined ? {} : { unit_amount_decimal: flat_amount_decimal }),
    });
    return {
      flat_amount: flat.unit_amount,
      flat_amount_decimal: flat.unit_amount_decimal,
      ...unitShown(each),
      up_to,
    };
  });

/** What it shows on expansion; its own currency is shown with the others, and is not one of them. */
function besideShown({ currency = 'usd', currency_options: options, tiers: given }: Said): PriceBeside {
  const others = Object.entries(options ?? {}).filter(([name]) => name !== currency);
  return {
    ...(given === undefined ? {} : { tiers: tiersShown(given) }),
    ...(others.length === 0
      ? {}
      : {
          currency_options: Object.fromEntries(
            others.map(([name, option]) => [
              name,
              {
                custom_unit_amount: customShown(option.custom_unit_amount),
                tax_behavior: option.tax_behavior ?? 'unspecified',
                ...(option.tiers === undefined ? {} : { tiers: tiersShown(option.tiers) }),
                ...unitShown(option),
              },
            ]),
          ),
        }),
  };
}

function checkType({ type, recurring }: Said, where: string): void {
  const truth = recurring === undefined ? 'one_time' : 'recurring';
  if (type === undefined || type === truth) return;
  throw errors.misuse(
    sentence`${where}.type is "${type}", and a price ${recurring === undefined ? 'without' : 'with'} "recurring" is "${truth}".`,
    `${where}.type`,
  );
}

const NAMES = ['currency_options', 'tiers'];

/** A price as the API would have created it, by default of $20. */
export function preparedPrice({ scope, fields, where }: Given): PreparedObject<Price> {
  const given = withoutFixed(fields, TYPE, where);
  checkNames(given, [...Object.keys(newPrice(scope, 'template')), ...NAMES], TYPE, where);
  if (textOf(given.product) === undefined)
    throw errors.misuse(
      sentence`${where}.product is missing: name the product that has the price.`,
      `${where}.product`,
    );
  const read = parameters(formFromJson(readable(given)), where);
  checkType(read, where);
  const { created, currency_options: _options, custom_unit_amount: custom, tiers: _tiers, ...making } = read;
  const { type: _type, unit_amount: _amount, unit_amount_decimal: _decimal, id: named, ...rest } = making;
  const id = named ?? scope.id(TYPE);
  const price = createdPrice(scope, id, read.product, { ...rest, currency: read.currency ?? 'usd' });
  const record: Price = {
    ...price,
    ...keptOf(scope, TYPE, id),
    ...(created === undefined ? {} : { created }),
    ...amountsOf(read),
    custom_unit_amount: customShown(custom),
  };
  const beside = besideShown(read);
  return {
    scope,
    id,
    references: referencesOf(record),
    put: () => {
      keepBeside(scope, id, beside);
      const price = scope.tables[TYPE].put(record);
      showPrice(scope, price);
      return price;
    },
  };
}

const DEFAULT = { unit_amount: 2000, unit_amount_decimal: '2000' };

function amountsOf(read: Said): ReturnType<typeof unitShown> {
  const shown = unitShown(read);
  const isPriced = read.billing_scheme === 'tiered' || read.custom_unit_amount !== undefined;
  return isPriced || shown.unit_amount_decimal !== null ? shown : DEFAULT;
}

/** Nothing is null that was not said; the last of the tiers goes up to null, or to `inf`. */
function readable(fields: Fields): unknown {
  const { tiers: given, ...rest } = fields;
  return given === undefined || given === null
    ? withoutNulls(rest)
    : { ...Object(withoutNulls(rest)), tiers: given };
}
