import { ours, sentence } from '../core/sentence.ts';
import { OBJECT_TYPES, type ObjectType } from '../model/records.ts';
import type { Event } from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';
import { type Match, matches } from './waiters.ts';
import type { World, Worlds } from './worlds.ts';

/*
 * A key is a sandbox, and a connected account a part of one, so that what somebody looks for may well be there, and only
 * not be seen. Who has been refused is told where it is. Keys are masked; whoever shares a server may learn that an id
 * exists there, and nothing else.
 */

// Bounds of a search: a refusal must not take longer the more there is. The likeliest are looked at first.
const MOST_SCOPES = 500;
const MOST_EVENTS = 20_000;
const SESSION = 'financial_connections.session';

/** A place that something was found in. */
interface Place {
  readonly world: World;
  /** The connected account; null for the platform. */
  readonly account: string | null;
}

/** A sandbox as a sentence calls it; one out of a file has a name of its own until its key is used. */
const named = ({ key }: World): string =>
  key.masked.startsWith('sandbox ') ? key.masked : `the sandbox of ${key.masked}`;

/** Where that is for a call that has come to `here`, and what to do. */
function told(here: Place, { world, account }: Place): string {
  if (world !== here.world) {
    const within = account === null ? '' : `, in its connected account ${account}`;
    return `in ${named(world)}${within}; this call has come to ${named(here.world)}. Each key is a sandbox of its own: use one for both, emulator.apiKey or what createEmulator({ apiKey }) is given.`;
  }
  return account === null
    ? `in this sandbox, on its platform: leave the header Stripe-Account: ${here.account} away.`
    : `in this sandbox, in its connected account ${account}: send the header Stripe-Account: ${account}.`;
}

/** The sandboxes in the order of a search, the call's own first. */
const nearest = (worlds: Worlds, own: World): readonly World[] => [
  own,
  ...worlds.likeliest(MOST_SCOPES).filter((world) => world !== own),
];

/** The type of an object that an account has under that id. */
const typeIn = ({ tables, facts, account }: Scope, id: string): ObjectType | undefined =>
  OBJECT_TYPES.find((type) => {
    // A session goes by its secret as well.
    if (type === SESSION && facts.sessionSecrets.has(id)) return true;
    if (type !== 'event') return tables[type].get(id) !== undefined;
    // The events of all accounts of a sandbox are in one table.
    const event = tables.event.get(id);
    return event !== undefined && (event.account ?? null) === account;
  });

/** Where else an object of that id is; undefined if it is nowhere, or too far to look. */
export function objectElsewhere(worlds: Worlds, world: World, scope: Scope, id: string): string | undefined {
  const here: Place = { world, account: scope.account };
  let left = MOST_SCOPES;
  for (const other of nearest(worlds, world)) {
    for (const one of other.sandbox.scopes()) {
      if (--left < 0) return undefined;
      const type = one === scope ? undefined : typeIn(one, id);
      if (type === undefined) continue;
      return sentence`The ${type} ${id} exists ${ours(told(here, { world: other, account: one.account }))}`;
    }
  }
  return undefined;
}

/** Where else there is an event that matches, for who waits in vain. Without an account those of all have been asked. */
export function eventElsewhere(
  worlds: Worlds,
  world: World,
  { account: asked, ...match }: Match,
): string | undefined {
  const here: Place = { world, account: asked ?? null };
  const wasAsked = (there: Place): boolean =>
    there.world === world && (asked === undefined || asked === there.account);
  for (const [event, there] of eventsOf(nearest(worlds, world)))
    if (!wasAsked(there) && matches(event, match))
      return `There is such an event, ${event.type} [${event.id}], ${told(here, there)}`;
  return undefined;
}

/** Where else something is still to happen, for who waits where nothing is: a sentence behind another, or nothing. */
export function workElsewhere(worlds: Worlds, world: World): string {
  const busy = nearest(worlds, world).find(
    (other) => other !== world && other.sandbox.parts.jobs.foregroundSize > 0,
  );
  return busy === undefined ? '' : ` Something is in ${named(busy)}: each key is a sandbox of its own.`;
}

/** As many events as are looked at. */
function* eventsOf(worlds: readonly World[]): Generator<readonly [Event, Place]> {
  let left = MOST_EVENTS;
  for (const world of worlds) {
    for (const event of world.sandbox.platform.tables.event.values()) {
      if (--left < 0) return;
      yield [event, { world, account: event.account ?? null }];
    }
  }
}
