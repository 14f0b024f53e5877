import type { FlowManifest } from '../model/flow.ts';

/* What the panes of Stripe's mobile clients say. The wording is the emulator's own. */

const SHARED: ReadonlyMap<string, string> = new Map([
  ['payment_method', 'Account and routing numbers'],
  ['balances', 'Account balances'],
  ['ownership', 'Account owners'],
  ['transactions', 'Account transactions'],
]);

export function textsOf({
  business_name: business,
  permissions,
  single_account: single,
}: FlowManifest): Readonly<Record<string, unknown>> {
  const who = business ?? 'This business';
  const shared = permissions.map((permission) => SHARED.get(permission) ?? permission);
  return {
    consent_pane: {
      title: `${who} asks you to link a test bank account`,
      body: {
        bullets: [
          { title: 'What is shared', content: shared.join(', ') },
          { title: 'This is an emulator', content: 'No bank is real, and no data leaves this machine.' },
        ],
      },
      above_cta: 'By agreeing you let this business see what is listed above.',
      cta: 'Agree and continue',
      below_cta: null,
    },
    account_picker_pane: { title: single ? 'Select account' : 'Select accounts' },
    networking_link_signup_pane: {
      title: 'Save your account',
      body: { bullets: [{ content: 'It can be used again without another login.' }] },
      above_cta: 'Nothing is stored: saving is emulated as well.',
      cta: 'Save with Link',
      skip_cta: 'Finish without saving',
    },
  };
}
