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
  /** What is said of an account besides its name. */
  readonly more?: (account: OauthAccount) => string | undefined;
  readonly changed: (picked: readonly string[]) => void;
}

/** `Success ••••6789`: what public tests look for. */
export const nameOf = ({ name, displayable_account_numbers: last4 }: OauthAccount): string =>
  last4 === null ? name : `${name} ••••${last4}`;

function row(account: OauthAccount, more: string | undefined, single: boolean): HTMLButtonElement {
  const { id, name, displayable_account_numbers: last4, allow_selection, allow_selection_message } = account;
  const said = allow_selection ? more : (allow_selection_message ?? 'This account cannot be connected.');
  const moreId = `${id}-more`;
  const made = element(
    'button',
    {
      type: 'button',
      class: 'row',
      'data-testid': name.toLowerCase(),
      'aria-label': nameOf(account),
      'aria-pressed': 'false',
      'aria-describedby': said === undefined ? undefined : moreId,
    },
    element('span', { class: single ? 'choice' : 'choice several' }, tickGlyph()),
    element(
      'span',
      { class: 'what' },
      element('span', { class: 'name' }, name),
      element('span', { class: 'more' }, last4 === null ? undefined : `••••${last4}`),
    ),
    said === undefined ? undefined : element('span', { class: 'more aside', id: moreId }, said),
  );
  if (!allow_selection) setDisabled(made, true);
  return made;
}

/** What is picked after a press: with one account alone, pressing another takes it instead. */
function pressed(picked: readonly string[], id: string, single: boolean): readonly string[] {
  if (single) return [id];
  return picked.includes(id) ? picked.filter((other) => other !== id) : [...picked, id];
}

export function accountChoice({ accounts, single, labelledBy, more, changed }: ChoiceOptions): Choice {
  const preselected = accounts.filter((account) => account.allow_selection && account.emulator.preselected);
  let picked: readonly string[] = (single ? preselected.slice(0, 1) : preselected).map(({ id }) => id);
  const rows = accounts.map((account) => ({ account, button: row(account, more?.(account), single) }));
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
  const list = rows.map(({ button }) => element('li', {}, button));
  const root = element('ul', { class: 'rows', 'aria-labelledby': labelledBy }, ...list);
  show();
  return { root, picked: () => picked };
}
