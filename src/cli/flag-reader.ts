import { ours, sentence } from '../core/sentence.ts';
import type { Shape } from '../core/shape.ts';
import { shown, type Voice, voiceOf, wantedBy } from '../core/voice.ts';
import type { Knob, Knobs } from '../options/knob.ts';
import { flagNameOf } from './flag-table.ts';
import type { GivenFlags } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** What is said of a value that came by a flag, or by its twin in the environment. */
const VOICE: Voice = voiceOf({
  reads: 'text',
  error: (sentence) => new UsageError(sentence),
  wrong: (by, value, advice) => {
    const wanted = wantedBy(advice);
    const one = advice.startsWith('Say') ? 'one of ' : '';
    return sentence`Failed to read ${by}: ${shown(value)} is not ${ours(`${one}${wanted}`)}.`;
  },
});

type ValueOf<K extends Knob<unknown>> = K['shape'] extends Shape<infer Value> ? Value : never;

type PartsOf<K extends Knob<unknown>> = K extends { readonly parts: infer Parts extends Knobs }
  ? FlagValues<Parts>
  : object;

/** What flags give of some options: those with a flag of their own, and the parts of the others that have flags. */
export type FlagValues<K extends Knobs> = {
  readonly [Name in keyof K as K[Name] extends { readonly flag: object }
    ? Name
    : keyof PartsOf<K[Name]> extends never
      ? never
      : Name]?: K[Name] extends { readonly flag: object } ? ValueOf<K[Name]> : PartsOf<K[Name]>;
};

/** What was typed, or stands in the environment, of these options: as their shapes read it. */
export function valuesOf<const K extends Knobs>(knobs: K, flags: GivenFlags, group = ''): FlagValues<K> {
  const values = Object.entries(knobs).flatMap(([name, knob]): readonly (readonly [string, unknown])[] => {
    const value = knob.flag === undefined ? partsOf(name, knob, flags) : ownOf(name, knob, flags, group);
    return value === undefined ? [] : [[name, value]];
  });
  // A cast, because entries forget which name has which value.
  return Object.fromEntries(values) as FlagValues<K>;
}

function ownOf(name: string, { flag, shape }: Knob<unknown>, flags: GivenFlags, group: string): unknown {
  const given = flag && flags.get(flagNameOf(name, flag, group));
  if (given === undefined) return undefined;
  const values = given.values.map((text) => text.trim());
  return shape(flag?.many === true ? values : values.at(-1), given.by, VOICE);
}

function partsOf(name: string, { parts }: Knob<unknown>, flags: GivenFlags): unknown {
  const values = parts === undefined ? {} : valuesOf(parts, flags, name);
  return Object.keys(values).length === 0 ? undefined : values;
}
