import { formFromJson } from '../../core/form.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import { hash } from '../../core/shape.ts';
import type { Customer } from '../../model/wire.ts';
import { newCustomer } from '../../resources/customers/operations.ts';
import { CREATE } from '../../resources/customers/params.ts';
import { fullAddress } from '../../resources/params/address.ts';
import { checkedFields, checkNames, type Fields, isFields, withoutFixed, withoutNulls } from './fields.ts';
import { type Given, keptOf, type PreparedObject, textOf } from './preparation.ts';

// Present or absent, never null.
const RARE = ['business_name', 'individual_name'];

const customerFields = hash(CREATE);

/** What the API would take at creation is read by its own parsers, the rest is held against the template. */
export function preparedCustomer({ sandbox, fields, where }: Given): PreparedObject {
  const id = fields.id === undefined ? sandbox.id('cus') : (textOf(fields.id) ?? '');
  const template = newCustomer(sandbox, id);
  const given = withoutFixed(fields, 'customer', where);
  checkNames(given, [...Object.keys(template), ...RARE], 'customer', where);
  const members = Object.entries(withoutUnset(given, template));
  const isParsed = ([name]: readonly [string, unknown]) => Object.hasOwn(CREATE, name) && name !== 'id';
  const rest = checkedFields(
    template,
    Object.fromEntries(members.filter((one) => !isParsed(one))),
    'customer',
    where,
  );
  const parsed = customerFields(formFromJson(Object.fromEntries(members.filter(isParsed))), where);

  const { address, invoice_settings, metadata, shipping, tax_exempt, ...plain } = parsed;
  const customer = {
    ...template,
    ...keptOf(sandbox, 'customer', id),
    ...rest,
    ...plain,
    ...(address == null ? {} : { address: fullAddress(address) }),
    ...(invoice_settings === undefined
      ? {}
      : { invoice_settings: { ...template.invoice_settings, ...invoice_settings } }),
    metadata: mergedMetadata({}, metadata),
    ...(shipping == null
      ? {}
      : { shipping: { phone: null, ...shipping, address: fullAddress(shipping.address) } }),
    ...(tax_exempt == null ? {} : { tax_exempt }),
    // Every member is the template's, or has been read as the API reads it.
  } as Customer;
  return {
    type: 'customer',
    scope: sandbox,
    id,
    references: [],
    put: () => sandbox.tables.customer.put(customer),
  };
}

/** Without what is null and is null or empty in the template, too: parameters have no null. */
function withoutUnset(fields: Fields, template: object): Fields {
  const known = template as Fields;
  const set = Object.entries(fields).filter(
    ([name, value]) => value !== null || !(known[name] == null || isFields(known[name])),
  );
  return Object.fromEntries(set.map(([name, value]) => [name, withoutNulls(value)]));
}
