import type { AuthSession, OauthDecision } from '../../model/flow.ts';
import { TITLE_ID } from './controls.ts';
import { fill } from './dialog.ts';
import { element } from './element.ts';
import { oauthConsent, oauthEnded } from './oauth-page.ts';
import type { Flow, OauthClient } from './pane.ts';
import { ribbon } from './ribbon.ts';
import { dress } from './style.ts';

/* The window of an OAuth bank. Both who opens it and the page inside it use what is here. */

const FEATURES = 'popup,width=480,height=720';

export interface Opened {
  readonly isClosed: () => boolean;
}

export interface BankWindow {
  readonly window: Window;
  readonly oauth: OauthClient;
  readonly id: string;
  readonly animations: boolean;
  /** What is to be told once it has ended. */
  readonly ended: () => void;
}

/** Puts the bank's page into a window: asks for the consent, tells the emulator, and closes. */
export async function showBank({ window, oauth, id, animations, ended }: BankWindow): Promise<void> {
  const { document } = window;
  dress(document, animations);
  document.documentElement.lang = 'en';
  const pane = element('div', { class: 'pane' });
  const main = element('main', { class: 'dialog', 'aria-labelledby': TITLE_ID }, pane);
  document.body.replaceChildren(element('div', { class: 'page' }, ribbon(), main));
  const decide = async (decision: OauthDecision): Promise<void> => {
    fill(pane, 'oauth', oauthEnded(await oauth.decide(id, decision)));
    ended();
    window.close();
  };
  const page = await oauth.details(id);
  document.title = page.institution;
  const asked = page.outcome === null;
  fill(pane, 'oauth', asked ? oauthConsent(page, (decision) => void decide(decision)) : oauthEnded(page));
}

/** Opens the bank's window, while the click that asks for it lasts; undefined where the browser blocks it. */
export function openBank(flow: Flow, { id, url }: AuthSession): Opened | undefined {
  const opened = window.open(
    flow.fillsPopups ? 'about:blank' : (url ?? 'about:blank'),
    `bank-${id}`,
    FEATURES,
  );
  if (opened === null) return undefined;
  if (flow.fillsPopups)
    void showBank({
      window: opened,
      oauth: flow.oauth,
      id,
      animations: flow.animations,
      ended: () => window.postMessage({ type: 'oauth-end', id }, '*'),
    });
  return { isClosed: () => opened.closed };
}
