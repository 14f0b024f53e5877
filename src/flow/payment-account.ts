import { errors } from '../core/catalogue.ts';
import type { AttachedPaymentAccount, SaveAnswer, SavedDetails } from '../model/flow.ts';
import { checkCollectable } from '../resources/bank-account-collection.ts';
import { type FlowSession, intentOf, isStillAsked, keep, takesNumbers } from './flow-session.ts';
import { paneAfter, stepped } from './pane-lifecycle.ts';
import { checkTypedIn } from './session-choice.ts';
import { type TypedIn, typedInSide } from './typed-in.ts';

/* With which account an intent is paid, and whether the user wants accounts to be saved. */

/** Takes the numbers that the user has typed in. */
export function typeIn(found: FlowSession, typed: TypedIn): AttachedPaymentAccount {
  const { scope, session, flow } = found;
  paneAfter(flow.pane, 'submit_numbers');
  if (!takesNumbers(found)) throw errors.flowRefused('No bank account can be typed in here.', 'type');
  const intent = intentOf(found);
  if (intent === undefined) checkTypedIn(scope, session, typed);
  else {
    checkCollectable(scope, intent, true);
    typedInSide(typed);
  }
  if (flow.linked.length > 0)
    throw errors.flowRefused('An account was linked already, and none can be typed in besides.', 'type');
  const { pane } = keep(found, stepped({ ...flow, typed }, 'submit_numbers')).flow;
  const knobs = scope.facts.intents.get(intent?.id ?? '');
  return {
    id: session.id,
    next_pane: pane,
    microdeposit_verification_method:
      intent === undefined ? null : (knobs?.microdepositType ?? scope.settings.assume.microdepositType),
    networking_successful: null,
  };
}

/** Says which linked account an intent is paid with. */
export function payWith(found: FlowSession, account: string): AttachedPaymentAccount {
  const { session, flow } = found;
  if (!flow.linked.includes(account))
    throw errors.resourceMissingInParameter('account', account, 'linked_account[id]');
  const step = isStillAsked(found) ? 'attach_and_be_asked' : 'attach';
  const { pane } = keep(found, stepped({ ...flow, paying: account }, step)).flow;
  return {
    id: session.id,
    next_pane: pane,
    microdeposit_verification_method: null,
    networking_successful: null,
  };
}

/** Where the question about saving leads that has been answered: back to the banks where none has been picked yet. */
const stepOfAnswering = ({ flow }: FlowSession) =>
  flow.linked.length > 0 ? ('answer' as const) : ('answer_first' as const);

const WITHOUT_TEXT = { text: { success_pane: null } } as const;

/** Nothing is saved. */
export function saveNothing(found: FlowSession): SaveAnswer {
  const after = stepped({ ...found.flow, saved: null }, stepOfAnswering(found));
  return { next_pane: keep(found, after).flow.pane, display: WITHOUT_TEXT };
}

/** The passcodes that are refused (docs: payments/link); any other six digits do. */
const REFUSED = {
  '000001': 'code invalid',
  '000002': 'code expired',
  '000003': 'max attempts exceeded',
} as const;

const isRefused = (code: string): code is keyof typeof REFUSED => Object.hasOwn(REFUSED, code);

/** Whether somebody has saved accounts under that address: then it is asked whether it is the same person (assumed). */
const isKnown = ({ scope, session }: FlowSession, email: string): boolean =>
  [...scope.facts.flows].some(
    ([id, { saved }]) => id !== session.id && saved?.toLowerCase() === email.toLowerCase(),
  );

/** Saves accounts, as far as a user sees: nothing is kept of it but the address, and no object changes. */
export function saveAccounts(
  found: FlowSession,
  { email_address: email, one_time_code: code }: Omit<SavedDetails, 'phone_number'>,
): SaveAnswer {
  const { flow } = found;
  if (code === undefined && isKnown(found, email)) {
    const { pane } = keep(found, stepped(flow, 'be_asked_for_code')).flow;
    return { next_pane: pane, display: WITHOUT_TEXT };
  }
  if (code !== undefined && isRefused(code)) throw errors.oneTimeCodeRefused(REFUSED[code]);
  if (code !== undefined && !/^\d{6}$/.test(code)) throw errors.oneTimeCodeRefused('code invalid');
  const { pane } = keep(found, stepped({ ...flow, saved: email }, stepOfAnswering(found))).flow;
  const accounts = flow.linked.length > 1 ? 'accounts were' : 'account was';
  return {
    next_pane: pane,
    display: { text: { success_pane: { sub_title: `Your ${accounts} connected and saved with Link.` } } },
  };
}
