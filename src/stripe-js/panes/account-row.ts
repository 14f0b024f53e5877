import type { OauthAccount } from '../../model/flow.ts';
import { setDisabled } from './controls.ts';
import { element } from './element.ts';
import { tickGlyph } from './glyphs.ts';

/* Accounts to be picked, in the modal and on the page of an OAuth bank: rows that are pressed, one or several. */

export interface Choice {
  readonly root: HTMLElement;
  readonly picked: () => readonly string[];
}

export interface ChoiceOptions {
  readonly accounts: readonly OauthAccount[];
  readonly single: boolean;
  /** What names the group. */
  readonly labelledBy: string;
  readonly changed: (picked: readonly string[]) => void;
}

/** `Success ••••6789`: what public tests look for. */
const nameOf = ({ name, displayable_account_numbers: last4 }: OauthAccount): string =>
  last4 === null ? name : `${name} ••••${last4}`;

interface Row {
  readonly account: OauthAccount;
  readonly button: HTMLButtonElement;
  readonly root: HTMLElement;
}

function buttonOf(account: OauthAccount, single: boolean, described: string | undefined): HTMLButtonElement {
  const { name, displayable_account_numbers: last4, allow_selection } = account;
  const made = element(
    'button',
    {
      type: 'button',
      class: 'row',
      'data-testid': name.toLowerCase(),
      'aria-label': nameOf(account),
      'aria-pressed': 'false',
      'aria-describedby': described,
    },
    element('span', { class: single ? 'choice' : 'choice several' }, tickGlyph()),
    element(
      'span',
      { class: 'what' },
      element('span', { class: 'name' }, name),
      last4 === null ? undefined : element('span', { class: 'more' }, `••••${last4}`),
    ),
  );
  if (!allow_selection) setDisabled(made, true);
  return made;
}

/** An account, and below it why it cannot be picked. */
function row(account: OauthAccount, single: boolean): Row {
  const { id, allow_selection, allow_selection_message } = account;
  const reasonId = `${id}-reason`;
  const button = buttonOf(account, single, allow_selection ? undefined : reasonId);
  const reason = allow_selection
    ? undefined
    : element('p', { id: reasonId, class: 'reason' }, allow_selection_message ?? 'It cannot be connected.');
  return { account, button, root: element('li', {}, button, reason) };
}

/** What is picked after a press: with one account alone, pressing another takes it instead. */
function pressed(picked: readonly string[], id: string, single: boolean): readonly string[] {
  if (single) return [id];
  return picked.includes(id) ? picked.filter((other) => other !== id) : [...picked, id];
}

export function accountChoice({ accounts, single, labelledBy, changed }: ChoiceOptions): Choice {
  const preselected = accounts.filter((account) => account.allow_selection && account.emulator.preselected);
  let picked: readonly string[] = (single ? preselected.slice(0, 1) : preselected).map(({ id }) => id);
  const rows = accounts.map((account) => row(account, single));
  const show = (): void => {
    for (const { account, button } of rows)
      button.setAttribute('aria-pressed', String(picked.includes(account.id)));
    changed(picked);
  };
  for (const { account, button } of rows) {
    if (!account.allow_selection) continue;
    button.addEventListener('click', () => {
      picked = pressed(picked, account.id, single);
      show();
    });
  }
  const root = element(
    'ul',
    { class: 'rows', 'aria-labelledby': labelledBy },
    ...rows.map(({ root: listed }) => listed),
  );
  show();
  return { root, picked: () => picked };
}
