import { errors } from '../core/catalogue.ts';
import type { LoginPrompt, LoginStep } from '../model/flow.ts';
import type { FlowLogin, LoginPromptType } from '../model/flow-progress.ts';
import { confirmLogin, requireLogin } from './auth-session.ts';
import { type FlowSession, keep } from './flow-session.ts';

/*
 * The login form of a bank. Any name and password do; words in the password or in a later field make more of it (docs:
 * financial-connections/testing). How Stripe's form asks is not known: this one is ours.
 */

export const PROMPTS: { readonly [Type in LoginPromptType]: LoginPrompt } = {
  credentials: { type: 'credentials' },
  options: {
    type: 'options',
    label: 'How should your bank send you a code?',
    options: ['Text message', 'Email', 'Phone call'],
  },
  mfa: { type: 'mfa', label: 'Enter the code that your bank has sent you' },
  confirm_mfa: { type: 'confirm_mfa', label: 'Confirm the login in the app of your bank' },
  security_question: { type: 'security_question', label: 'What was the name of your first pet?' },
};

const ASKING: readonly string[] = Object.keys(PROMPTS).filter((type) => type !== 'credentials');
const isAsking = (word: string): word is LoginPromptType => ASKING.includes(word);

/** What the form says of what was entered. */
export const LOGIN_REFUSED = 'What was entered is incorrect. Try again.';
export const LOGIN_FAILED = 'The login has failed.';

/** What a user enters there, by the names of the fields. */
type Fields = Readonly<Record<string, string>>;

/** What came of it: a form again, the end of the login, or the way on. */
type Answered = { readonly prompt: LoginPromptType; readonly error: string | null } | 'ended' | 'authorized';

function answered(asked: LoginPromptType, fields: Fields): Answered {
  const { username, ...others } = fields;
  const entered = Object.values(fields).map((text) => text.trim());
  if (asked === 'credentials' && (!username || !Object.values(others).some(Boolean)))
    return { prompt: asked, error: 'Enter a user name and a password: any will do.' };
  if (entered.includes('error')) return 'ended';
  if (entered.includes('incorrect')) return { prompt: asked, error: LOGIN_REFUSED };
  // "In the password or any later field": the name asks for nothing more.
  const further = Object.values(others)
    .map((text) => text.trim())
    .find(isAsking);
  return further === undefined ? 'authorized' : { prompt: further, error: null };
}

/** Takes what the user has entered. */
export function enterLogin(found: FlowSession, id: string, fields: Fields): LoginStep {
  const login = requireLogin(found, id);
  const { prompt: asked, state } = login;
  if (asked === undefined || state !== 'opened')
    throw errors.flowRefused(
      asked === undefined ? 'This institution has no login form.' : `This login is ${state}.`,
      'id',
    );
  const result = answered(asked, fields);
  const goesOn = (after: Partial<FlowLogin>) => keep(found, { ...found.flow, login: { ...login, ...after } });
  if (result === 'ended') {
    goesOn({ state: 'ended' });
    return { id, prompt: null, error: LOGIN_FAILED, ended: true, next_pane: null };
  }
  if (result === 'authorized') {
    const { next_pane } = confirmLogin(goesOn({ state: 'authorized' }), id);
    return { id, prompt: null, error: null, ended: false, next_pane };
  }
  goesOn({ prompt: result.prompt });
  return { id, prompt: PROMPTS[result.prompt], error: result.error, ended: false, next_pane: null };
}
