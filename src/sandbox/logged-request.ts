import { isHash } from '../core/form.ts';
import { cut } from '../core/sentence.ts';

/** One request as `GET /_emulator/requests` shows it. */
export interface LoggedRequest {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly created: number;
  /** Masked. */
  readonly key: string | null;
  readonly stripe_version: string | null;
  readonly idempotency_key: string | null;
  readonly account: string | null;
  readonly replayed: boolean;
  /** False for an endpoint of Stripe's that the emulator does not have. */
  readonly emulated: boolean;
  readonly events: readonly string[];
  readonly error?: object;
  readonly note?: string;
}

/** How many characters an entry keeps of each text in it. */
const MOST_OF_TEXT = 2_000;
/** What is kept of an error, the objects that it shows included. */
const MOST_OF_ERROR = 8_000;
/** How many events an entry names. */
export const MOST_EVENTS = 100;
// The names of an entry's fields, and what is no text in it.
const CHARACTERS_BESIDES = 256;

/** An entry, and what it counts for. */
export interface Kept {
  readonly request: LoggedRequest;
  readonly characters: number;
}

/** How many characters an entry has besides its error. */
function charactersOf({
  path,
  note,
  stripe_version,
  idempotency_key,
  account,
  events,
}: LoggedRequest): number {
  let characters = CHARACTERS_BESIDES + path.length + (note?.length ?? 0) + (stripe_version?.length ?? 0);
  characters += (idempotency_key?.length ?? 0) + (account?.length ?? 0);
  for (const event of events) characters += event.length;
  return characters;
}

/** The entry without what is too much of it. Nearly every request comes by here, and has nothing to be cut. */
export function bounded(request: LoggedRequest): Kept {
  const characters = charactersOf(request);
  const isShort = request.error === undefined && characters <= MOST_OF_TEXT;
  return isShort && request.events.length <= MOST_EVENTS ? { request, characters } : cutDown(request);
}

function cutDown({ error, note, events, ...rest }: LoggedRequest): Kept {
  const texts: LoggedRequest = {
    ...rest,
    path: cut(rest.path, MOST_OF_TEXT),
    stripe_version: cutOrNull(rest.stripe_version),
    idempotency_key: cutOrNull(rest.idempotency_key),
    account: cutOrNull(rest.account),
    events: events.length > MOST_EVENTS ? events.slice(0, MOST_EVENTS) : events,
    ...(note === undefined ? {} : { note: cut(note, MOST_OF_TEXT) }),
  };
  const characters = charactersOf(texts);
  if (error === undefined) return { request: texts, characters };
  const told = boundedError(error);
  return { request: { ...texts, error: told.error }, characters: characters + told.characters };
}

const cutOrNull = (text: string | null): string | null => (text === null ? null : cut(text, MOST_OF_TEXT));

/** A copy, because a text out of a body keeps the whole body in memory. */
function boundedError(error: object): { readonly error: object; readonly characters: number } {
  const text = JSON.stringify(error, withShortTexts);
  if (text.length <= MOST_OF_ERROR) return { error: JSON.parse(text), characters: text.length };
  const outline = JSON.stringify(
    Object.fromEntries(Object.entries(error).map(([name, value]) => [name, outlined(value)])),
    withShortTexts,
  );
  return { error: JSON.parse(outline), characters: outline.length };
}

const withShortTexts = (_: string, value: unknown): unknown =>
  typeof value === 'string' ? cut(value, MOST_OF_TEXT) : value;

/** What names an object, in the place of a large one. */
const outlined = (value: unknown): unknown =>
  isHash(value) ? { id: value.id, object: value.object, status: value.status } : value;

// Texts, an error and events: no entry that was made here has more.
const MOST_OF_ENTRY = 6 * MOST_OF_TEXT + MOST_OF_ERROR + MOST_EVENTS * 64 + CHARACTERS_BESIDES;

/** An entry out of a snapshot, which anybody can have written, within the same bounds; undefined if it is far beyond. */
export function boundedAnew(saved: LoggedRequest): Kept | undefined {
  const events = Array.isArray(saved.events) ? saved.events.slice(0, MOST_EVENTS) : [];
  const text = JSON.stringify({ ...saved, events }, withShortTexts);
  return text.length > MOST_OF_ENTRY ? undefined : { request: JSON.parse(text), characters: text.length };
}
