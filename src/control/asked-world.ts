import type { App } from '../api/app.ts';
import { errors } from '../core/catalogue.ts';
import type { World, Worlds } from '../world/worlds.ts';

const MAX_LISTED_KEYS = 10;

/** What tells which sandbox a call of the control surface is for. */
export interface Asking {
  readonly app: App;
  readonly tools: { readonly worlds: Worlds };
}

/** The key's sandbox; without a key the only one used so far. */
export function askedWorld({ app, tools: { worlds } }: Asking, authorization: string | null): World {
  if (authorization !== null) return app.authenticate(authorization).world;
  const used = worlds.used();
  const [only = worlds.all()[0], second] = used;
  if (only !== undefined && second === undefined) return only;
  const masked = used
    .slice(0, MAX_LISTED_KEYS)
    .map(({ key }) => key.masked)
    .join(', ');
  const more = used.length > MAX_LISTED_KEYS ? ` and ${used.length - MAX_LISTED_KEYS} more` : '';
  throw errors.misuse(
    `Which sandbox? Several keys have been used: ${masked}${more}. Send one as in the API: -u sk_test_…:`,
  );
}

/** The sandbox named in an answer that belongs to none, if one can be found. */
export function guessedWorld(asking: Asking, authorization: string | null): World | undefined {
  try {
    return askedWorld(asking, authorization);
  } catch {
    return undefined;
  }
}
