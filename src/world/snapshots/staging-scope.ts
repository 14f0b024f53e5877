import type { SavedAnswer } from '../../core/idempotency.ts';
import type { Shape } from '../../core/shape.ts';
import type { Table } from '../../core/table.ts';

import { FACT_NAMES, type FactName, type Facts, makeFacts } from '../../model/facts.ts';
import { isObjectType, makeTables, OBJECT_TYPES, type ObjectType, type Tables } from '../../model/records.ts';
import { mayLack, withLaterFields, withLaterWords } from './migration.ts';
import { PARTS } from './part-shapes.ts';
import { elements, hashOf, type Part, value } from './parts.ts';
import type { StagedScope } from './staged.ts';
import { damaged, named, VOICE } from './voice.ts';

const isFactName = (name: string): name is FactName => FACT_NAMES.some((known) => known === name);

/** An account of a world that is being read; its id may come behind its objects. */
export class ScopeInTheMaking {
  readonly #tables: Tables = makeTables();
  readonly #facts: Facts = makeFacts();
  readonly #answers: (readonly [string, SavedAnswer])[] = [];
  /** The parts that there were. */
  readonly #seen = new Set<string>();
  #account: string | null | undefined;
  readonly #version: () => number;

  /** `version` tells that of the snapshot, once it has been read. */
  constructor(version: () => number) {
    this.#version = version;
  }

  part(name: string): Part | undefined {
    switch (name) {
      case 'account':
        return value((given, path) => {
          this.#account = PARTS.account(given, path, VOICE);
        });
      case 'tables':
        return hashOf((type) => (isObjectType(type) ? this.#table(type) : undefined));
      case 'facts':
        return hashOf((fact) => (isFactName(fact) ? this.#factsOf(fact) : undefined));
      case 'idempotency':
        this.#seen.add(name);
        return elements((given, path) => this.#answers.push(PARTS.answer(given, path, VOICE)));
      default:
        return undefined;
    }
  }

  /** Refuses what has not all of its parts: what is missing would be lost. */
  finish(version: number, place: string): StagedScope {
    if (this.#account === undefined) throw VOICE.missing(place, 'account');
    const names = [
      ...OBJECT_TYPES.filter((type) => !mayLack(version, type)).map((type) => `tables.${type}`),
      ...FACT_NAMES.filter((name) => !mayLack(version, name)).map((name) => `facts.${name}`),
      'idempotency',
    ];
    const missing = names.find((name) => !this.#seen.has(name));
    if (missing !== undefined) throw VOICE.missing(place, missing);
    return { account: this.#account, tables: this.#tables, facts: this.#facts, answers: this.#answers };
  }

  #table(type: ObjectType): Part {
    this.#seen.add(`tables.${type}`);
    // Casts: the shape of a type takes only what its table holds, which the compiler does not follow for any type.
    const table = this.#tables[type] as unknown as Table<{ readonly id: string }>;
    const shape = PARTS.record[type] as Shape<readonly [{ readonly id: string }, boolean]>;
    return elements((given, path) => {
      const [record, deleted] = shape(withLaterFields(type, given), path, VOICE);
      if (table.isCursor(record.id)) throw damaged(path, `${named(record.id)} is there more than once.`);
      // Each that stands out of its order would cost a walk over all behind it.
      if (!table.putBack(record, deleted)) throw damaged(path, 'it is older than the one before it.');
    });
  }

  #factsOf(name: FactName): Part {
    this.#seen.add(`facts.${name}`);
    // Casts, as of tables.
    const map = this.#facts[name] as Map<string, unknown>;
    const shape = PARTS.fact[name] as Shape<readonly [string, unknown]>;
    return elements((given, path) => {
      const [key, fact] = shape(withLaterWords(name, given, this.#version()), path, VOICE);
      if (map.has(key)) throw damaged(path, `${named(key)} is there more than once.`);
      map.set(key, fact);
    });
  }
}
