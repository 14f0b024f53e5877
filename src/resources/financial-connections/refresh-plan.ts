import { errors } from '../../core/catalogue.ts';
import { suggestion } from '../../core/closest.ts';
import { choices } from '../../core/errors.ts';
import type { Spelled } from '../../core/names.ts';
import { ours, sentence } from '../../core/sentence.ts';
import { oneOf } from '../../core/shape.ts';
import { voiceOf } from '../../core/voice.ts';
import type { BankLogin } from '../../model/bank-facts.ts';
import {
  parseTiming,
  REFRESH_CHANGE,
  REFRESH_OUTCOMES,
  type RefreshDefaults,
  type RefreshFeature,
  type RefreshOutcome,
  type RefreshTiming,
} from '../../model/refresh.ts';
import type { Scope } from '../../sandbox/scope.ts';

/** How one refresh goes. */
export interface RefreshPlan {
  readonly outcome: RefreshOutcome;
  readonly timing: RefreshTiming;
  /** From its start until the next is allowed; the server's own interval when not given. */
  readonly nextRefreshAfterMs?: number;
}

const OUTCOMES: readonly string[] = REFRESH_OUTCOMES;
const isOutcome = (word: string): word is RefreshOutcome => OUTCOMES.includes(word);

const WORDS = [...REFRESH_OUTCOMES, 'immediate', 'manual', 'never', 'delay=5s', 'next_refresh_after=1h'];

const VOICE = voiceOf({
  reads: 'text',
  place: (name) => `${name} of Emulator-Refresh`,
  error: (text) => errors.misuse(text),
});

/** What the header may say by name, each read as elsewhere. */
type Reading = (word: string) => Partial<RefreshPlan>;
const NAMED: Readonly<Record<string, Reading>> = {
  outcome: (word: string) => ({ outcome: oneOf(...REFRESH_OUTCOMES)(word, 'outcome', VOICE) }),
  delay: (word: string) => ({ timing: REFRESH_CHANGE.delay(word, 'delay', VOICE) }),
  next_refresh_after: (word: string) => ({
    nextRefreshAfterMs: REFRESH_CHANGE.next_refresh_after(word, 'next_refresh_after', VOICE),
  }),
} satisfies Record<Spelled<keyof RefreshDefaults, '_'>, Reading>;

/** The header `Emulator-Refresh`: `failed`, `succeeded; delay=5s; next_refresh_after=1h`, `manual`, … in any order. */
export function parseDirective(header: string): Partial<RefreshPlan> {
  const parts = header.split(';').filter((part) => part.trim() !== '');
  return Object.assign({}, ...parts.map((part) => directiveIn(part.trim())));
}

function directiveIn(part: string): Partial<RefreshPlan> {
  const [, name, word = ''] = /^(?:([a-z_]+)\s*=\s*)?(.*)$/.exec(part) ?? [];
  const named = name !== undefined && Object.hasOwn(NAMED, name) ? NAMED[name] : undefined;
  if (named !== undefined) return named(word);
  if (name === undefined && isOutcome(word)) return { outcome: word };
  const timing = name === undefined ? parseTiming(word) : undefined;
  if (timing !== undefined) return { timing };
  const hint = name === undefined ? '' : suggestion(name, Object.keys(NAMED));
  throw errors.misuse(
    sentence`Invalid Emulator-Refresh: "${part}".${ours(hint)} Say ${ours(choices(WORDS))}.`,
  );
}

/** How the account's next refresh goes by its script, and the login with that outcome used up. */
export function planned(
  scope: Scope,
  login: BankLogin,
  feature: RefreshFeature,
): { plan: RefreshPlan; login: BankLogin } {
  const defaults = scope.settings.refresh[feature];
  const script = login.refresh[feature];
  const [first, ...outcomes] = script?.outcomes ?? [];
  const plan: RefreshPlan = {
    outcome: first ?? script?.afterwards ?? defaults.outcome,
    timing: script?.timing ?? { kind: 'delay', delayMs: defaults.delayMs },
    ...(script?.nextRefreshAfterMs === undefined ? {} : { nextRefreshAfterMs: script.nextRefreshAfterMs }),
  };
  if (first === undefined || script === undefined) return { plan, login };
  return { plan, login: { ...login, refresh: { ...login.refresh, [feature]: { ...script, outcomes } } } };
}
