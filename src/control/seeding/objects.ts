import type { InstitutionCatalogue } from '../../bank/institutions.ts';
import { errors } from '../../core/catalogue.ts';
import { suggestionOrAll } from '../../core/closest.ts';
import { formFromJson } from '../../core/form.ts';
import { plainCopy } from '../../core/plain.ts';
import type { ApiObject, Charge, Mandate, PaymentIntent, PaymentMethod } from '../../model/wire.ts';
import { completeCharge } from '../../resources/charges.ts';
import { completeMandate } from '../../resources/mandates.ts';
import { completePaymentIntent } from '../../resources/payment-intents/operations.ts';
import { completePaymentMethod } from '../../resources/payment-methods/operations.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { preparedAccount } from './accounts.ts';
import { preparedCustomer } from './customers.ts';
import { type Fields, isFields, VOICE, withoutFixed } from './fields.ts';
import { type Given, type PreparedObject, prepared, textOf } from './preparation.ts';
import { preparedSession } from './sessions.ts';
import { preparedEndpoint } from './webhook-endpoints.ts';

/** How an object of each type is completed. */
const TYPES: Readonly<Record<string, (given: Given) => PreparedObject>> = {
  customers: preparedCustomer,
  'financial_connections.accounts': ({ scope, catalogue, fields, where }) => {
    const given = withoutFixed(fields, 'financial_connections.account', where);
    return preparedAccount(scope, catalogue, formFromJson(given), where);
  },
  'financial_connections.sessions': preparedSession,
  payment_intents: (given) => prepared<PaymentIntent>(given, 'payment_intent', completePaymentIntent),
  payment_methods: (given) => prepared<PaymentMethod>(given, 'payment_method', completePaymentMethod),
  charges: (given) => prepared<Charge>(given, 'charge', completeCharge),
  mandates: preparedMandate,
  webhook_endpoints: preparedEndpoint,
};

const ONCE = { type: 'single_use', single_use: { amount: 0, currency: 'usd' } };

function preparedMandate(given: Given): PreparedObject {
  const { payment_method, type } = given.fields;
  const param = `${given.where}.payment_method`;
  if (textOf(payment_method) === undefined)
    throw errors.misuse(`${param} is missing: name the PaymentMethod whose payments it allows.`, param);
  return prepared<Mandate>(given, 'mandate', completeMandate, type === 'single_use' ? ONCE : {});
}

/**
 * Puts objects in place by type, without events: all of them, or none if one makes no sense. Answers them completed. What
 * they name must be there, in the same call or from before.
 */
export function putObjects(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  objects: unknown,
): Record<string, readonly ApiObject[]> {
  const undo = scope.sandbox.parts.ids.mark();
  try {
    const given = plainCopy(objects, '', VOICE);
    if (!isFields(given))
      throw errors.misuse('Objects are given by type, such as {"customers":[{"id":"cus_123"}]}.');
    const lists = Object.entries(given).map(([type, records]) => {
      const prepare = prepareOf(type);
      return [
        type,
        fieldsOf(type, records).map((fields, at) =>
          prepare({ scope, catalogue, fields, where: `${type}[${at}]` }),
        ),
      ] as const;
    });
    checkReferences(lists);
    return Object.fromEntries(lists.map(([type, list]) => [type, list.map(({ put }) => put())]));
  } catch (thrown) {
    undo();
    throw thrown;
  }
}

function prepareOf(type: string): (given: Given) => PreparedObject {
  const prepare = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  if (prepare !== undefined) return prepare;
  throw errors.misuse(
    `There are no objects of type "${type}".${suggestionOrAll(type, Object.keys(TYPES))}`,
    type,
  );
}

function fieldsOf(type: string, records: unknown): readonly Fields[] {
  // A form's list may come as a hash of its indexes.
  const list = typeof records === 'object' && records !== null ? Object.values(records) : undefined;
  if (list === undefined) throw errors.misuse(`"${type}" is a list of objects, such as [{"id":"…"}].`, type);
  return list.map((fields: unknown) => {
    if (isFields(fields)) return fields;
    throw errors.misuse(`"${type}" holds ${JSON.stringify(fields)}, which is no object.`, type);
  });
}

function checkReferences(lists: readonly (readonly [string, readonly PreparedObject[]])[]): void {
  const coming = new Map<Scope, Set<string>>();
  for (const { id, scope, type } of lists.flatMap(([, list]) => list)) {
    const ids = coming.get(scope) ?? new Set();
    coming.set(scope, ids.add(`${type} ${id}`));
  }
  for (const [listed, list] of lists) {
    for (const [at, { references, scope }] of list.entries()) {
      const missing = references.find(
        ({ type, id }) =>
          scope.tables[type].get(id) === undefined && coming.get(scope)?.has(`${type} ${id}`) !== true,
      );
      if (missing === undefined) continue;
      const where = `${listed}[${at}].${missing.field}`;
      throw errors.misuse(
        `${where} names "${missing.id}", and there is no such ${missing.type}: put it in place in the same call, or before.`,
        where,
      );
    }
  }
}
