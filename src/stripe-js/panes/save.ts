import type { SaveAnswer } from '../../model/flow.ts';
import { ApiError } from '../call.ts';
import { button, field, form, heading, quiet } from './controls.ts';
import type { Detour, Flow, PaneView } from './pane.ts';

const FORM = 'link-signup-form';

const after = ({ next_pane, display }: SaveAnswer): Detour => ({
  instead: next_pane,
  learnt: {
    savedText: display.text.success_pane?.sub_title ?? null,
  },
});

/** Goes on from an answer about saving. */
export async function goAfter(flow: Flow, answer: SaveAnswer): Promise<void> {
  const { instead, learnt } = after(answer);
  await flow.go(instead, learnt);
}

function fields(flow: Flow) {
  const { labels, learnt } = flow;
  const email = field({
    id: 'link-email',
    label: labels.email,
    testId: 'link-email-input',
    name: 'email',
    type: 'email',
    autocomplete: 'email',
  });
  const phone = field({
    id: 'link-phone',
    label: labels.phone,
    testId: 'link-phone-input',
    name: 'phone',
    type: 'tel',
    autocomplete: 'tel',
  });
  email.input.value = learnt.manifest.accountholder_customer_email_address ?? '';
  return { email, phone };
}

type Fields = ReturnType<typeof fields>;

/** Whether both are there; says what is not. */
function areComplete({ email, phone }: Fields): boolean {
  const hasEmail = /^\S+@\S+$/.test(email.input.value.trim());
  const hasPhone = phone.input.value.replace(/\D/g, '').length >= 10;
  email.say(hasEmail ? '' : 'Enter an email address.');
  phone.say(hasPhone ? '' : 'Enter a phone number of ten digits.');
  if (!hasEmail) email.input.focus();
  else if (!hasPhone) phone.input.focus();
  return hasEmail && hasPhone;
}

/** Refused is what was typed; everything else has a pane of its own. */
async function save(flow: Flow, typed: Fields): Promise<void> {
  const email = typed.email.input.value.trim();
  const phone = typed.phone.input.value.trim();
  try {
    const answer = await flow.client.saveAccounts({ email_address: email, phone_number: phone });
    const { instead, learnt } = after(answer);
    await flow.go(instead, { ...learnt, details: { email, phone } });
  } catch (thrown) {
    const { param, message } = thrown instanceof ApiError ? thrown.fields : { param: undefined, message: '' };
    if (param === 'email_address') typed.email.say(message);
    else if (param === 'phone_number') typed.phone.say(message);
    else throw thrown;
  }
}

/** Asks whether to keep the account for other shops. */
export function savePane(flow: Flow): PaneView {
  const { labels, client } = flow;
  const typed = fields(flow);
  const submit = (): void => {
    if (areComplete(typed)) flow.attempt(() => save(flow, typed));
  };
  const skip = (): void => flow.attempt(async () => goAfter(flow, await client.disableNetworking()));
  return {
    body: [
      heading(
        { title: 'Save your account for next time?' },
        quiet('With Stripe, Link would keep it. The emulator keeps nothing, and sends nothing anywhere.'),
      ),
      form(FORM, submit, typed.email.root, typed.phone.root),
    ],
    foot: [
      button({ label: labels.save, testId: 'link-signup-button', kind: 'primary', form: FORM }),
      button({ label: labels.notNow, testId: 'link-not-now-button', kind: 'bare', press: skip }),
    ],
  };
}
