import { heading, quiet } from './controls.ts';
import { element } from './element.ts';
import type { Flow, PaneView } from './pane.ts';

/** Gives the account to what it shall pay; nothing is asked. */
export function attachAccount(flow: Flow): PaneView {
  const [account = ''] = flow.learnt.linkedAccounts;
  const attach = (): void =>
    flow.attempt(async () => {
      const { next_pane } = await flow.client.attachLinkedAccount(account);
      await flow.go(next_pane);
    });
  return {
    body: [
      element(
        'div',
        { class: 'head centred' },
        element('div', { class: 'turning', 'aria-hidden': 'true' }),
        heading({ title: 'Connecting your account' }, quiet('This needs nothing of you.')),
      ),
    ],
    begin: attach,
  };
}
