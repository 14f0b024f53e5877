import { formFromJson, isHash } from '../../core/form.ts';
import { hash } from '../../core/shape.ts';
import type { Customer } from '../../model/wire.ts';
import { SHOWN } from '../../resources/customers/params.ts';
import { createdCustomer, newCustomer } from '../../resources/customers/record.ts';
import { checkedFields, checkNames, type Fields, parted, withoutFixed, withoutNulls } from './fields.ts';
import { type Given, keptOf, type PreparedObject } from './preparation.ts';

const TYPE = 'customer';

// Not in the template, because Stripe leaves them out where they are not set.
const RARE = ['business_name', 'individual_name'];

const PARAMETERS = Object.keys(SHOWN);
const parameters = hash(SHOWN);

/** A customer as the API would have created it, with what only `objects` may set: the fields that are no parameters. */
export function preparedCustomer({ scope, fields, where }: Given): PreparedObject<Customer> {
  const template = newCustomer(scope, 'template');
  const given = withoutFixed(fields, TYPE, where);
  checkNames(given, [...Object.keys(template), ...RARE], TYPE, where);
  const [named, beside] = parted(withoutUnset(given, template), PARAMETERS);
  const results = checkedFields(template, beside, TYPE, where);
  const params = parameters(formFromJson(named), where);
  const { id = scope.id('cus') } = results;
  const customer = {
    ...createdCustomer(scope, { ...params, id }),
    ...keptOf(scope, TYPE, id),
    ...results,
  };
  return { scope, id, references: [], put: () => scope.tables.customer.put(customer) };
}

/** Without the nulls that the template has anyway, because the parsers of parameters do not take null. */
function withoutUnset(fields: Fields, template: Customer): Fields {
  const known: Fields = { ...template };
  const set = Object.entries(fields).filter(
    ([name, value]) => value !== null || !(known[name] == null || isHash(known[name])),
  );
  return Object.fromEntries(set.map(([name, value]) => [name, withoutNulls(value)]));
}
