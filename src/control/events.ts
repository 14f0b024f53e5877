import { errors } from '../core/catalogue.ts';
import { type Duration, duration, milliseconds } from '../core/duration.ts';
import { isHash } from '../core/form.ts';
import { cut, sentence } from '../core/sentence.ts';
import { hash, optional, type Params, string } from '../core/shape.ts';
import { shown as written } from '../core/voice.ts';
import type { ApiResource, EventMatch } from '../options/options.ts';
import { voiceIn } from '../options/voice.ts';
import { eventElsewhere, workElsewhere } from '../world/elsewhere.ts';
import { checkedMatch, type Match, pastEvent } from '../world/waiters.ts';
import type { World, Worlds } from '../world/worlds.ts';
import { type ActionContext, action, type InProcess, twin } from './action.ts';
import { pendingJobs } from './clock.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /**
     * The first matching event, past or future. `timeoutMs` (5,000 by default) is wall time. On a frozen clock it rejects at
     * once when there is none, and says what is pending.
     */
    readonly waitForEvent: (
      match: EventMatch | string,
      options?: { readonly timeoutMs?: Duration; readonly after?: string },
    ) => Promise<ApiResource>;
  }
}

const DEFAULT_WAIT_MS = 5_000;
const MAX_LISTED_JOBS = 5;

const MATCH = hash({ type: optional(string()), object: optional(string()) });
const WAIT_OPTIONS = hash({ timeoutMs: optional(milliseconds()), after: optional(string()) });
const NO_EVENT_OPTIONS = hash({ withinMs: milliseconds(), after: optional(string()) });

/** The match that a method was given, or a TypeError that says what is wrong with it. */
function matchOf(method: string, match: unknown): Match {
  if (typeof match !== 'string' && !isHash(match))
    throw new TypeError(
      sentence`${method}: match is ${written(match)}. Write a type of events, such as 'customer.created', or { type, object }.`,
    );
  return checkedMatch(MATCH(typeof match === 'string' ? { type: match } : match, '', voiceIn(method)));
}

type NoEventOptions = Params<(typeof NO_EVENT_OPTIONS)['members']>;

/** The arguments of `expectNoEvent`. */
export const noEventWanted = (match: unknown, options: unknown = {}): readonly [Match, NoEventOptions] => [
  matchOf('expectNoEvent', match),
  NO_EVENT_OPTIONS(options, '', voiceIn('expectNoEvent')),
];

export const described = ({ type = 'any type', object }: Match): string =>
  object === undefined ? cut(type) : sentence`${type} of ${object}`;

function pendingSentence(worlds: Worlds, world: World): string {
  const { sandbox } = world;
  const pending = pendingJobs(sandbox);
  if (pending.length === 0) return `Nothing is pending.${workElsewhere(worlds, world)}`;
  const now = sandbox.nowMs() / 1000;
  const listed = pending
    .slice(0, MAX_LISTED_JOBS)
    .map(({ kind, subject, due }) => `${kind} of ${subject} in ${(due - now).toFixed(1)} s`);
  return `Pending: ${listed.join(', ')}${pending.length > MAX_LISTED_JOBS ? `, and ${pending.length - MAX_LISTED_JOBS} more` : ''}.`;
}

const waitForEvent =
  ({ world: caughtUp, shown, tools: { worlds } }: InProcess) =>
  async (match: unknown, options: unknown = {}): Promise<ApiResource> => {
    const wanted = matchOf('waitForEvent', match);
    const { timeoutMs = DEFAULT_WAIT_MS, after } = WAIT_OPTIONS(options, '', voiceIn('waitForEvent'));
    const world = caughtUp();
    const { sandbox, waiters } = world;
    const found = pastEvent(sandbox, wanted, after);
    if (found !== undefined) return shown(sandbox.platform, found);
    const elsewhere = () => {
      const place = eventElsewhere(worlds, world, wanted);
      return place === undefined ? '' : ` ${place}`;
    };
    if (!sandbox.parts.clock.runs)
      throw new Error(
        `No event ${described(wanted)}, and the clock stands. ${pendingSentence(worlds, world)} Move time with clock.advance(ms) or clock.runToIdle().${elsewhere()}`,
      );
    const event = await waiters.next(wanted, timeoutMs);
    if (event === undefined)
      throw new Error(
        `No event ${described(wanted)} within ${timeoutMs} ms. ${pendingSentence(worlds, world)}${elsewhere()}`,
      );
    return shown(sandbox.platform, event);
  };

const WAIT = hash({
  type: optional(string()),
  object: optional(string()),
  after: optional(string()),
  timeout: optional(duration),
});

async function wait({ world, scope, params, gone, tools }: ActionContext<Params<(typeof WAIT)['members']>>) {
  const { type, object, after, timeout = DEFAULT_WAIT_MS } = params;
  const match = checkedMatch({
    ...(type === undefined ? {} : { type }),
    ...(object === undefined ? {} : { object }),
    // Without Stripe-Account the events of all accounts count, as in process.
    ...(scope.account === null ? {} : { account: scope.account }),
  });
  const event = pastEvent(world.sandbox, match, after) ?? (await world.waiters.next(match, timeout, gone));
  if (event === undefined)
    throw errors.noSuchEvent(type ?? '*', timeout).noted(eventElsewhere(tools.worlds, world, match));
  return event;
}

export const eventActions = [
  action(
    'GET',
    '/events/wait',
    {
      about:
        'The first event that matches `type` (may end in `*`) and `object`, behind `after`; 408 when none has come within `timeout` (5s by default).',
      answers: 'object',
      params: WAIT,
      twin: twin('waitForEvent', 'waitForEvent(match)', waitForEvent),
    },
    wait,
  ),
] as const;
