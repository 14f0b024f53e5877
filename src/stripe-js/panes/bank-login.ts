import type { LoginPrompt, LoginStep } from '../../model/flow.ts';
import { button, field, form, heading, note, quiet } from './controls.ts';
import { element } from './element.ts';
import { bankGlyph, warningGlyph } from './glyphs.ts';
import { openLogin } from './institutions.ts';
import type { Flow, PaneView } from './pane.ts';

const FORM = 'bank-login-form';
const CREDENTIALS: LoginPrompt = { type: 'credentials' };

/** What is typed in, by name. */
interface Asked {
  readonly root: readonly HTMLElement[];
  readonly typed: () => Readonly<Record<string, string>>;
}

function credentials(): Asked {
  const username = field({
    id: 'bank-username',
    label: 'Username',
    testId: 'bank-username-input',
    name: 'username',
    autocomplete: 'username',
  });
  const password = field({
    id: 'bank-password',
    label: 'Password',
    testId: 'bank-password-input',
    name: 'password',
    type: 'password',
    autocomplete: 'current-password',
    hint: 'Any will do. These words ask for more: options, mfa, confirm_mfa, security_question, error, incorrect.',
  });
  return {
    root: [username.root, password.root],
    typed: () => ({ username: username.input.value, password: password.input.value }),
  };
}

function choice(label: string, options: readonly string[]): Asked {
  const select = element(
    'select',
    { id: 'bank-option', name: 'option', 'data-testid': 'bank-option-select' },
    ...options.map((option) => element('option', { value: option }, option)),
  );
  return {
    root: [element('div', { class: 'field' }, element('label', { for: 'bank-option' }, label), select)],
    typed: () => ({ option: select.value }),
  };
}

function answer(label: string): Asked {
  const { root, input } = field({
    id: 'bank-answer',
    label,
    testId: 'bank-answer-input',
    name: 'answer',
    autocomplete: 'one-time-code',
  });
  return { root: [root], typed: () => ({ answer: input.value }) };
}

function confirmation(label: string): Asked {
  return { root: [element('p', {}, label)], typed: () => ({ confirmed: 'true' }) };
}

function askedBy(prompt: LoginPrompt): Asked {
  switch (prompt.type) {
    case 'credentials':
      return credentials();
    case 'options':
      return choice(prompt.label, prompt.options);
    case 'confirm_mfa':
      return confirmation(prompt.label);
    default:
      return answer(prompt.label);
  }
}

async function send(flow: Flow, id: string, fields: Readonly<Record<string, string>>): Promise<void> {
  const step = await flow.client.login(id, fields);
  await flow.go(step.ended ? 'bank_login' : (step.next_pane ?? 'bank_login'), { loginStep: step });
}

function ended(flow: Flow, { error }: LoginStep): PaneView {
  const { institution } = flow.learnt;
  const name = institution?.name ?? 'Your bank';
  const again = (): void =>
    flow.attempt(() => (institution === null ? flow.go('institution_picker') : openLogin(flow, institution)));
  const other = (): void => flow.attempt(() => flow.go('institution_picker', { loginStep: null }));
  return {
    body: [
      heading(
        { title: `${name} has ended the login`, glyph: warningGlyph(), tone: 'wrong', centred: true },
        quiet(error ?? 'Nothing was connected. It can be tried again.'),
      ),
    ],
    foot: [
      button({ label: 'Try again', testId: 'try-again-button', kind: 'primary', press: again }),
      button({
        label: flow.labels.anotherBank,
        testId: 'select-another-bank-button',
        kind: 'plain',
        press: other,
      }),
    ],
  };
}

/** The login form of a bank that has one, with whatever it asks besides. */
export function bankLogin(flow: Flow): PaneView {
  const { authSession, loginStep, institution } = flow.learnt;
  if (loginStep?.ended === true) return ended(flow, loginStep);
  const asked = askedBy(loginStep?.prompt ?? CREDENTIALS);
  const submit = (): void => flow.attempt(() => send(flow, authSession?.id ?? '', asked.typed()));
  const error = loginStep?.error ?? null;
  return {
    body: [
      heading(
        { title: `Log in to ${institution?.name ?? 'your bank'}`, glyph: bankGlyph() },
        quiet('The form of a bank that does not exist: type no real password.'),
      ),
      error === null ? undefined : note(error),
      form(FORM, submit, ...asked.root),
    ],
    foot: [
      button({ label: flow.labels.continueToBank, testId: 'continue-button', kind: 'primary', form: FORM }),
    ],
  };
}
