import { formFromJson } from '../../core/form.ts';
import { mergedMetadata } from '../../core/metadata.ts';
import { hash } from '../../core/shape.ts';
import type { Customer } from '../../model/wire.ts';
import { newCustomer } from '../../resources/customers/operations.ts';
import { CREATE } from '../../resources/customers/params.ts';
import { fullAddress } from '../../resources/params/address.ts';
import { checkedFields, checkNames, type Fields, isFields, withoutFixed, withoutNulls } from './fields.ts';
import { type Given, keptOf, type PreparedObject, textOf } from './preparation.ts';

// Not in the template, because Stripe leaves them out where they are not set.
const RARE = ['business_name', 'individual_name'];

const customerFields = hash(CREATE);

/** Fields that are parameters of creation are read by its parsers; the others are checked against the template. */
export function preparedCustomer({ scope, fields, where }: Given): PreparedObject {
  const id = fields.id === undefined ? scope.id('cus') : (textOf(fields.id) ?? '');
  const template = newCustomer(scope, id);
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
    ...keptOf(scope, 'customer', id),
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
    // Every member comes from the template, or has been checked above.
  } as Customer;
  return {
    type: 'customer',
    scope,
    id,
    references: [],
    put: () => scope.tables.customer.put(customer),
  };
}

/** Without the nulls that the template has anyway, because the parsers of parameters do not take null. */
function withoutUnset(fields: Fields, template: object): Fields {
  const known = template as Fields;
  const set = Object.entries(fields).filter(
    ([name, value]) => value !== null || !(known[name] == null || isFields(known[name])),
  );
  return Object.fromEntries(set.map(([name, value]) => [name, withoutNulls(value)]));
}
