import type { AuthSession, OauthPage, OauthResult } from '../../model/flow.ts';
import { button, heading, note, quiet } from './controls.ts';
import { element } from './element.ts';
import { windowGlyph } from './glyphs.ts';
import { openLogin } from './institutions.ts';
import { oauthConsent } from './oauth-page.ts';
import type { Flow, PaneView } from './pane.ts';
import { type Opened, openBank } from './popup.ts';
import { watchLogin } from './watch-login.ts';

/* The prepane of a bank that logs its customers in by itself, in a popup. */

const DENIED = 'The bank was told not to share anything. It can be tried again.';
const CLOSED = 'The window of the bank was closed. It can be opened again.';
const WAITING = 'Go on in the window of the bank.';

/** The login has ended: it goes on, or begins anew. */
async function goOn(flow: Flow, { id, institution }: AuthSession, result: OauthResult): Promise<void> {
  if (result.emulator.outcome === 'success') {
    const authSession = await flow.client.authorized(id, result.public_token);
    await flow.go(authSession.next_pane, { authSession, oauthPage: null });
    return;
  }
  await flow.client.cancelAuthSession(id);
  await openLogin(flow, institution, 'denied');
}

/** Where no popup can be had, the bank's page stands in place of the prepane. */
function inPlace(flow: Flow, authSession: AuthSession, page: OauthPage): PaneView {
  return oauthConsent(page, (decision) =>
    flow.attempt(async () => {
      await flow.oauth.decide(authSession.id, decision);
      const result = await flow.client.oauthResults(authSession.id);
      if (result !== undefined) await goOn(flow, authSession, result);
    }),
  );
}

const blocked = (url: string): HTMLElement =>
  element(
    'div',
    { class: 'form' },
    element('p', {}, 'The browser has blocked the window of the bank.'),
    element(
      'a',
      { class: 'button plain', href: url, target: '_blank', rel: 'noreferrer', 'data-testid': 'oauth-link' },
      'Open the bank’s page',
    ),
  );

function prepane(flow: Flow, authSession: AuthSession, gone: AbortSignal): PaneView {
  const { institution, display, id, url } = authSession;
  const text = display.text.oauth_prepane;
  const status = element('div', { class: 'quiet', role: 'status' });
  let opened: Opened | undefined;
  let isWatched = false;
  const watch = (): void => {
    if (isWatched) return;
    isWatched = true;
    watchLogin({
      id,
      gone,
      ask: flow.client.oauthResults,
      look: () => {
        if (opened?.isClosed() === true) status.replaceChildren(CLOSED);
      },
      ended: (result) => flow.attempt(() => goOn(flow, authSession, result)),
    });
  };
  const open = (): void => {
    opened = flow.driven ? undefined : openBank(flow, authSession);
    if (opened === undefined && (flow.driven || flow.fillsPopups)) {
      flow.attempt(async () => flow.go('partner_auth', { oauthPage: await flow.oauth.details(id) }));
      return;
    }
    status.replaceChildren(opened === undefined ? blocked(url ?? '') : WAITING);
    watch();
  };
  const { oauthEnd } = flow.learnt;
  return {
    body: [
      oauthEnd === null ? undefined : note(DENIED),
      heading(
        { title: text?.title ?? `Log in to ${institution.name}`, glyph: windowGlyph(), centred: true },
        quiet(text?.subtitle ?? 'The bank asks for your consent in a window of its own.'),
        status,
      ),
    ],
    foot: [
      button({
        label: text?.cta.text ?? flow.labels.continueToBank,
        testId: 'continue-button',
        kind: 'primary',
        press: open,
      }),
    ],
  };
}

export function partnerAuth(flow: Flow, gone: AbortSignal): PaneView {
  const { authSession, oauthPage } = flow.learnt;
  if (authSession === null) throw new Error('There is no login to go on with.');
  return oauthPage === null ? prepane(flow, authSession, gone) : inPlace(flow, authSession, oauthPage);
}
