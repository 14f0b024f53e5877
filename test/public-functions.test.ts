import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SERVER } from '../src/cli/knobs.ts';
import { actions } from '../src/control/index.ts';
import * as index from '../src/index.ts';
import * as msw from '../src/msw.ts';
import * as node from '../src/node.ts';
import type { Knobs } from '../src/options/knob.ts';
import { OPTIONS } from '../src/options/knobs.ts';
import { withWebhook } from '../src/options/with-webhook.ts';
import * as vitest from '../src/vitest.ts';

/*
 * Whatever any public function is called with, it succeeds or says a sentence of ours, and nothing in it is read of what is
 * not there. The functions are all that the entry points export and all that an emulator has, so that a new one is among them.
 */

const { createEmulator } = index;
type Emulator = index.Emulator;
type Function = (...given: unknown[]) => unknown;

const cyclic: Record<string, unknown> = {};
cyclic.accounts = cyclic;
const deep = (levels: number): object => (levels === 0 ? {} : { accounts: [deep(levels - 1)] });

/** Of every type that there is, in JSON and beyond it. */
const VALUES: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -1, 1, 1.5, 1e308, -1e308, 1_999_999_999, Number.MAX_SAFE_INTEGER],
  ...[Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 10n, Symbol('x'), () => 1],
  ...['', 'x', '5s', '-5s', '5', '1e9d', '\0', '\ud800', 'x'.repeat(10_000), '*', '__proto__', 'constructor'],
  ...['customer.created', 'financial_connections.*', '2026-01-01', '2026-01-01T00:00:00Z', 'idle'],
  ...['sk_test_x', 'pk_test_x', 'sk_live_x', 'http://127.0.0.1:9', '/v1/customers', '/_emulator/health'],
  ...[
    [],
    [[]],
    [null],
    [undefined],
    ['x', 5],
    new Array(3),
    {},
    { id: null },
    Object.create(null),
    deep(100),
    cyclic,
  ],
  ...[
    new Date(),
    new Date(Number.NaN),
    new Map([['a', 1]]),
    new Set([1]),
    /x/,
    new Error('x'),
    Promise.resolve(),
  ],
  ...[
    new Uint8Array(3),
    new URL('http://127.0.0.1:9/x'),
    new (class Foo {})(),
    Object.assign(Object.create({}), { constructor: undefined }),
    Object.assign(() => 1, { id: 'x' }),
  ],
];

/** The names of options, at every depth. */
const namesIn = (knobs: Knobs): readonly string[] =>
  Object.entries(knobs).flatMap(([name, { parts }]) => [
    name,
    ...(parts === undefined ? [] : namesIn(parts)),
  ]);

// A server that listens elsewhere would ask a network for its name.
const SERVED = namesIn(SERVER).filter((name) => name !== 'host');
const TAKEN = actions.flatMap(({ names }) => names.flatMap((name) => name.split(/[[\].]+/)));
const NAMES = [...namesIn(OPTIONS), ...SERVED, ...TAKEN, 'by', 'to', 'withinMs', 'after', 'type', 'object'];
const OTHERS = ['headers', 'body', 'signal', 'method', 'institutions', 'customers', '__proto__', 'toString'];
const known = [...new Set([...NAMES, ...OTHERS])].filter((name) => name !== '');

const value = fc.constantFrom(...VALUES);
const anything = fc.oneof(
  { depthSize: 'small', withCrossShrink: true },
  value,
  fc.letrec((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, value, tie('list'), tie('hash')),
    list: fc.array(tie('any'), { maxLength: 2 }),
    hash: fc.dictionary(fc.constantFrom(...known), tie('any'), { maxKeys: 4 }),
  })).hash,
  fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  }),
);

/** What our errors begin with that are about no argument. */
const OTHER_SENTENCES = [
  'No event ',
  'Expected no event ',
  'This is not an emulator: pass what createEmulator() has returned.',
  'Failed to listen on ',
  'Failed to serve on ',
];

/** Fails unless what was thrown is a refusal of Stripe's, or a sentence that names the function. */
function expectOurs(name: string, thrown: unknown): void {
  expect(thrown).toBeInstanceOf(Error);
  const { name: kind, message, status } = thrown as Error & { status?: number };
  if (kind === 'StripeError') {
    expect(status, message).toBeLessThan(500);
    return;
  }
  const begins = [`${name}: `, `${name} is `, `${name} has `, ...OTHER_SENTENCES];
  expect([message, begins.some((text) => message.startsWith(text))]).toEqual([message, true]);
  expect(message).toMatch(/\.$|\?$/);
}

/** Calls a function, and undoes what its success has begun. */
async function tried(name: string, call: Function, given: readonly unknown[]): Promise<void> {
  try {
    const result = (await call(...given)) as undefined | Partial<AsyncDisposable & { status: number }>;
    if (result instanceof Response) expect(result.status).not.toBe(500);
    await result?.[Symbol.asyncDispose]?.();
  } catch (thrown) {
    if (thrown instanceof Error && thrown.name === 'AssertionError') throw thrown;
    expectOurs(name, thrown);
  }
}

const isFunction = (member: unknown): member is Function => typeof member === 'function';

/** The functions of an object by their names, and those of the objects in it. */
const functionsOf = (object: object, within = ''): readonly (readonly [name: string, call: Function])[] =>
  Reflect.ownKeys(object).flatMap((key) => {
    const member: unknown = Reflect.get(object, key);
    const name = within + String(key);
    if (isFunction(member)) return [[name, member] as const];
    return typeof member === 'object' && member !== null && !Array.isArray(member) && typeof key === 'string'
      ? functionsOf(member, `${name}.`)
      : [];
  });

// With something of each type that a method takes the id of.
const OBJECTS = {
  customers: [{ id: 'cus_x' }],
  payment_intents: [{ id: 'pi_x', amount: 1_000, currency: 'usd', customer: 'cus_x' }],
  'financial_connections.accounts': [{ id: 'fca_x', permissions: ['balances'] }],
  'financial_connections.sessions': [
    { id: 'fcsess_x', account_holder: { type: 'customer', customer: 'cus_x' }, permissions: ['balances'] },
  ],
};
const IDS = Object.values(OBJECTS).flatMap((list) => list.map(({ id }) => id));

const newEmulator = (): Emulator =>
  createEmulator({ log: false, limits: { sandboxes: 5 }, objects: OBJECTS });
const memberOf = (emulator: Emulator, name: string): Function => {
  const found = functionsOf(emulator).find(([other]) => other === name);
  if (found === undefined) throw new Error(`An emulator has no ${name}.`);
  return found[1];
};

/** What an argument may be that makes sense, so that those behind it are looked at. */
const FIRST = [...IDS, 'sk_test_other', 'customer.created', 'https://api.stripe.com/v1/customers'];

const RUNS = { numRuns: 150 };

describe('a member of an emulator', () => {
  const members = functionsOf(newEmulator()).map(([name]) => name);

  it('is each of those that its type names', () => {
    expect(members).toEqual(expect.arrayContaining(['fetch', 'sandbox', 'clock.advance', 'linkAccount']));
    expect(members.length).toBeGreaterThan(20);
  });

  it.each(members)('%s succeeds or says a sentence, whatever it is called with', async (name) => {
    for (const one of VALUES) {
      await tried(name, memberOf(newEmulator(), name), [one]);
      for (const before of FIRST) await tried(name, memberOf(newEmulator(), name), [before, one]);
    }
    await tried(name, memberOf(newEmulator(), name), []);
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 3 }), (given) =>
        tried(name, memberOf(newEmulator(), name), given),
      ),
      RUNS,
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FIRST), anything, (before, one) =>
        tried(name, memberOf(newEmulator(), name), [before, one]),
      ),
      RUNS,
    );
  });

  it.each(members)('%s works when it is taken out', async (name) => {
    const unbound = memberOf(newEmulator(), name);

    await tried(name, (...given) => unbound.call(undefined, ...given), []);
  });
});

describe('an entry point', () => {
  // `test` of stripe-fc-emulator/vitest is Vitest's own; what is ours of it is what it makes of its options.
  const emulatorOptions: Function = (options) =>
    createEmulator(withWebhook(options as index.EmulatorOptions, { handler: () => new Response() }));
  const exported = [index, node, msw, vitest].flatMap((module) => functionsOf(module));
  const table: readonly (readonly [name: string, call: Function])[] = exported.map(([name, call]) =>
    name === 'test' ? ['createEmulator', emulatorOptions] : [name, call],
  );

  it.each(table)('%s succeeds or says a sentence, whatever it is called with', async (name, call) => {
    const emulator = newEmulator();
    for (const one of VALUES) {
      await tried(name, call, [one]);
      await tried(name, call, [emulator, one]);
      for (const option of known)
        await tried(name, call, name === 'serve' ? [emulator, { [option]: one }] : [{ [option]: one }]);
    }
    await tried(name, call, []);
    await fc.assert(
      fc.asyncProperty(fc.array(anything, { maxLength: 3 }), (given) => tried(name, call, given)),
      RUNS,
    );
    await fc.assert(
      fc.asyncProperty(anything, (one) => tried(name, call, [emulator, one])),
      RUNS,
    );
  });

  it('serve gives members that succeed, whatever they are called with', async () => {
    const server = await node.serve(newEmulator(), { port: 0 });

    for (const [name, call] of functionsOf(server)) for (const one of VALUES) await tried(name, call, [one]);
  });
});
