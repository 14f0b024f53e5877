import { hash, optional, type Shape } from '../core/shape.ts';

/** The flag of an option. It is named after the option, and so is its twin in the environment. */
export interface KnobFlag {
  readonly group: FlagGroup;
  readonly short?: string;
  /** What stands in the place of its value; a flag without one is a switch. */
  readonly takes?: string;
  /** May be given several times; commas separate values in the environment. */
  readonly many?: true;
  /** Its name, where one of several values is not called as all of them are. */
  readonly name?: string;
  /** Asked for once, by a person: it has no twin in the environment. */
  readonly typedOnly?: true;
  /** What `--help` says of it, where the option says too much or too little for a flag. */
  readonly about?: string;
  /** The default as a flag writes it, where it differs. */
  readonly byDefault?: string;
}

/** The headings of `--help`, in their order. */
export const FLAG_GROUPS = ['Where it listens', 'Webhooks', 'What it emulates', 'What it prints'] as const;
type FlagGroup = (typeof FLAG_GROUPS)[number];

/**
 * An option, declared once: what it may be, what it means, what it is when nobody says, and its flag. What
 * `createEmulator` and configuration files take, the flags, the environment, `--help` and `docs/options.md` follow from it.
 */
export interface Knob<T> {
  readonly shape: Shape<T>;
  /** A sentence without its full stop. */
  readonly about: string;
  readonly byDefault?: string;
  readonly flag?: KnobFlag;
  /** The options inside it, when it is an object of options. */
  readonly parts?: Knobs;
}
export type Knobs = Readonly<Record<string, Knob<unknown>>>;

/** One knob for each option of an interface, and no other. */
export type KnobsOf<Options> = {
  readonly [Name in keyof Options]-?: Knob<Exclude<Options[Name], undefined>>;
};

type Values<K extends Knobs> = {
  readonly [Name in keyof K]?: K[Name]['shape'] extends Shape<infer Value> ? Value : never;
};

/** An object of these options, each of which may be left out. */
export function optionsOf<const K extends Knobs>(knobs: K): Shape<Values<K>> {
  const members = Object.entries(knobs).map(([name, { shape }]) => [name, optional(shape)] as const);
  // A cast, because entries forget which name has which shape.
  return hash(Object.fromEntries(members)) as unknown as Shape<Values<K>>;
}
