import type { PartnerAccount, PartnerAccounts } from '../../model/flow.ts';
import { accountChoice } from './account-row.ts';
import { button, heading, quiet, setDisabled, TITLE_ID } from './controls.ts';
import type { Detour, Flow, Learnt, PaneView } from './pane.ts';

const linked = (accounts: readonly PartnerAccount[]): Pick<Learnt, 'linkedAccounts'> => ({
  linkedAccounts: accounts.flatMap(({ linked_account_id }) => linked_account_id ?? []),
});

/** What was selected is told to the server, which makes accounts of it; it says how the flow goes on. */
async function select(flow: Flow, authSession: string, ids: readonly string[]): Promise<Detour> {
  const { data, next_pane } = await flow.client.selectAccounts(authSession, ids);
  return { instead: next_pane, learnt: linked(data) };
}

function view(flow: Flow, authSession: string, { data }: PartnerAccounts): PaneView {
  const { labels, learnt } = flow;
  const single = learnt.manifest.single_account;
  const go = (): void =>
    flow.attempt(async () => {
      const { instead, learnt: changes } = await select(flow, authSession, choice.picked());
      await flow.go(instead, changes);
    });
  const connect = button({
    label: labels.connectAccounts(single),
    testId: 'select-button',
    kind: 'primary',
    press: go,
  });
  const choice = accountChoice({
    accounts: data,
    single,
    labelledBy: TITLE_ID,
    changed: (picked) => setDisabled(connect, picked.length === 0),
  });
  const bank = learnt.institution?.name ?? 'your bank';
  return {
    body: [
      heading(
        { title: labels.selectAccounts(single) },
        quiet(single ? `One account at ${bank} can be connected.` : `Any of your accounts at ${bank}.`),
      ),
      choice.root,
    ],
    foot: [connect],
  };
}

/** The accounts that can be connected; where they were chosen at the bank, nobody is asked again. */
export async function accountPicker(flow: Flow): Promise<PaneView | Detour> {
  const authSession = flow.learnt.authSession?.id ?? '';
  const accounts = await flow.client.partnerAccounts(authSession);
  const { data, next_pane, skip_account_selection } = accounts;
  if (!skip_account_selection) return view(flow, authSession, accounts);
  if (next_pane !== 'account_picker') return { instead: next_pane, learnt: linked(data) };
  const chosen = data.filter(({ allow_selection }) => allow_selection).map(({ id }) => id);
  return select(flow, authSession, chosen);
}
