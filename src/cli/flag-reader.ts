import { durationSentence, parseDuration } from '../core/duration.ts';
import { choices } from '../core/errors.ts';
import type { FlagName, GivenFlags } from './flags.ts';
import { UsageError } from './usage-error.ts';

/** Reads flags one by one, and refuses a value in a sentence that names the flag it came by. */
export class FlagReader {
  readonly #flags: GivenFlags;

  constructor(flags: GivenFlags) {
    this.#flags = flags;
  }

  text(name: FlagName): string | undefined {
    return this.#flags.get(name)?.values.at(-1);
  }

  texts(name: FlagName): readonly string[] | undefined {
    return this.#flags.get(name)?.values;
  }

  has(name: FlagName): boolean {
    return this.#flags.has(name);
  }

  /** The value as `parse` reads it; `wanted` ends the sentence when it reads nothing. */
  parsed<Value>(
    name: FlagName,
    wanted: string,
    parse: (text: string) => Value | undefined,
  ): Value | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = parse(text.trim());
    if (value === undefined) throw this.refusal(name, text, wanted);
    return value;
  }

  refusal(name: FlagName, text: string, wanted: string): UsageError {
    return new UsageError(
      `Failed to read ${this.#flags.get(name)?.by ?? `--${name}`}: "${text}" is not ${wanted}`,
    );
  }

  durationMs(name: FlagName): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const ms = parseDuration(text);
    if (ms === undefined) throw new UsageError(durationSentence(this.#flags.get(name)?.by ?? name, text));
    return ms;
  }

  oneOf<Choice extends string>(name: FlagName, known: readonly Choice[]): Choice | undefined {
    return this.parsed(name, `one of ${choices(known)}.`, (text) => known.find((choice) => choice === text));
  }
}
