import type { Pane } from '../../../src/model/flow.ts';
import { type Answers, startingAt } from '../../support/flow-answers.ts';
import type { Modal } from './panes.ts';

/* Every pane, in every state that looks different, and how a user comes to it. */

type Step = (modal: Modal) => Promise<unknown>;

export interface Scene {
  readonly pane: Pane;
  readonly answers: Answers;
  readonly steps: readonly Step[];
}

const click =
  (testId: string): Step =>
  ({ frame }) =>
    frame.getByTestId(testId).click();
const type =
  (testId: string, text: string): Step =>
  ({ frame }) =>
    frame.getByTestId(testId).fill(text);
const sees =
  (text: string): Step =>
  ({ frame }) =>
    frame.getByText(text).waitFor();

const scene = (pane: Pane, answers: Answers, ...steps: readonly Step[]): Scene => ({ pane, answers, steps });

const submit = click('continue-button');
const loggingIn = (password: string, ...steps: readonly Step[]): Scene =>
  scene(
    'bank_login',
    startingAt('bank_login'),
    type('bank-username-input', 'jenny'),
    type('bank-password-input', password),
    submit,
    ...steps,
  );

const SAVING = startingAt('networking_link_signup_pane');
const typingIn = (...steps: readonly Step[]): Scene =>
  scene('manual_entry', startingAt('manual_entry'), click('manualEntry-autofill-button'), ...steps);

const FAILING: Answers = {
  ...startingAt('consent'),
  '/v1/link_account_sessions/consent_acquired': () => ({
    refused: { type: 'api_error', message: 'The emulator was asked for an error.' },
  }),
};

export const SCENES = {
  consent: scene('consent', startingAt('consent')),
  'institution picker': scene('institution_picker', startingAt('institution_picker')),
  'institution picker, searched': scene(
    'institution_picker',
    startingAt('institution_picker'),
    type('institution-search-input', 'Tok'),
    sees('1 bank found'),
  ),
  'institution picker, nothing found': scene(
    'institution_picker',
    startingAt('institution_picker'),
    type('institution-search-input', 'xyz'),
    sees('No bank has that name.'),
  ),
  'institution unavailable': scene(
    'institution_unavailable',
    startingAt('institution_picker'),
    click('featured-institution-down-scheduled'),
  ),
  'partner auth': scene('partner_auth', startingAt('partner_auth')),
  'bank login': scene('bank_login', startingAt('bank_login')),
  'bank login, incorrect': loggingIn('incorrect', sees('is incorrect')),
  'bank login, options': loggingIn('options', sees('How should your bank')),
  'bank login, code': loggingIn('mfa', sees('Enter the code')),
  'bank login, confirmation': loggingIn('confirm_mfa', sees('Confirm the login')),
  'bank login, ended': loggingIn('error', sees('has ended the login')),
  'account picker': scene('account_picker', startingAt('account_picker')),
  'account picker, several': scene('account_picker', startingAt('account_picker', { single_account: false })),
  save: scene('networking_link_signup_pane', SAVING),
  'save, incomplete': scene('networking_link_signup_pane', SAVING, click('link-signup-button')),
  'one-time code': scene(
    'networking_save_to_link_verification',
    SAVING,
    type('link-phone-input', '4015006000'),
    click('link-signup-button'),
  ),
  'manual entry': scene('manual_entry', startingAt('manual_entry')),
  'manual entry, not the same': typingIn(type('manualEntry-confirmAccountNumber-input', '1'), submit),
  'manual entry, refused': typingIn(
    type('manualEntry-routingNumber-input', '1'),
    submit,
    sees('Routing number must have 9 digits'),
  ),
  'manual entry success': { ...typingIn(submit), pane: 'manual_entry_success' },
  success: scene('success', startingAt('success')),
  'unexpected error': scene('unexpected_error', FAILING, click('agree-button')),
  'cancel confirmation': scene('cancel_confirmation', startingAt('account_picker'), click('close-button')),
} satisfies Record<string, Scene>;

/** Comes to a scene in a modal that has been opened with its answers. */
export async function play(modal: Modal, { pane, steps }: Scene): Promise<void> {
  await modal.frame.waitForSelector('[aria-busy="false"] [data-pane]');
  for (const step of steps) await step(modal);
  await modal.shows(pane);
}
