import type { Institution } from '../bank/institutions.ts';
import { type LoginKind, loginKindOf } from './login-kinds.ts';
import type { FlowStep } from './pane-lifecycle.ts';

const FIRST = {
  none: 'sign_in',
  form: 'open_form',
  popup: 'open_popup',
  popup_with_accounts: 'open_popup',
} as const satisfies Readonly<Record<LoginKind, FlowStep>>;

/** What a user does first who has picked an institution. */
export const stepInto = (institution: Institution): FlowStep =>
  institution.down === undefined ? FIRST[loginKindOf(institution)] : 'find_down';

/** The same, until the user is let in. */
export function stepsInto(institution: Institution): readonly FlowStep[] {
  const first = stepInto(institution);
  return first === 'sign_in' ? [first] : [first, 'authorize'];
}
