import type { InstitutionCatalogue } from '../../bank/institutions.ts';
import { asJson, asText } from '../../core/as-text.ts';
import { errors } from '../../core/catalogue.ts';
import { suggestionOrAll } from '../../core/closest.ts';
import { isHash } from '../../core/form.ts';
import { plainCopy } from '../../core/plain.ts';
import { ours, sentence } from '../../core/sentence.ts';
import { isObjectType, type Records } from '../../model/records.ts';
import { newestOf } from '../../model/versions/changes.ts';
import type { ApiObject, ConnectedAccount } from '../../model/wire.ts';
import { ACCOUNT } from '../../resources/connect/account-record.ts';
import { isGone, shownAccount } from '../../resources/connect/shown-account.ts';
import { refuseTestClock } from '../../resources/params/test-clocks.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Fields, VOICE } from './fields.ts';
import type { Given, PreparedObject } from './preparation.ts';
import { SEEDED_TYPES, SEEDINGS, type SeededType, type Seeding } from './types.ts';
import { endLater } from './under-way.ts';

/** The objects of a type that are to be put in place. */
interface PreparedList {
  readonly type: SeededType;
  /** What the caller calls them. */
  readonly plural: string;
  readonly objects: readonly PreparedObject[];
  readonly isNewestFirst: boolean;
}

function putList({ isNewestFirst, objects }: PreparedList): readonly ApiObject[] {
  if (!isNewestFirst) return objects.map((object) => object.put());
  return objects
    .toReversed()
    .map((object) => object.put())
    .reverse();
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
  return scope.sandbox.parts.ids.attempt(() => putAll(scope, catalogue, objects));
}

function putAll(
  scope: Scope,
  catalogue: InstitutionCatalogue,
  objects: unknown,
): Record<string, readonly ApiObject[]> {
  // Before all of it is copied: a million types that there are not cost no more than one.
  if (isHash(objects)) for (const plural of Object.keys(objects)) seedingOf(plural);
  const given = plainCopy(objects, '', VOICE);
  if (!isHash(given))
    throw errors.misuse('Objects are given by type, such as {"customers":[{"id":"cus_123"}]}.');
  const lists = Object.entries(given).map(([plural, records]): PreparedList => {
    const [type, prepare, isNewestFirst] = seedingOf(plural);
    const list = fieldsOf(plural, records);
    const prepared = list.map((fields, at) => {
      checkClock(type, fields);
      // It may come from an answer in an older version.
      return prepare({
        scope,
        beside: given,
        catalogue,
        fields: isObjectType(type) ? newestOf(type, fields) : fields,
        where: `${plural}[${at}]`,
      });
    });
    return { type, plural, objects: prepared, isNewestFirst: isNewestFirst?.(list) === true };
  });
  checkOwners(lists);
  checkReferences(lists);
  const put = new Map(
    SEEDED_TYPES.flatMap((type) => lists.filter((list) => list.type === type)).map(
      (list) => [list.plural, putList(list)] as const,
    ),
  );
  endLater(
    lists.flatMap(({ type, plural, objects }) =>
      (put.get(plural) ?? []).map((object, at) => ({ type, object, scope: objects[at]?.scope ?? scope })),
    ),
  );
  // In the caller's order, whatever the order in which they were put in place.
  return Object.fromEntries(
    lists.map(({ plural }) => {
      const records = put.get(plural) ?? [];
      // An account is answered with its external accounts.
      return [plural, records.map((record) => (isAccount(record) ? shownAccount(scope, record) : record))];
    }),
  );
}

const isAccount = (record: ApiObject): record is ConnectedAccount => record.object === ACCOUNT;

type Prepare = (given: Given) => PreparedObject;

function seedingOf(
  plural: string,
): readonly [type: SeededType, prepare: Prepare, isNewestFirst: Seeding<ApiObject>['isNewestFirst']] {
  for (const type of SEEDED_TYPES) {
    const seeding: Seeding<ApiObject> = SEEDINGS[type];
    if (seeding.plural === plural) return [type, seeding.prepare, seeding.isNewestFirst];
  }
  const plurals = SEEDED_TYPES.map((type) => SEEDINGS[type].plural);
  throw errors.misuse(
    sentence`There are no objects of type "${plural}".${ours(suggestionOrAll(plural, plurals))}`,
    plural,
  );
}

/** The types whose objects tell in the time of which test clock they live. */
type Clocked = {
  [Type in keyof Records]: 'test_clock' extends keyof Records[Type] ? Type : never;
}[keyof Records];
const CLOCKED: Readonly<Record<Clocked, true>> = {
  customer: true,
  invoice: true,
  invoiceitem: true,
  subscription: true,
};

/** None lives in the time of one; a form has no null. */
function checkClock(type: SeededType, { test_clock: clock }: Fields): void {
  if (!Object.hasOwn(CLOCKED, type) || clock == null || clock === '') return;
  refuseTestClock({ test_clock: asText(clock) });
}

function fieldsOf(type: string, records: unknown): readonly Fields[] {
  // A form's list may come as a hash of its indexes.
  const list = typeof records === 'object' && records !== null ? Object.values(records) : undefined;
  if (list === undefined)
    throw errors.misuse(sentence`"${type}" is a list of objects, such as [{"id":"…"}].`, type);
  return list.map((fields: unknown) => {
    if (isHash(fields)) return fields;
    throw errors.misuse(sentence`"${type}" holds ${asJson(fields)}, which is no object.`, type);
  });
}

/** Nothing is put into a connected account that has been deleted, unless it comes anew with the same call. */
function checkOwners(lists: readonly PreparedList[]): void {
  const accounts = lists.filter(({ type }) => type === ACCOUNT).flatMap(({ objects }) => objects);
  const coming = new Set(accounts.map(({ id }) => id));
  for (const { plural, objects } of lists)
    for (const [at, { scope }] of objects.entries()) {
      const { account } = scope;
      if (account === null || coming.has(account) || !isGone(scope, account)) continue;
      const where = `${plural}[${at}]`;
      throw errors.misuse(
        sentence`${where} would be in the account "${account}", which has been deleted: put the account in place in the same call, or before.`,
        where,
      );
    }
}

function checkReferences(lists: readonly PreparedList[]): void {
  const coming = new Map<Scope, Set<string>>();
  for (const { type, objects } of lists) {
    for (const { id, scope } of objects)
      coming.set(scope, (coming.get(scope) ?? new Set()).add(`${type} ${id}`));
  }
  for (const { plural, objects } of lists) {
    for (const [at, { references, scope: own }] of objects.entries()) {
      const missing = references.find(
        ({ type, id, scope = own }) =>
          scope.tables[type].get(id) === undefined && coming.get(scope)?.has(`${type} ${id}`) !== true,
      );
      if (missing === undefined) continue;
      const where = `${plural}[${at}].${missing.field}`;
      throw errors.misuse(
        sentence`${where} names "${missing.id}", and there is no such ${missing.type}: put it in place in the same call, or before.`,
        where,
      );
    }
  }
}
