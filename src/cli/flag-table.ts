import { type Spelled, spelled } from '../core/names.ts';
import type { Knob, KnobFlag, Knobs } from '../options/knob.ts';
import { TABLES } from './knobs.ts';

/* The flags that the options have, and their twins in the environment. */

/** A flag is named after its option, and carries the name of the group it is in: `refresh.delayMs` is `refresh-delay`. */
type NameIn<Name extends string, Group extends string> = Group extends ''
  ? Spelled<Name, '-'>
  : Spelled<Name, '-'> extends `${string}${Group}${string}`
    ? Spelled<Name, '-'>
    : `${Group}-${Spelled<Name, '-'>}`;

type NamesIn<K extends Knobs, Group extends string> = {
  [Name in keyof K & string]:
    | (K[Name] extends { readonly flag: infer Flag extends object }
        ? Flag extends { readonly name: infer Own extends string }
          ? Own
          : NameIn<Name, Group>
        : never)
    | (K[Name] extends { readonly parts: infer Parts extends Knobs }
        ? NamesIn<Parts, Spelled<Name, '-'>>
        : never);
}[keyof K & string];

/** The name of a flag there is, of an option there is. */
export type FlagName = {
  [Table in keyof typeof TABLES]: NamesIn<(typeof TABLES)[Table], ''>;
}[keyof typeof TABLES];

export function flagNameOf(option: string, { name: own }: KnobFlag, group: string): FlagName {
  const bare = spelled(option, '-');
  const among = spelled(group, '-');
  const name = own ?? (among === '' || bare.includes(among) ? bare : `${among}-${bare}`);
  // A cast: the type above says the same, of every option that has a flag.
  return name as FlagName;
}

/** A flag, and what its option says of it. */
interface Flag extends KnobFlag {
  readonly about: string;
}

function flagsIn(knobs: Knobs, group = ''): readonly (readonly [FlagName, Flag])[] {
  return Object.entries(knobs).flatMap(([name, knob]) => [
    ...(knob.flag === undefined
      ? []
      : [[flagNameOf(name, knob.flag, group), flagOf(knob, knob.flag)] as const]),
    ...(knob.parts === undefined ? [] : flagsIn(knob.parts, name)),
  ]);
}

const flagOf = ({ about, byDefault }: Knob<unknown>, flag: KnobFlag): Flag => ({
  about,
  ...(byDefault === undefined ? {} : { byDefault }),
  ...flag,
});

const FLAGS: ReadonlyMap<string, Flag> = new Map(Object.values(TABLES).flatMap((knobs) => flagsIn(knobs)));

/** Every flag, in the order of `--help`. */
// The keys are the names that `flagNameOf` gives.
export const FLAG_NAMES = [...FLAGS.keys()] as readonly FlagName[];

export const isFlag = (name: string): name is FlagName => FLAGS.has(name);

export function flagCalled(name: FlagName): Flag {
  const flag = FLAGS.get(name);
  if (flag === undefined) throw new Error(`There is no flag --${name}.`);
  return flag;
}

export const PREFIX = 'STRIPE_FC_EMULATOR_';

/** The environment twin of a flag. */
export const twinOf = (name: FlagName): string => PREFIX + name.replaceAll('-', '_').toUpperCase();
