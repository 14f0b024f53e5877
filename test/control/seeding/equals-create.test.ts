import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SEEDINGS } from '../../../src/control/seeding/types.ts';
import { isHash } from '../../../src/core/form.ts';
import { isObjectType, type ObjectType } from '../../../src/model/records.ts';
import { operations } from '../../../src/resources/index.ts';
import { CREATIONS, type Creation, THERE } from '../../support/creations.ts';
import { CaseMaker } from '../../support/parameter-cases.ts';
import type { Fields } from '../../support/parameter-fields.ts';
import { PREVIEW } from '../../support/preview.ts';
import { setup } from '../../support/setup.ts';
import { stripeTypes } from '../../support/stripe-types.ts';

/* An object that is put in place is the object that the API creates from the same fields. */

const SHAPES = { ...stripeTypes('previewParameters'), ...stripeTypes('parameters') };
const RUNS = { numRuns: 20 };

interface Creator {
  readonly type: ObjectType;
  readonly path: string;
  /** The SDK's name of its parameters; the control surface's have none. */
  readonly sdkParams?: string;
  readonly ofPreviews?: boolean;
}

/** What another operation makes, so that it has nothing that it is created with. */
const MADE_OF_OTHERS: readonly string[] = ['charge', 'refund'];
const isCreated = (type: string): type is ObjectType => isObjectType(type) && !MADE_OF_OTHERS.includes(type);

/** What its creation does besides, which putting it in place does not. */
const UNLIKE_CREATED: Readonly<Record<string, string>> = {
  account: 'asks for requirements: nothing is asked of one that is put in place',
  invoiceitem: 'makes a price of an amount',
  payout: 'takes money, and finds the bank account',
  subscription: 'makes an invoice',
};

/** What its answer names that its creation has found, and that has to be put in place with it. */
const NAMES_FOUND: Readonly<Record<string, string>> = { payout: 'its bank account' };

// Every other type that the API creates, and accounts, which the control surface does; a preview is kept nowhere. A new operation is a new row.
const CREATORS: readonly Creator[] = [
  ...operations
    .filter(
      ({ method, path }) => method === 'POST' && !path.includes(':') && !path.endsWith('/create_preview'),
    )
    .flatMap(({ answers: type, path, sdkParams, ofPreviews }) =>
      isCreated(type) ? [{ type, path, sdkParams, ofPreviews }] : [],
    ),
  { type: 'financial_connections.account', path: '/_emulator/financial_connections/accounts' },
];
const CREATED_BY_API = CREATORS.filter(({ sdkParams }) => sdkParams !== undefined);

function creationOf(type: ObjectType): Creation {
  const creation = CREATIONS[type];
  if (creation === undefined)
    throw new Error(`Say in test/support/creations.ts what ${type} is created with.`);
  return creation;
}

const world = () =>
  setup({ seed: 'twins', time: { start: '2026-01-01T00:00:00Z', runs: false }, objects: THERE });
type World = ReturnType<typeof world>;

/** A run of a property has worlds as new: to set them back takes an eighth of the time that making them takes. */
const reset = (...worlds: readonly World[]) => Promise.all(worlds.map(({ emulator }) => emulator.reset()));

type Pair = readonly [name: string, value: string];

function pairsOf(value: unknown, path = ''): readonly Pair[] {
  if (typeof value !== 'object' || value === null) return [[path, value === null ? '' : String(value)]];
  return Object.entries(value).flatMap(([name, member]) =>
    pairsOf(member, path === '' ? name : `${path}[${Array.isArray(value) ? '' : name}]`),
  );
}

const versionFor = ({ ofPreviews = false }: Creator): Record<string, string> =>
  ofPreviews ? { 'stripe-version': PREVIEW } : {};

const create = ({ call }: World, creator: Creator, fields: Fields) =>
  call('POST', creator.path, {
    form: new URLSearchParams(pairsOf(fields).map(([...pair]) => pair)).toString(),
    headers: versionFor(creator),
  });

async function created(at: World, creator: Creator, fields: Fields): Promise<Fields> {
  const { status, body } = await create(at, creator, fields);
  expect({ status, error: body.error, fields }).toEqual({ status: 200, error: undefined, fields });
  return body;
}

const put = ({ emulator }: World, { type }: Creator, fields: Fields) =>
  emulator.putObjects({ [SEEDINGS[type].plural]: [fields] });

/** The object as the API answers it, to whoever it belongs. */
async function retrieved({ call }: World, creator: Creator, { id, account_holder }: Fields) {
  const { type, path } = creator;
  const owner = (account_holder as { account?: string } | null | undefined)?.account;
  const isElsewhere = type === 'financial_connections.account' && owner !== undefined;
  const { body } = await call('GET', `${path.replace('/_emulator/', '/v1/')}/${id}`, {
    headers: { ...versionFor(creator), ...(isElsewhere ? { 'stripe-account': owner } : {}) },
  });
  return body;
}

const CHOSEN = ['id', 'created', 'client_secret', 'secret', 'date'];

/** With what the API chooses by itself, in its hashes as well. */
const withChosen = (fields: Fields, object: Fields): Fields => ({
  ...fields,
  ...Object.fromEntries(
    Object.entries(object).flatMap(([name, value]) => {
      if (CHOSEN.includes(name)) return [[name, value]];
      const given = fields[name];
      return isHash(given) && isHash(value) ? [[name, withChosen(given, value)]] : [];
    }),
  ),
});

describe.each(CREATORS)('a $type that is put in place', (creator) => {
  const { type } = creator;

  it.skipIf(type in UNLIKE_CREATED)('is the one that is created from the same fields', async () => {
    const [api, seeded] = [world(), world()];

    await fc.assert(
      fc.asyncProperty(creationOf(type).fields, async (fields) => {
        await reset(api, seeded);
        const object = await created(api, creator, fields);

        await put(seeded, creator, withChosen(fields, object));

        expect(await retrieved(seeded, creator, object)).toEqual(await retrieved(api, creator, object));
      }),
      RUNS,
    );
  });

  it.skipIf(type in NAMES_FOUND)('may be the answer of another sandbox', async () => {
    const [api, other] = [world(), world()];

    await fc.assert(
      fc.asyncProperty(creationOf(type).fields, async (fields) => {
        await reset(api, other);
        const answer = await retrieved(api, creator, await created(api, creator, fields));

        await put(other, creator, answer);

        expect(await retrieved(other, creator, answer)).toEqual(answer);
      }),
      RUNS,
    );
  });
});

describe.each(CREATED_BY_API)('a $type that the API creates', (creator) => {
  it('shows no parameter that is not tried above', async () => {
    const { least, fields, actions } = creationOf(creator.type);
    const tried = new Set([
      ...fc.sample(fields, { numRuns: 200, seed: 1 }).flatMap((given) => Object.keys(given)),
      ...Object.keys(actions),
    ]);
    const maker = new CaseMaker([]);
    maker.hash(SHAPES[creator.sdkParams ?? '']?.o ?? {}, '', (value) => value as never);
    const untried = maker.cases.filter(
      ({ path, what }) => what === 'valid' && !path.includes('[') && !tried.has(path) && path !== 'expand',
    );
    const plain = world();
    const expected = await retrieved(plain, creator, await created(plain, creator, least));

    for (const { path, form } of untried) {
      const other = world();
      const { status, body } = await create(other, creator, { ...least, [path]: form[path] });
      if (status === 200) expect(await retrieved(other, creator, body), path).toEqual(expected);
    }
  });
});
