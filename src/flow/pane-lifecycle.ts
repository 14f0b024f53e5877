import { type Lifecycle, next } from '../core/lifecycle.ts';
import type { Pane } from '../model/flow.ts';
import type { FlowProgress } from '../model/flow-progress.ts';

/*
 * The authentication flow, pane by pane (their order: public sources of stripe-ios and stripe-android). What a user does on a
 * page alone, such as to go back from one pane to another or to open the form for a bank account's numbers, no server is told:
 * so each pane before accounts are picked takes all that can be done on any of these.
 */

/** What the user does, with what the server has made of it: where one thing leads to several panes, it has several names. */
export type FlowStep =
  /** Consents, and is led to the institutions, to the form for numbers, or first to the question about saving. */
  | 'agree'
  | 'agree_to_type'
  | 'agree_and_be_asked'
  /** Picks an institution that signs in by itself, by a form, by a popup, or that is down. */
  | 'sign_in'
  | 'open_form'
  | 'open_popup'
  | 'find_down'
  /** Is let in by the form or the popup. */
  | 'authorize'
  /** Leaves the institution, or wants to link accounts of another one as well. */
  | 'pick_another'
  /** Picks accounts: that is all, or one is to pay, or it is asked whether they are to be saved. */
  | 'select'
  | 'select_to_pay'
  | 'select_and_be_asked'
  | 'attach'
  | 'attach_and_be_asked'
  /** Answers that question, after accounts were picked or before, or is asked for a code first. */
  | 'answer'
  | 'answer_first'
  | 'be_asked_for_code'
  | 'submit_numbers';

type Cells = { readonly [Step in FlowStep]?: Pane };

/** Where no account has been picked yet. */
const BEFORE = {
  sign_in: 'account_picker',
  open_form: 'bank_login',
  open_popup: 'partner_auth',
  find_down: 'institution_unavailable',
  pick_another: 'institution_picker',
  submit_numbers: 'manual_entry_success',
} as const satisfies Cells;

const SELECTING = {
  select: 'success',
  select_to_pay: 'attach_linked_payment_account',
  select_and_be_asked: 'networking_link_signup_pane',
} as const satisfies Cells;

const ANSWERING = {
  answer: 'success',
  answer_first: 'institution_picker',
  be_asked_for_code: 'networking_save_to_link_verification',
} as const satisfies Cells;

/** The page alone shows the last two: nothing that is done there is told. */
export const paneLifecycle: Lifecycle<Pane, FlowStep> = {
  consent: {
    agree: 'institution_picker',
    agree_to_type: 'manual_entry',
    agree_and_be_asked: 'networking_link_signup_pane',
  },
  // A page may ask about saving before a bank is picked, where its own scenario says so.
  institution_picker: {
    ...BEFORE,
    answer_first: 'institution_picker',
    be_asked_for_code: 'networking_save_to_link_verification',
  },
  institution_unavailable: BEFORE,
  bank_login: { ...BEFORE, authorize: 'account_picker' },
  partner_auth: { ...BEFORE, authorize: 'account_picker' },
  account_picker: { ...BEFORE, ...SELECTING },
  attach_linked_payment_account: { attach: 'success', attach_and_be_asked: 'networking_link_signup_pane' },
  networking_link_signup_pane: ANSWERING,
  networking_save_to_link_verification: ANSWERING,
  manual_entry: BEFORE,
  manual_entry_success: {},
  success: {
    pick_another: 'institution_picker',
    answer: 'success',
    be_asked_for_code: 'networking_save_to_link_verification',
  },
  unexpected_error: {},
  cancel_confirmation: {},
};

/** The pane that follows; throws where the step cannot be taken. */
export const paneAfter = (pane: Pane, step: FlowStep): Pane =>
  next(paneLifecycle, 'authentication flow', pane, step);

/** The progress after a step. */
export const stepped = (flow: FlowProgress, step: FlowStep): FlowProgress => ({
  ...flow,
  pane: paneAfter(flow.pane, step),
});

/** Takes steps from the beginning on, as a user does who is played: throws where one of them cannot be taken. */
export const walked = (...steps: readonly FlowStep[]): Pane => steps.reduce<Pane>(paneAfter, 'consent');
