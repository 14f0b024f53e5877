import { suggestion } from '../core/closest.ts';
import { choices } from '../core/errors.ts';
import { ours, sentence } from '../core/sentence.ts';
import { arrayOf, hash, type OptionalShape, oneOf, optional, type Shape, string } from '../core/shape.ts';
import { STRIPES_VOICE, type Voice } from '../core/voice.ts';
import { ASSUMPTIONS, type Assumptions } from '../model/settings.ts';

const NAMES = Object.keys(ASSUMPTIONS);

const CHOICES = new Map<string, readonly string[]>(
  Object.entries(ASSUMPTIONS).map(([name, { choices: known }]) => [name, known]),
);
const choicesOf = (name: string): readonly string[] | undefined => CHOICES.get(name);

const members: Readonly<Record<string, OptionalShape<string>>> = Object.fromEntries(
  Object.entries(ASSUMPTIONS).map(([name, { choices: known }]) => [name, optional(oneOf(...known))]),
);
const chosen = hash(members);
const pairs = arrayOf(string());

/** Choices by their names; where all is text, `name=choice` each. */
export const assumptionsShape: Shape<Partial<Assumptions>> = (value, path, voice = STRIPES_VOICE) =>
  // A cast: names and choices have been held against the table.
  (voice.reads === 'text'
    ? Object.fromEntries(pairs(value, path, voice).map((pair) => pairIn(pair, path, voice)))
    : chosen(value, path, voice)) as Partial<Assumptions>;

function pairIn(text: string, path: string, voice: Voice): readonly [string, string] {
  const [, name = '', choice = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const ofBareName = choicesOf(text);
  if (ofBareName !== undefined)
    throw voice.refused(
      path,
      (place) =>
        sentence`Failed to read ${place}: "${text}" says no choice: it is ${ours(choices(ofBareName))}, as in ${ours(`${text}=${ofBareName.at(-1)}`)}.`,
    );
  const known = choicesOf(name);
  if (known === undefined) {
    const otherwise = `There are ${choices(NAMES)}.`;
    const hint = suggestion(name || text, NAMES, { shown: (near) => near, otherwise });
    throw voice.refused(
      path,
      (place) =>
        sentence`Failed to read ${place}: "${text}" does not name an assumption, as in ${ours(`${NAMES[0]}=error.${hint}`)}`,
    );
  }
  if (!known.includes(choice))
    throw voice.refused(
      path,
      (place) => sentence`Failed to read ${place}: ${name} is ${ours(choices(known))}, not "${choice}".`,
    );
  return [name, choice];
}
