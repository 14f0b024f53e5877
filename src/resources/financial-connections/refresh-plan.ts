import { errors } from '../../core/catalogue.ts';
import { durationSentence, parseDuration } from '../../core/duration.ts';
import { choices } from '../../core/errors.ts';
import type { BankLogin, RefreshTiming } from '../../model/facts.ts';
import { REFRESH_OUTCOMES, type RefreshFeature, type RefreshOutcome } from '../../model/settings.ts';
import type { Scope } from '../../sandbox/scope.ts';

/** How one refresh goes. */
export interface RefreshPlan {
  readonly outcome: RefreshOutcome;
  readonly timing: RefreshTiming;
  /** From its start until the next is allowed; the server's own interval when not given. */
  readonly nextAfterMs?: number;
}

/** `immediate`, `manual`, `never`, or a duration; undefined for anything else. */
export function parseTiming(text: string): RefreshTiming | undefined {
  const kind = text.trim();
  if (kind === 'immediate' || kind === 'manual' || kind === 'never') return { kind };
  const delayMs = parseDuration(kind);
  return delayMs === undefined ? undefined : { kind: 'delay', delayMs };
}

const isOutcome = (word: string): word is RefreshOutcome =>
  (REFRESH_OUTCOMES as readonly string[]).includes(word);

const WORDS = [...REFRESH_OUTCOMES, 'immediate', 'manual', 'never', 'delay=5s', 'next_after=1h'];

/** The header `Emulator-Refresh`: `failed`, `succeeded; delay=5s; next_after=1h`, `manual`, … in any order. */
export function parseDirective(header: string): Partial<RefreshPlan> {
  let plan: Partial<RefreshPlan> = {};
  for (const part of header.split(';').filter((text) => text.trim() !== '')) {
    const [, name = '', word = ''] = /^(?:(delay|outcome|next_after)\s*=\s*)?(.*)$/.exec(part.trim()) ?? [];
    const timing = parseTiming(word);
    if (name === 'next_after') plan = { ...plan, nextAfterMs: parsedInterval(word) };
    else if (isOutcome(word)) plan = { ...plan, outcome: word };
    else if (timing !== undefined) plan = { ...plan, timing };
    else throw errors.misuse(`Invalid Emulator-Refresh: "${part.trim()}". Say ${choices(WORDS)}.`);
  }
  return plan;
}

function parsedInterval(text: string): number {
  const intervalMs = parseDuration(text);
  if (intervalMs === undefined) throw errors.misuse(durationSentence('next_after of Emulator-Refresh', text));
  return intervalMs;
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
    ...(script?.nextAfterMs === undefined ? {} : { nextAfterMs: script.nextAfterMs }),
  };
  if (first === undefined || script === undefined) return { plan, login };
  return { plan, login: { ...login, refresh: { ...login.refresh, [feature]: { ...script, outcomes } } } };
}
