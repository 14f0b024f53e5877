import type { JsonReceiver, Place } from '../../core/json-cutter.ts';
import { SharedTexts } from '../../core/shared-texts.ts';

/** A part of a document that is read whole. */
interface ValuePart {
  readonly kind: 'value';
  readonly take: (value: unknown, path: string) => void;
}
/** A part that is read member by member; names without a part are refused. */
interface HashPart {
  readonly kind: 'hash';
  readonly member: (name: string) => Part | undefined;
}
/** A part that is read element by element. */
interface ListPart {
  readonly kind: 'list';
  readonly element: (at: number) => Part;
}
export type Part = ValuePart | HashPart | ListPart;

export const value = (take: ValuePart['take']): Part => ({ kind: 'value', take });
export const hashOf = (member: HashPart['member']): Part => ({ kind: 'hash', member });
export const listOf = (element: ListPart['element']): Part => ({ kind: 'list', element });
/** A list whose elements are read whole. */
export const elements = (take: ValuePart['take']): Part => {
  const element = value(take);
  return listOf(() => element);
};

/** What is wrong with a document; each throws. */
export interface Complaints {
  readonly wrong: (path: string, value: unknown) => never;
  readonly unknown: (path: string, name: string) => never;
  readonly twice: (path: string, name: string) => never;
}

/** `scopes[0].tables.customer` */
export const pathOf = (place: Place): string =>
  place
    .map((name) => (typeof name === 'number' ? `[${name}]` : `.${name}`))
    .join('')
    .replace(/^\./, '');

/** Hands the parts of a document to those who take them. */
export class PartsReader implements JsonReceiver {
  readonly #complaints: Complaints;
  readonly #root: Part;
  readonly #texts = new SharedTexts();
  /** The parts that are open, from the outside in, each with the names that it had so far. */
  readonly #open: { readonly part: Part; readonly names: Set<string> }[] = [];

  constructor(root: Part, complaints: Complaints) {
    this.#root = root;
    this.#complaints = complaints;
  }

  isOpened(place: Place): boolean {
    return this.#at(place).kind !== 'value';
  }

  open(place: Place, isList: boolean): void {
    const part = this.#at(place);
    if ((part.kind === 'list') !== isList) this.#complaints.wrong(pathOf(place), isList ? [] : {});
    this.#begin(place);
    this.#open.push({ part, names: new Set() });
  }

  take(place: Place, value: unknown): void {
    const part = this.#at(place);
    this.#begin(place);
    if (part.kind === 'value') part.take(this.#texts.in(value), pathOf(place));
    else this.#complaints.wrong(pathOf(place), value);
  }

  #at(place: Place): Part {
    const name = place.at(-1);
    if (name === undefined) return this.#root;
    const holder = this.#open[place.length - 1]?.part;
    const part =
      holder?.kind === 'list' && typeof name === 'number'
        ? holder.element(name)
        : holder?.kind === 'hash' && typeof name === 'string'
          ? holder.member(name)
          : undefined;
    return part ?? this.#complaints.unknown(pathOf(place.slice(0, -1)), String(name));
  }

  /** Leaves what was open beside this place. A name that comes twice is refused, for one of the two would be lost. */
  #begin(place: Place): void {
    this.#open.length = place.length;
    const name = place.at(-1);
    if (typeof name !== 'string') return;
    const names = this.#open.at(-1)?.names;
    if (names?.has(name)) this.#complaints.twice(pathOf(place.slice(0, -1)), name);
    names?.add(name);
  }
}
