import { errors } from '../core/catalogue.ts';
import { parseDuration } from '../core/duration.ts';
import { choices } from '../core/errors.ts';
import type { BankLogin, RefreshTiming } from '../hidden.ts';
import type { Sandbox } from '../sandbox.ts';
import { REFRESH_OUTCOMES, type RefreshFeature, type RefreshOutcome } from '../settings.ts';

/** How one refresh goes. */
export interface RefreshPlan {
  readonly outcome: RefreshOutcome;
  readonly timing: RefreshTiming;
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

/** The header `Emulator-Refresh`: `failed`, `succeeded; delay=5s`, `manual`, … in any order. */
export function parseDirective(header: string): Partial<RefreshPlan> {
  let plan: Partial<RefreshPlan> = {};
  for (const part of header.split(';').filter((text) => text.trim() !== '')) {
    const word = part.trim().replace(/^(delay|outcome)\s*=\s*/, '');
    const timing = parseTiming(word);
    if (isOutcome(word)) plan = { ...plan, outcome: word };
    else if (timing !== undefined) plan = { ...plan, timing };
    else
      throw errors.misuse(
        `Invalid Emulator-Refresh: "${word}". Say ${choices([...REFRESH_OUTCOMES, 'immediate', 'manual', 'never', 'delay=5s'])}.`,
      );
  }
  return plan;
}

/** How the account's next refresh goes if nobody says otherwise, and the login with that outcome used up. */
export function planned(
  sandbox: Sandbox,
  login: BankLogin,
  feature: RefreshFeature,
): { plan: RefreshPlan; login: BankLogin } {
  const defaults = sandbox.settings.refresh[feature];
  const script = login.refresh[feature];
  const [first, ...outcomes] = script?.outcomes ?? [];
  const plan: RefreshPlan = {
    outcome: first ?? script?.afterwards ?? defaults.outcome,
    timing: script?.timing ?? { kind: 'delay', delayMs: defaults.delayMs },
  };
  if (first === undefined || script === undefined) return { plan, login };
  return { plan, login: { ...login, refresh: { ...login.refresh, [feature]: { ...script, outcomes } } } };
}
