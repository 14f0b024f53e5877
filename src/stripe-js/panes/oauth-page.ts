import type { OauthDecision, OauthPage } from '../../model/flow.ts';
import { accountChoice } from './account-row.ts';
import { button, heading, quiet, setDisabled } from './controls.ts';
import { element } from './element.ts';
import { bankGlyph, tickGlyph, warningGlyph } from './glyphs.ts';
import { LABELS } from './labels.ts';
import type { PaneView } from './pane.ts';

/* The consent that a pretended bank asks for: in its popup, or in place of one. */

export function oauthEnded({ institution, outcome }: OauthPage): PaneView {
  const isAllowed = outcome === 'success';
  const said = isAllowed
    ? `${institution} has been told that it is allowed. This window can be closed.`
    : `${institution} has been told that it is not allowed. This window can be closed.`;
  return {
    body: [
      heading(
        {
          title: isAllowed ? 'Allowed' : 'Denied',
          glyph: isAllowed ? tickGlyph() : warningGlyph(),
          tone: isAllowed ? 'plain' : 'wrong',
          centred: true,
        },
        quiet(said),
      ),
    ],
  };
}

/** Asks for the user's consent; where the bank lets accounts be picked, for these, too. */
export function oauthConsent(page: OauthPage, decide: (decision: OauthDecision) => void): PaneView {
  const { institution, business_name, accounts, single_account: single, labels } = page;
  const allow = button({
    label: 'Allow',
    testId: 'oauth-allow-button',
    kind: 'primary',
    press: () =>
      decide({ decision: 'allow', ...(choice === undefined ? {} : { accounts: choice.picked() }) }),
  });
  const deny = button({
    label: 'Deny',
    testId: 'oauth-deny-button',
    kind: 'plain',
    press: () => decide({ decision: 'deny' }),
  });
  const choice =
    accounts === null
      ? undefined
      : accountChoice({
          accounts,
          single,
          labelledBy: 'bank-accounts',
          changed: (picked) => setDisabled(allow, picked.length === 0),
        });
  const asks = quiet(`${business_name ?? 'An application'} asks to see accounts of yours at this bank.`);
  const pick = element('h2', { id: 'bank-accounts' }, LABELS[labels].selectAccounts(single));
  return {
    body: [
      heading({ title: institution, glyph: bankGlyph() }, asks),
      ...(choice === undefined ? [] : [pick, choice.root]),
    ],
    foot: [allow, deny],
  };
}
