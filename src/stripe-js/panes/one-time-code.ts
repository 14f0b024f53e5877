import { ApiError } from '../call.ts';
import { button, type Field, field, form, heading, quiet } from './controls.ts';
import type { Flow, PaneView } from './pane.ts';
import { goAfter } from './save.ts';

const FORM = 'one-time-code-form';
const DIGITS = 6;

/** A code that is refused can be typed once more. */
async function confirm(flow: Flow, code: Field): Promise<void> {
  const { details } = flow.learnt;
  try {
    const answer = await flow.client.saveAccounts({
      email_address: details?.email ?? '',
      phone_number: details?.phone ?? '',
      one_time_code: code.input.value,
    });
    await goAfter(flow, answer);
  } catch (thrown) {
    if (!(thrown instanceof ApiError) || thrown.fields.param !== 'one_time_code') throw thrown;
    code.input.value = '';
    code.say(thrown.fields.message);
    code.input.focus();
  }
}

/** Six digits, as if they had been sent to the phone; the last one submits. */
export function oneTimeCode(flow: Flow): PaneView {
  const code = field({
    id: 'one-time-code',
    label: 'Six-digit code',
    testId: 'one-time-code-input',
    name: 'code',
    numeric: true,
    autocomplete: 'one-time-code',
    maxLength: DIGITS,
    hint: 'Any six digits will do; 000001, 000002 and 000003 are refused.',
  });
  code.root.classList.add('digits');
  const submit = (): void => {
    if (code.input.value.length === DIGITS) flow.attempt(() => confirm(flow, code));
    else code.say('Enter six digits.');
  };
  code.input.addEventListener('input', () => {
    code.input.value = code.input.value.replace(/\D/g, '');
    if (code.input.value.length === DIGITS) submit();
  });
  const autofill = (): void => {
    code.input.value = '000000';
    submit();
  };
  const skip = (): void => flow.attempt(async () => goAfter(flow, await flow.client.disableNetworking()));
  return {
    body: [
      heading(
        { title: 'Confirm it is you' },
        quiet(`A code would now be on its way to ${flow.learnt.details?.phone ?? 'your phone'}.`),
      ),
      form(FORM, submit, code.root),
    ],
    foot: [
      button({ label: flow.labels.continueToBank, testId: 'continue-button', kind: 'primary', form: FORM }),
      button({ label: 'Use test code', testId: 'test_mode_autofill_button', kind: 'plain', press: autofill }),
      button({ label: flow.labels.notNow, testId: 'link-not-now-button', kind: 'bare', press: skip }),
    ],
  };
}
