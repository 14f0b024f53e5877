import type { FlowScenario, Pane } from '../../src/model/flow.ts';

const NUMBERS = { routing_number: '110000000', account_number: '000123456789' };

/** How a user comes to a pane of a session, and the accounts that the session has who leaves it there. */
interface Leaving {
  readonly scenario: FlowScenario;
  readonly accounts: readonly string[];
  /** Whose address has been saved by the flow before. */
  readonly isSecond?: true;
}

/**
 * Each pane that a scenario can leave, with a way to it; of intents alone is the pane that gives them their account, the
 * question whether to leave is none, and no scenario comes to an error that nobody has foreseen.
 */
export const LEAVING: Readonly<
  Record<Exclude<Pane, 'attach_linked_payment_account' | 'cancel_confirmation' | 'unexpected_error'>, Leaving>
> = {
  consent: { scenario: {}, accounts: [] },
  institution_picker: { scenario: {}, accounts: [] },
  partner_auth: { scenario: { institution: 'Test (OAuth)' }, accounts: [] },
  bank_login: { scenario: { institution: 'Bank (Non-OAuth)' }, accounts: [] },
  institution_unavailable: { scenario: { institution: 'Down (Unscheduled)' }, accounts: [] },
  account_picker: { scenario: {}, accounts: [] },
  networking_link_signup_pane: { scenario: {}, accounts: ['Success'] },
  networking_save_to_link_verification: { scenario: {}, accounts: ['Success'], isSecond: true },
  manual_entry: { scenario: { manual_entry: NUMBERS }, accounts: [] },
  manual_entry_success: { scenario: { manual_entry: NUMBERS }, accounts: [] },
  success: { scenario: {}, accounts: ['Success'] },
};

/** The scenario of a pane of the table, which leaves there. */
export const leavingAt = (pane: Pane, scenario: FlowScenario): FlowScenario => ({
  ...scenario,
  outcome: `cancel_at:${pane}`,
});
