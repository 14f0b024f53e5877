import { errors } from '../core/catalogue.ts';
import { JsonCutter, type JsonReceiver, walkJson } from '../core/json-cutter.ts';
import type { Shape } from '../core/shape.ts';
import type { Table } from '../core/table.ts';
import { makeDeliveries } from '../model/deliveries.ts';
import { FACT_NAMES, type FactName, type Facts, makeFacts } from '../model/facts.ts';
import type { QueuedJob } from '../model/jobs.ts';
import { isObjectType, makeTables, type ObjectType, type Tables } from '../model/records.ts';
import type { Limits } from '../model/settings.ts';
import type { LoggedRequest } from '../sandbox/request-log.ts';
import { hashOf, listOf, type Part, PartsReader, value } from './parts.ts';
import { SNAPSHOT_VERSION } from './snapshot.ts';
import { checkWhole, damaged, PARTS, VOICE } from './snapshot-shape.ts';
import type { StagedScope, StagedWorld } from './staged.ts';

/** An account of the world that is being read; its id may come behind its objects. */
class ScopeInTheMaking {
  readonly tables: Tables = makeTables();
  readonly facts: Facts = makeFacts();
  readonly answers: StagedScope['answers'][number][] = [];
  account: string | null | undefined;

  parts(name: string): Part | undefined {
    switch (name) {
      case 'account':
        return value((given, path) => {
          this.account = PARTS.account(given, path, VOICE);
        });
      case 'tables':
        return hashOf((type) => (isObjectType(type) ? this.#table(type) : undefined));
      case 'facts':
        return hashOf((fact) => (isFactName(fact) ? this.#facts(fact) : undefined));
      case 'idempotency':
        return elements((given, path) => this.answers.push(PARTS.answer(given, path, VOICE)));
      default:
        return undefined;
    }
  }

  #table(type: ObjectType): Part {
    // Casts: the shape of a type takes only what its table holds; the compiler does not follow a type that it cannot see.
    const table = this.tables[type] as unknown as Table<{ readonly id: string }>;
    const shape = PARTS.record[type] as Shape<readonly [{ readonly id: string }, boolean]>;
    return elements((given, path) => {
      const [record, deleted] = shape(given, path, VOICE);
      if (table.isCursor(record.id)) throw damaged(path, `there are two of the id "${record.id}".`);
      table.putBack(record, deleted);
    });
  }

  #facts(name: FactName): Part {
    // Casts, as of tables.
    const map = this.facts[name] as Map<string, unknown>;
    const shape = PARTS.fact[name] as Shape<readonly [string, unknown]>;
    return elements((given, path) => {
      const [key, fact] = shape(given, path, VOICE);
      if (map.has(key)) throw damaged(path, `there are two of the key "${key}".`);
      map.set(key, fact);
    });
  }
}

const isFactName = (name: string): name is FactName => FACT_NAMES.some((known) => known === name);

const elements = (take: (element: unknown, path: string) => void): Part => {
  const element = value(take);
  return listOf(() => element);
};

const REQUIRED = ['version', 'clock', 'ids', 'scopes', 'jobs', 'deliveries', 'requests'] as const;
type Required = (typeof REQUIRED)[number];

const notASnapshot = (): Error =>
  errors.misuse(
    'This is no snapshot: pass what GET /_emulator/snapshot or snapshot() has answered, unchanged.',
  );

/** A world that is being read: each part is checked when it comes, the whole at the end. */
class WorldInTheMaking {
  readonly #scopes: ScopeInTheMaking[] = [];
  readonly #jobs: QueuedJob[] = [];
  readonly #deliveries = makeDeliveries();
  readonly #requests: LoggedRequest[] = [];
  readonly #seen = new Set<string>();
  #nowMs = 0;
  #ids: StagedWorld['ids'] = {};
  #issued = 0;

  readonly root: Part = hashOf((name) => {
    this.#seen.add(name);
    return isRequired(name) ? this.#parts[name] : name === 'object' ? OBJECT : undefined;
  });

  readonly #parts: Readonly<Record<Required, Part>> = {
    version: value(checkVersion),
    clock: value((given, path) => {
      this.#nowMs = PARTS.clock(given, path, VOICE).now_ms;
    }),
    ids: value((given, path) => {
      this.#ids = PARTS.ids(given, path, VOICE);
    }),
    scopes: listOf((at) => {
      this.#scopes[at] ??= new ScopeInTheMaking();
      const scope = this.#scopes[at];
      return hashOf((name) => scope.parts(name));
    }),
    jobs: elements((given, path) => this.#jobs.push(PARTS.job(given, path, VOICE))),
    deliveries: elements((given, path) =>
      this.#deliveries.putBack(PARTS.delivery(given, path, VOICE), false),
    ),
    requests: hashOf((name) => this.#ofRequests[name]),
  };

  readonly #ofRequests: Readonly<Record<string, Part>> = {
    issued: value((given, path) => {
      this.#issued = PARTS.issued(given, path, VOICE);
    }),
    log: elements((given, path) => this.#requests.push(PARTS.request(given, path, VOICE))),
  };

  /** The whole, or the error that says what is wrong with it. */
  finish(limits: Limits): StagedWorld {
    if (!this.#seen.has('object')) throw notASnapshot();
    const missing = REQUIRED.find((name) => !this.#seen.has(name));
    if (missing !== undefined) throw VOICE.missing('', missing);
    const staged: StagedWorld = {
      nowMs: this.#nowMs,
      ids: this.#ids,
      issued: this.#issued,
      scopes: this.#accounts(),
      jobs: this.#jobs,
      deliveries: this.#deliveries,
      requests: this.#requests,
    };
    checkWhole(staged, limits);
    return staged;
  }

  /** The platform and the connected accounts, the platform first. */
  #accounts(): readonly StagedScope[] {
    const scopes = this.#scopes.map(({ account, tables, facts, answers }, at): StagedScope => {
      if (account === undefined) throw VOICE.missing(`scopes[${at}]`, 'account');
      return { account, tables, facts, answers };
    });
    const names = new Set(scopes.map(({ account }) => account));
    if (!names.has(null)) throw damaged('scopes', 'none of them is the platform, whose account is null.');
    if (names.size < scopes.length) throw damaged('scopes', 'two of them are of the same account.');
    return scopes.sort((a, b) => Number(a.account !== null) - Number(b.account !== null));
  }
}

const OBJECT: Part = value((given) => {
  if (given !== 'emulator.snapshot') throw notASnapshot();
});

const isRequired = (name: string): name is Required => REQUIRED.some((required) => required === name);

function checkVersion(given: unknown): void {
  if (given === SNAPSHOT_VERSION) return;
  const reads = `this emulator reads version ${SNAPSHOT_VERSION}`;
  throw errors.misuse(`This snapshot has version ${JSON.stringify(given)}, and ${reads}.`);
}

const readerOf = (world: WorldInTheMaking): JsonReceiver =>
  new PartsReader(world.root, {
    wrong: (path, given) => {
      if (path === '') throw notASnapshot();
      throw VOICE.wrong(path, given, 'Write a list', errors.invalidArray(path));
    },
    unknown: (path, name) => {
      throw VOICE.unknown(path, [name], []);
    },
  });

/** Reads the JSON of a snapshot in pieces, however cut. Throws the error that says what is wrong with it. */
export class SnapshotReader {
  readonly #limits: Limits;
  readonly #world = new WorldInTheMaking();
  readonly #cutter = new JsonCutter(readerOf(this.#world));

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  write(piece: string): void {
    inJson(() => this.#cutter.write(piece));
  }

  end(): StagedWorld {
    inJson(() => this.#cutter.end());
    return this.#world.finish(this.#limits);
  }
}

/** Reads a snapshot that is there as a value; shares nothing with it. */
export function stagedFrom(document: unknown, limits: Limits): StagedWorld {
  const world = new WorldInTheMaking();
  const reader = readerOf(world);
  walkJson(document, {
    isOpened: (place) => reader.isOpened(place),
    open: (place, isList) => reader.open(place, isList),
    take: (place, given) => reader.take(place, copied(given)),
  });
  return world.finish(limits);
}

function copied(given: unknown): unknown {
  try {
    const text: string | undefined = JSON.stringify(given);
    return text === undefined ? undefined : JSON.parse(text);
  } catch (cause) {
    throw damaged('JSON', `${cause instanceof Error ? cause.message : cause}.`);
  }
}

function inJson(read: () => void): void {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw damaged('JSON', `${thrown.message}.`);
    throw thrown;
  }
}
