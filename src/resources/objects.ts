import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { closest } from '../core/closest.ts';
import { choices } from '../core/errors.ts';
import { formFromJson } from '../core/form.ts';
import type { Sandbox } from '../sandbox.ts';
import type { ObjectType } from '../tables.ts';
import type { ApiObject } from '../wire.ts';
import { preparedAccount } from './account-control.ts';
import { completeCharge } from './charges.ts';
import { newCustomer } from './customers.ts';
import { completeMandate } from './mandates.ts';
import { completePaymentIntent, intentLifecycle } from './payment-intents.ts';
import { completePaymentMethod } from './payment-methods.ts';
import { openSession } from './sessions.ts';
import { putEndpoint } from './webhook-endpoints.ts';

type Fields = Readonly<Record<string, unknown>>;

/** How an object of one type is completed; what comes back puts it in place. */
type Prepare = (sandbox: Sandbox, fields: Fields, catalogue: InstitutionCatalogue) => () => ApiObject;

/** `fields` over `template`: names and rough types are checked, strings from forms become what the template has. */
function overlaid<T extends object>(template: T, fields: Fields, where: string): T {
  const known = template as Fields;
  const completed: Record<string, unknown> = { ...known };
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(known, name)) {
      const near = closest(name, Object.keys(known));
      throw errors.misuse(
        `${where} has no field "${name}". ${near === undefined ? '' : `Did you mean "${near}"?`}`.trim(),
        name,
      );
    }
    completed[name] = coerced(known[name], value, `${where}.${name}`);
  }
  // Every member is the template's, or has its type.
  return completed as T;
}

function coerced(example: unknown, value: unknown, where: string): unknown {
  if (value === null || example === null || example === undefined) return value;
  if (typeof value === typeof example && Array.isArray(value) === Array.isArray(example)) return value;
  if (typeof example === 'number' && typeof value === 'string' && /^-?\d{1,15}$/.test(value))
    return Number(value);
  if (typeof example === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  throw errors.misuse(
    `${where} is ${JSON.stringify(value)}, which should look like ${JSON.stringify(example)}.`,
    where,
  );
}

const idOf = (sandbox: Sandbox, fields: Fields, prefix: string): string =>
  typeof fields.id === 'string' && fields.id !== '' ? fields.id : sandbox.id(prefix);

const TYPES: Readonly<Record<string, Prepare>> = {
  customers: (sandbox, fields) => {
    const customer = overlaid(newCustomer(sandbox, idOf(sandbox, fields, 'cus')), fields, 'customer');
    return () => sandbox.tables.customer.put(customer);
  },
  'financial_connections.accounts': (sandbox, fields, catalogue) =>
    preparedAccount(sandbox, catalogue, formFromJson(fields), fields),
  'financial_connections.sessions': (sandbox, fields) => {
    const template = {
      id: '',
      account_holder: null,
      permissions: ['balances'],
      prefetch: [],
      client_secret: '',
      filters: undefined,
      limits: undefined,
      manual_entry: undefined,
      return_url: undefined,
    };
    const { client_secret, ...session } = overlaid<object>(
      template,
      fields,
      'financial_connections.session',
    ) as Parameters<typeof openSession>[1];
    const given = {
      ...session,
      ...(fields.client_secret === undefined ? {} : { client_secret: client_secret ?? null }),
    };
    return () =>
      openSession(sandbox, { ...given, ...(fields.id === undefined ? { id: sandbox.id('fcsess') } : {}) });
  },
  payment_intents: (sandbox, fields) => prepared(sandbox, 'payment_intent', completePaymentIntent, fields),
  payment_methods: (sandbox, fields) => prepared(sandbox, 'payment_method', completePaymentMethod, fields),
  charges: (sandbox, fields) => prepared(sandbox, 'charge', completeCharge, fields),
  mandates: (sandbox, fields) => prepared(sandbox, 'mandate', completeMandate, fields),
  webhook_endpoints: (sandbox, fields) => {
    const template = {
      id: '',
      url: '',
      enabled_events: ['*'],
      api_version: null,
      created: 0,
      description: null,
      metadata: {},
      secret: '',
      status: 'enabled',
    };
    const endpoint = overlaid<object>(template, fields, 'webhook_endpoint') as Parameters<
      typeof putEndpoint
    >[1];
    if (typeof fields.url !== 'string') throw errors.parameterMissing('webhook_endpoints[][url]');
    const { id, created, secret, ...rest } = endpoint;
    const kept = {
      ...rest,
      ...(id ? { id } : {}),
      ...(created ? { created } : {}),
      ...(secret ? { secret } : {}),
    };
    return () => putEndpoint(sandbox, kept, false);
  },
};

// A status that its lifecycle does not know would be stuck in it.
const STATUSES: Partial<Record<ObjectType, readonly string[]>> = {
  charge: ['failed', 'pending', 'succeeded'],
  mandate: ['active', 'inactive', 'pending'],
  payment_intent: Object.keys(intentLifecycle),
};

function prepared<R extends ApiObject>(
  sandbox: Sandbox,
  type: ObjectType,
  complete: (sandbox: Sandbox, fields: Partial<R>) => R,
  fields: Fields,
): () => ApiObject {
  // An id for the template, so that it uses up none of the sandbox's.
  const template = complete(sandbox, { id: 'template' } as Partial<R>);
  const checked = overlaid<object>(template, fields, type) as Fields;
  const { [type]: statuses = [] } = STATUSES;
  if (checked.status !== undefined && !statuses.includes(String(checked.status)))
    throw errors.notOneOf('status', statuses);
  const given = Object.fromEntries(Object.keys(fields).map((name) => [name, checked[name]]));
  const record = complete(sandbox, given as Partial<R>);
  return () => {
    // The record was completed as one of this table's type.
    (sandbox.tables[type] as unknown as { put(record: ApiObject): ApiObject }).put(record);
    return record;
  };
}

/** Puts objects in place by type, without events: all of them, or none if one makes no sense. Answers them completed. */
export function putObjects(
  sandbox: Sandbox,
  catalogue: InstitutionCatalogue,
  objects: unknown,
): Record<string, readonly ApiObject[]> {
  if (typeof objects !== 'object' || objects === null || Array.isArray(objects)) {
    throw errors.misuse('Objects are given by type, such as {"customers":[{"id":"cus_123"}]}.');
  }
  const puts = Object.entries(objects).map(([type, records]) => {
    const prepare = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
    if (prepare === undefined) {
      const near = closest(type, Object.keys(TYPES));
      throw errors.misuse(
        `There are no objects of type "${type}". ${near === undefined ? `There are ${choices(Object.keys(TYPES))}.` : `Did you mean "${near}"?`}`,
        type,
      );
    }
    // A form's list may come as a hash of its indexes.
    const list = typeof records === 'object' && records !== null ? Object.values(records) : undefined;
    if (list === undefined)
      throw errors.misuse(`"${type}" is a list of objects, such as [{"id":"…"}].`, type);
    return [type, list.map((fields) => prepare(sandbox, asFields(fields, type), catalogue))] as const;
  });
  return Object.fromEntries(puts.map(([type, list]) => [type, list.map((put) => put())]));
}

function asFields(fields: unknown, type: string): Fields {
  if (typeof fields === 'object' && fields !== null && !Array.isArray(fields)) return fields as Fields;
  throw errors.misuse(`"${type}" holds ${JSON.stringify(fields)}, which is no object.`, type);
}
