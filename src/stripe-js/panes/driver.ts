import type { FlowScenario, Pane } from '../../model/flow.ts';
import { leavingAt, neverLeft } from '../../model/flow-scenario.ts';
import { institutionFor, USUAL_ACCOUNT, USUAL_DETAILS } from '../usual-choice.ts';
import { isDisabled } from './controls.ts';
import type { Dialog } from './dialog.ts';
import { byTestId } from './element.ts';
import type { ShownPane } from './panes.ts';

/*
 * Goes through the panes by itself, as a scenario says: it presses and types what a user would, one pane a frame, so that
 * all of them can be seen. No timer is in it.
 */

export interface Driver {
  /** Something has changed: the next step is due. */
  readonly goOn: () => void;
  /** Whether the user leaves there, so that the pane does nothing by itself. */
  readonly leavesAt: (pane: Pane) => boolean;
  /** What is wrong where the flow is at its end: the user was to leave at a pane that has not come. */
  readonly missed: () => string | undefined;
}

export interface DriverOptions {
  readonly scenario: FlowScenario;
  readonly dialog: Pick<Dialog, 'root' | 'isAsking'>;
  readonly pane: () => ShownPane | undefined;
  readonly isBusy: () => boolean;
  /** The scenario asks for what is not there: the page is told, rather than left waiting. */
  readonly refuse: (message: string) => void;
}

interface Stage {
  readonly root: HTMLElement;
  readonly scenario: FlowScenario;
  readonly refuse: (message: string) => void;
}

type Step = (stage: Stage) => void;

/** More steps than any flow has. */
const MAX_STEPS = 200;

const press = ({ root }: Stage, testId: string): void => byTestId(root, testId)?.click();
const leave: Step = (stage) => press(stage, 'close-button');
const goOn: Step = (stage) => press(stage, 'continue-button');

function type({ root }: Stage, testId: string, text: string): boolean {
  const input = byTestId(root, testId);
  if (!(input instanceof HTMLInputElement)) return false;
  input.value = text;
  input.dispatchEvent(new Event('input', { bubbles: true }));
  return true;
}

const rowsIn = (root: HTMLElement): readonly HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>('.rows button'),
];

const isCalled = ({ dataset }: HTMLElement, name: string): boolean =>
  dataset.called?.split('|').includes(name.toLowerCase()) === true;

/** Picks the bank by any of its names; one that is not among the featured ones is searched for. */
const pickInstitution: Step = (stage) => {
  const { root, scenario, refuse } = stage;
  if (scenario.manual_entry !== undefined) return press(stage, 'manual-entry-link');
  const wanted = institutionFor(scenario);
  const found = rowsIn(root).find((row) => isCalled(row, wanted));
  const search = byTestId(root, 'institution-search-input');
  const isSearchable = search instanceof HTMLInputElement && search.value !== wanted;
  if (found !== undefined) found.click();
  else if (isSearchable) type(stage, 'institution-search-input', wanted);
  else refuse(`The scenario names the institution "${wanted}": the picker has none of that name.`);
};

const isPressed = (row: HTMLElement): boolean => row.getAttribute('aria-pressed') === 'true';

/** The rows that the scenario names; those that are picked already, or the usual one, where it names none. */
function wantedAmong(rows: readonly HTMLElement[], { accounts }: FlowScenario): readonly HTMLElement[] {
  const named = (name: string): HTMLElement | undefined =>
    rows.find((row) => row.dataset.testid === name.toLowerCase());
  if (accounts !== undefined) return accounts.flatMap((name) => named(name) ?? []);
  const picked = rows.filter(isPressed);
  const usual = named(USUAL_ACCOUNT) ?? rows.find((row) => !isDisabled(row));
  return picked.length > 0 || usual === undefined ? picked : [usual];
}

/** Presses the accounts that are wanted, in that order, and no others; tells whether all are there. */
function pickAccounts({ root, scenario, refuse }: Stage): boolean {
  const rows = rowsIn(root);
  const wanted = wantedAmong(rows, scenario);
  const names = scenario.accounts ?? [];
  if (wanted.length < names.length || wanted.some(isDisabled)) {
    refuse(`The scenario names the accounts ${names.join(', ')}: not all of them can be picked here.`);
    return false;
  }
  // The order of the presses is that in which they are linked.
  for (const row of rows) if (isPressed(row)) row.click();
  for (const row of wanted) row.click();
  return true;
}

const logIn: Step = (stage) => {
  const { root, scenario } = stage;
  if (byTestId(root, 'try-again-button') !== null) return leave(stage);
  type(stage, 'bank-username-input', 'user');
  type(stage, 'bank-password-input', scenario.outcome === 'login_error' ? 'error' : 'password');
  type(stage, 'bank-answer-input', '123456');
  goOn(stage);
};

/** The bank's own page stands in the pane: a browser opens no window for a click that nobody has made. */
const consentAtBank: Step = (stage) => {
  const { root, scenario } = stage;
  const isDenied = scenario.outcome === 'oauth_denied';
  if (root.querySelector('.note') !== null) return leave(stage);
  if (byTestId(root, 'oauth-allow-button') === null) return goOn(stage);
  if (isDenied) return press(stage, 'oauth-deny-button');
  if (rowsIn(root).length === 0 || pickAccounts(stage)) press(stage, 'oauth-allow-button');
};

const enterNumbers: Step = (stage) => {
  const { scenario, refuse } = stage;
  if (scenario.manual_entry === undefined)
    return refuse('The flow has come to the form for bank details: give the scenario manual_entry.');
  const { routing_number, account_number } = scenario.manual_entry;
  type(stage, 'manualEntry-routingNumber-input', routing_number);
  type(stage, 'manualEntry-accountNumber-input', account_number);
  type(stage, 'manualEntry-confirmAccountNumber-input', account_number);
  goOn(stage);
};

/** The code is asked for only of who has typed in an address. */
const saveOrNot: Step = (stage) => {
  const { root, scenario } = stage;
  if (leavingAt(scenario.outcome) !== 'networking_save_to_link_verification')
    return press(stage, 'link-not-now-button');
  const email = byTestId(root, 'link-email-input');
  if (email instanceof HTMLInputElement && email.value === '')
    type(stage, 'link-email-input', USUAL_DETAILS.email_address);
  type(stage, 'link-phone-input', USUAL_DETAILS.phone_number);
  press(stage, 'link-signup-button');
};

const STEPS: Readonly<Record<ShownPane, Step>> = {
  consent: (stage) => press(stage, 'agree-button'),
  institution_picker: pickInstitution,
  partner_auth: consentAtBank,
  bank_login: logIn,
  institution_unavailable: leave,
  account_picker: (stage) => {
    if (pickAccounts(stage)) press(stage, 'select-button');
  },
  // It goes on without anybody.
  attach_linked_payment_account: () => {},
  networking_link_signup_pane: saveOrNot,
  networking_save_to_link_verification: (stage) => press(stage, 'link-not-now-button'),
  manual_entry: enterNumbers,
  manual_entry_success: (stage) => press(stage, 'done-button'),
  success: (stage) => press(stage, 'done-button'),
  unexpected_error: leave,
};

/** After what is shown has been painted; a page that nobody sees paints nothing. */
const nextFrame = (step: () => void): void => {
  if (document.hidden) queueMicrotask(step);
  else requestAnimationFrame(step);
};

export function driverOf({ scenario, dialog, pane, isBusy, refuse }: DriverOptions): Driver {
  const leaving = leavingAt(scenario.outcome);
  const stage = { root: dialog.root, scenario, refuse };
  let isDue = false;
  let hasLeft = false;
  let steps = 0;
  const leavesAt = (shown: Pane): boolean => leaving === 'first' || leaving === shown;
  const step = (): void => {
    isDue = false;
    const shown = pane();
    if (isBusy() || shown === undefined || steps++ > MAX_STEPS) return;
    if (dialog.isAsking()) press(stage, 'confirm-cancel-button');
    else if (leavesAt(shown)) {
      hasLeft = true;
      leave(stage);
    } else STEPS[shown](stage);
  };
  const goOn = (): void => {
    if (isDue) return;
    isDue = true;
    nextFrame(step);
  };
  const missed = (): string | undefined =>
    leaving === undefined || leaving === 'first' || hasLeft ? undefined : neverLeft(leaving);
  return { goOn, leavesAt, missed };
}
