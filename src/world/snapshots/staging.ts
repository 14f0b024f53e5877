import { errors } from '../../core/catalogue.ts';
import { JsonCutter, type JsonReceiver, walkJson } from '../../core/json-cutter.ts';

import { plainCopy } from '../../core/plain.ts';
import { makeDeliveries } from '../../model/deliveries.ts';
import type { Delivery } from '../../model/delivery.ts';
import type { QueuedJob } from '../../model/jobs.ts';
import type { Limits } from '../../model/settings.ts';
import type { LoggedRequest } from '../../sandbox/request-log.ts';
import { migrated, readableVersion } from './migration.ts';
import { PARTS } from './part-shapes.ts';
import { elements, hashOf, listOf, type Part, PartsReader, pathOf, value } from './parts.ts';
import type { StagedScope, StagedWorld } from './staged.ts';
import { ScopeInTheMaking } from './staging-scope.ts';
import { damaged, named, VOICE } from './voice.ts';
import { checkWhole } from './whole.ts';

const REQUIRED = [
  'version',
  'clock',
  'ids',
  'bank_seed',
  'scopes',
  'jobs',
  'deliveries',
  'requests',
] as const;
/** What came with a version. */
const SINCE: Readonly<Partial<Record<Required, number>>> = { bank_seed: 6 };
const REQUIRED_OF_REQUESTS = ['issued', 'log'];
type Required = (typeof REQUIRED)[number];
const isRequired = (name: string): name is Required => REQUIRED.some((required) => required === name);

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
  #version = Number.NaN;
  #nowMs = 0;
  #ids: StagedWorld['ids'] = {};
  #bankSeed: StagedWorld['bankSeed'];
  #issued = 0;

  readonly root: Part = hashOf((name) => {
    this.#seen.add(name);
    return isRequired(name) ? this.#parts[name] : name === 'object' ? OBJECT : undefined;
  });

  readonly #parts: Readonly<Record<Required, Part>> = {
    version: value((given) => {
      this.#version = readableVersion(given);
    }),
    clock: value((given, path) => {
      this.#nowMs = PARTS.clock(given, path, VOICE).now_ms;
    }),
    ids: value((given, path) => {
      this.#ids = PARTS.ids(given, path, VOICE);
    }),
    bank_seed: value((given, path) => {
      this.#bankSeed = PARTS.bankSeed(given, path, VOICE);
    }),
    scopes: listOf((at) => {
      this.#scopes[at] ??= new ScopeInTheMaking(() => this.#version);
      const scope = this.#scopes[at];
      return hashOf((name) => scope.part(name));
    }),
    jobs: elements((given, path) => this.#jobs.push(PARTS.job(given, path, VOICE))),
    deliveries: elements((given, path) => this.#deliver(PARTS.delivery(given, path, VOICE), path)),
    requests: hashOf((name) => {
      this.#seen.add(`requests.${name}`);
      return this.#ofRequests.get(name);
    }),
  };

  readonly #ofRequests: ReadonlyMap<string, Part> = new Map([
    [
      'issued',
      value((given, path) => {
        this.#issued = PARTS.issued(given, path, VOICE);
      }),
    ],
    ['log', elements((given, path) => this.#requests.push(PARTS.request(given, path, VOICE)))],
  ]);

  #deliver(delivery: Delivery, path: string): void {
    if (this.#deliveries.isCursor(delivery.id))
      throw damaged(path, `${named(delivery.id)} is there more than once.`);
    this.#deliveries.putBack(delivery, false);
  }

  /** The whole, or the error that says what is wrong with it. */
  finish(limits: Limits): StagedWorld {
    if (!this.#seen.has('object')) throw notASnapshot();
    const missing = REQUIRED.find((name) => !this.#seen.has(name) && !(this.#version < (SINCE[name] ?? 0)));
    if (missing !== undefined) throw VOICE.missing('', missing);
    const lacking = REQUIRED_OF_REQUESTS.find((name) => !this.#seen.has(`requests.${name}`));
    if (lacking !== undefined) throw VOICE.missing('requests', lacking);
    const staged: StagedWorld = {
      nowMs: this.#nowMs,
      ids: this.#ids,
      bankSeed: this.#bankSeed,
      issued: this.#issued,
      scopes: this.#accounts(),
      jobs: this.#jobs,
      deliveries: this.#deliveries,
      requests: this.#requests,
    };
    migrated(this.#version, staged);
    checkWhole(staged, limits);
    return staged;
  }

  #accounts(): readonly StagedScope[] {
    return this.#scopes.map((scope, at) => scope.finish(this.#version, `scopes[${at}]`));
  }
}

const OBJECT: Part = value((given) => {
  if (given === 'emulator.state')
    throw errors.misuse(
      'This is a file of --state, which has all sandboxes, and no snapshot of one: start an emulator with --state <file>.',
    );
  if (given !== 'emulator.snapshot') throw notASnapshot();
});

const readerOf = (world: WorldInTheMaking): JsonReceiver =>
  new PartsReader(world.root, {
    wrong: (path, given) => {
      if (path === '') throw notASnapshot();
      throw VOICE.wrong(path, given, 'Write a list', errors.invalidArray(path));
    },
    unknown: (path, name) => {
      throw VOICE.unknown(path, [name], []);
    },
    twice: (path, name) => {
      throw damaged(path, `its member ${named(name)} is there more than once.`);
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
    // As plain as a document is that arrives as text.
    take: (place, given) => reader.take(place, plainCopy(given, pathOf(place), VOICE)),
  });
  return world.finish(limits);
}

function inJson(read: () => void): void {
  try {
    read();
  } catch (thrown) {
    if (thrown instanceof SyntaxError) throw damaged('JSON', `${thrown.message}.`);
    throw thrown;
  }
}
