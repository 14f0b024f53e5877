import { ApiError } from '../call.ts';
import { button, type Field, field, form, heading, quiet } from './controls.ts';
import type { Flow, PaneView } from './pane.ts';

// Public tests find the button by the form that it submits.
const FORM = 'manual-entry-form';
/** Stripe's test numbers of an account that works (documented). */
const TEST_ACCOUNT = { routing: '110000000', account: '000123456789' };

interface Fields {
  readonly routing: Field;
  readonly account: Field;
  readonly again: Field;
}

function fields({ labels }: Flow): Fields {
  const typed = (name: string, label: string, hint?: string): Field =>
    field({
      id: `manualEntry_${name}`,
      label,
      testId: `manualEntry-${name}-input`,
      name,
      numeric: true,
      ...(hint === undefined ? {} : { hint }),
    });
  return {
    routing: typed('routingNumber', labels.routingNumber, 'Nine digits'),
    account: typed('accountNumber', labels.accountNumber),
    again: typed('confirmAccountNumber', labels.confirmAccountNumber),
  };
}

/** Whether all is typed in, and twice the same; says what is not. What numbers may be, the API knows. */
function areComplete({ routing, account, again }: Fields): boolean {
  const checks: readonly (readonly [Field, boolean, string])[] = [
    [routing, routing.input.value.trim() !== '', 'Enter the routing number.'],
    [account, account.input.value.trim() !== '', 'Enter the account number.'],
    [again, again.input.value.trim() === account.input.value.trim(), 'The account numbers are not the same.'],
  ];
  for (const [field, fits, error] of checks) field.say(fits ? '' : error);
  const wrong = checks.find(([, fits]) => !fits);
  wrong?.[0].input.focus();
  return wrong === undefined;
}

/** The field that an error of the API is about, by its parameter. */
const refusedField = ({ routing, account }: Fields, { fields: { param } }: ApiError): Field | undefined => {
  if (typeof param !== 'string') return undefined;
  if (param.includes('routing_number')) return routing;
  return param.includes('account_number') || param.includes('bank_account') ? account : undefined;
};

async function send(flow: Flow, typed: Fields): Promise<void> {
  const account_number = typed.account.input.value.trim();
  try {
    const { next_pane } = await flow.client.attachBankAccount({
      routing_number: typed.routing.input.value.trim(),
      account_number,
    });
    await flow.go(next_pane, { typedLast4: account_number.slice(-4) });
  } catch (thrown) {
    const refused = thrown instanceof ApiError ? refusedField(typed, thrown) : undefined;
    // A scenario has no other numbers to type.
    if (!(thrown instanceof ApiError) || refused === undefined || flow.driven) throw thrown;
    refused.say(thrown.message);
    refused.input.focus();
  }
}

/** A bank account's numbers, typed in. */
export function manualEntry(flow: Flow): PaneView {
  const { labels, learnt } = flow;
  const typed = fields(flow);
  const submit = (): void => {
    if (areComplete(typed)) flow.attempt(() => send(flow, typed));
  };
  const autofill = (): void => {
    typed.routing.input.value = TEST_ACCOUNT.routing;
    typed.account.input.value = TEST_ACCOUNT.account;
    typed.again.input.value = TEST_ACCOUNT.account;
    for (const { say } of [typed.routing, typed.account, typed.again]) say('');
  };
  return {
    body: [
      heading(
        { title: 'Enter bank account details' },
        quiet(
          learnt.manifest.manual_entry_uses_microdeposits
            ? 'It is confirmed by two small deposits, in one or two business days.'
            : 'They stand on a check, or on a statement of your bank.',
        ),
      ),
      button({
        label: labels.useTestAccount,
        testId: 'manualEntry-autofill-button',
        kind: 'plain',
        press: autofill,
      }),
      form(FORM, submit, typed.routing.root, typed.account.root, typed.again.root),
    ],
    foot: [button({ label: labels.submit, testId: 'continue-button', kind: 'primary', form: FORM })],
  };
}
