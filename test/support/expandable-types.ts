import { OBJECT_TYPES } from '../../src/model/records.ts';
import { type ObjectShapes, type Shape, stripeTypes } from './stripe-types.ts';

/*
 * What the SDK's types call expandable: `string | Customer` is an id that becomes its object, and a list or a hash is
 * followed into. Stripe's own specification lists hashes as expandable, too (`x-expandableFields`), all but metadata.
 */

/** As in the generated file: 0 leads nowhere further, `a|b` to an object, `[]a|b` to a list of them, a hash further in. */
type Expandable = 0 | string | { readonly [field: string]: Expandable };
type Fields = { readonly [field: string]: Expandable };

/** A path may name so many fields; `data` counts as one (seen: stripe-java issue 2011, `data.payments.data.payment.charge`). */
const LEVELS = 4;

/** What answers are of; events are of many types, and nothing of them expands. Some objects only previews have. */
const ROOTS = OBJECT_TYPES.filter((type) => type !== 'event');

/** The SDK's names clash: the account that holds is one of Connect (Stripe's description of the field). */
const CLASHES: Readonly<Record<string, string>> = {
  'FinancialConnections.Account.AccountHolder.account': 'account',
  'FinancialConnections.Session.AccountHolder.account': 'account',
};

interface Target {
  readonly objects: readonly string[];
  readonly lists: readonly string[];
  /** Hashes of the SDK's, by name or as they are. */
  readonly hashes: readonly Shape[];
}
const NOWHERE: Target = { objects: [], lists: [], hashes: [] };

class Reader {
  readonly #shapes: ObjectShapes = stripeTypes('objects');
  /** The least levels within which an answer leads to a type. */
  readonly #levels = new Map<string, number>(
    ROOTS.filter((type) => type in this.#shapes.variants).map((type) => [type, 0]),
  );

  types(): Record<string, Fields> {
    const types: Record<string, Fields> = {};
    for (let level = 0; level < LEVELS; level++)
      for (const [type, at] of [...this.#levels]) {
        if (at !== level) continue;
        const name = this.#shapes.variants[type];
        if (name === undefined) throw new Error(`The SDK has no object of type ${type}.`);
        types[type] = this.#fieldsOf({ r: name }, level);
      }
    return Object.fromEntries(Object.entries(types).sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #fieldsOf(shape: Shape, level: number): Fields {
    const within = typeof shape === 'object' && 'r' in shape ? shape.r : '';
    const resolved = this.#resolved(shape);
    if (level >= LEVELS || typeof resolved === 'string' || !('o' in resolved)) return {};
    const entries = Object.entries(resolved.o).flatMap(([written, inner]) => {
      const name = written.replace(/\?$/, '');
      const field = this.#field(`${within}.${name}`, written, inner, level + 1);
      return field === undefined ? [] : [[name, field] as const];
    });
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #field(place: string, written: string, shape: Shape, level: number): Expandable | undefined {
    const clash = CLASHES[place];
    if (clash !== undefined) return this.#leads([clash], level);
    const target = this.#target(shape);
    if (target.lists.length > 0) return `[]${this.#leads(target.lists, level + 1)}`;
    if (target.objects.length > 0) return this.#leads(target.objects, level);
    if (target.hashes.length > 0) {
      const fields = Object.assign({}, ...target.hashes.map((hash) => this.#fieldsOf(hash, level)));
      return Object.keys(fields).length === 0 ? 0 : fields;
    }
    // What only answers that are asked for it have, such as a customer's invoice_credit_balance.
    const isMap = typeof shape === 'object' && 'm' in shape;
    return isMap && written.endsWith('?') && !written.startsWith('metadata') ? 0 : undefined;
  }

  /** Notes at which level a type is reached. */
  #leads(types: readonly string[], level: number): string {
    const names = [...new Set(types)].sort();
    for (const type of names) {
      if (level < (this.#levels.get(type) ?? LEVELS)) this.#levels.set(type, level);
    }
    return names.join('|');
  }

  #resolved(shape: Shape): Shape {
    return typeof shape === 'object' && 'r' in shape ? (this.#shapes.definitions[shape.r] ?? '?') : shape;
  }

  #target(shape: Shape): Target {
    if (typeof shape === 'object' && 'u' in shape)
      return merged(shape.u.map((member) => this.#target(member)));
    if (typeof shape === 'object' && 'a' in shape) return this.#target(shape.a);
    const resolved = this.#resolved(shape);
    if (typeof resolved === 'string' || !('o' in resolved)) return NOWHERE;
    const { object, data } = resolved.o;
    if (typeof object !== 'object' || !('l' in object)) return { ...NOWHERE, hashes: [shape] };
    if (object.l === 'list' && data !== undefined) return { ...NOWHERE, lists: this.#target(data).objects };
    return { ...NOWHERE, objects: [String(object.l)] };
  }
}

const merged = (targets: readonly Target[]): Target => ({
  objects: targets.flatMap(({ objects }) => objects),
  lists: targets.flatMap(({ lists }) => lists),
  hashes: targets.flatMap(({ hashes }) => hashes),
});

/** For each type that an answer leads to within the levels, what can be expanded of it. */
export const expandableTypes = (): Readonly<Record<string, Fields>> => new Reader().types();
