import type { FlowOutcome, FlowScenario } from '../model/flow.ts';

/* Where and what a user picks of whom the scenario does not say it: the same, whether panes are shown or not. */

export const USUAL_ACCOUNT = 'Success';

/** Who saves an account, where the customer has no address; an American number that nobody has. */
export const USUAL_DETAILS = { email_address: 'jenny@example.com', phone_number: '4155550123' } as const;

/** Institutions at which a login ends so. */
const ENDING: Partial<Readonly<Record<FlowOutcome, string>>> = {
  down: 'Down (Unscheduled)',
  oauth_denied: 'Test (OAuth)',
  login_error: 'Bank (Non-OAuth)',
};

/** Who offers the accounts of personas is found by how they are called, as control clients find it. */
const OF_PERSONA = /^persona: /i;

/** The name of the institution that is picked. */
export function institutionFor({ institution, accounts = [], outcome = 'success' }: FlowScenario): string {
  if (institution !== undefined) return institution;
  if (accounts.some((name) => OF_PERSONA.test(name))) return 'Emulator: Personas';
  return ENDING[outcome] ?? 'Test (Non-OAuth)';
}
