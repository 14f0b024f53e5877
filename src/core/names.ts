/* One name in several notations: `nextRefreshAfterMs` in TypeScript, `next-refresh-after`, `next_refresh_after` elsewhere. */

/** The name of a knob without its unit: elsewhere than in TypeScript a duration carries its unit itself. */
type WithoutUnit<Name extends string> = Name extends `${infer Bare}Ms` ? Bare : Name;

type Separated<Name extends string, Separator extends string> = Name extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? Letter : `${Separator}${Lowercase<Letter>}`}${Separated<Rest, Separator>}`
  : Name;

/** A TypeScript name as flags (`-`) or travelling keys (`_`) write it. */
export type Spelled<Name extends string, Separator extends string> = Separated<WithoutUnit<Name>, Separator>;

/** The same of a value. */
export function spelled<const Name extends string, const Separator extends string>(
  name: Name,
  separator: Separator,
): Spelled<Name, Separator> {
  const bare = name.replace(/Ms$/, '');
  // A cast: the type does to letters what this line does.
  return bare.replace(/[A-Z]/g, (letter) => separator + letter.toLowerCase()) as Spelled<Name, Separator>;
}
