import type { BrowserContext, Frame, Page, Route } from 'playwright-core';
import type { FlowScenario, LabelSet, Pane } from '../../../src/model/flow.ts';
import { FRAME_PATH, type FromFrame } from '../../../src/stripe-js/protocol.ts';
import { type Answers, OAUTH_PAGE, type Refusal } from '../../support/flow-answers.ts';
import type { Site } from './site.ts';

/* A page that opens the modal's document as the stand-in does, with answers of its own in place of the emulator's. */

export interface Opening {
  readonly answers: Answers;
  readonly labels?: LabelSet;
  readonly scenario?: FlowScenario;
}

export interface Modal {
  readonly frame: Frame;
  /** What the frame has told the page. */
  heard(): Promise<readonly FromFrame[]>;
  /** Waits until a pane is shown, and nothing is under way. */
  shows(pane: Pane): Promise<void>;
  /** The result, when it comes. */
  result(): Promise<FromFrame>;
  /** What the page says: Esc was pressed outside. */
  requestClose(): Promise<void>;
}

const isRefusal = (answer: object): answer is Refusal => 'refused' in answer;

async function answerOf(route: Route, answers: Answers): Promise<void> {
  const url = new URL(route.request().url());
  const asked = new URLSearchParams(route.request().postData() ?? url.search);
  const answer = answers[url.pathname]?.(asked);
  const isRefused = answer === undefined || isRefusal(answer);
  const json = answer === undefined || !isRefused ? answer : { error: (answer as Refusal).refused };
  await route.fulfill({
    status: isRefused ? 404 : 200,
    headers: { 'access-control-allow-origin': '*' },
    json: json ?? { error: { type: 'api_error', message: `Nothing answers ${url.pathname}.` } },
  });
}

async function answerOfBank(route: Route): Promise<void> {
  const isDecision = route.request().method() === 'POST';
  await route.fulfill({
    headers: { 'access-control-allow-origin': '*' },
    json: isDecision ? { ...OAUTH_PAGE, outcome: 'success' } : OAUTH_PAGE,
  });
}

/** The page's half of the protocol. */
const host = (init: object): string => `<!doctype html>
<html lang="en"><title>Shop</title>
<style>iframe { position: fixed; inset: 0; width: 100%; height: 100%; border: 0 }</style>
<h1>Shop</h1>
<iframe name="__privateStripeFrame1" title="Financial Connections" src="https://js.stripe.com${FRAME_PATH}#n1"></iframe>
<script>
  window.heard = [];
  addEventListener('message', ({ data, source }) => {
    if (data.type !== 'hello' || data.nonce !== 'n1') return;
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = (event) => window.heard.push(event.data);
    window.port = port1;
    source.postMessage({ fc: 1, type: 'welcome', nonce: 'n1' }, '*', [port2]);
    port1.postMessage(${JSON.stringify(init)});
  });
</script></html>`;

const INIT = {
  type: 'init',
  clientSecret: 'fcsess_client_secret_1',
  publishableKey: 'pk_test_1',
  apiBase: 'https://api.stripe.com',
  locale: 'en',
  flow: 'data',
  animations: false,
  inSrcdoc: false,
};

/** Opens the modal in a page of the context. */
export async function openModal(
  context: BrowserContext,
  page: Page,
  site: Site,
  { answers, labels, scenario }: Opening,
): Promise<Modal> {
  await context.route('https://api.stripe.com/v1/**', (route) => answerOf(route, answers));
  await context.route('https://api.stripe.com/flow/oauth/**', answerOfBank);
  await page.goto(site.put('/', host({ ...INIT, labels, scenario })));
  const frame = page.frame({ name: '__privateStripeFrame1' });
  if (frame === null) throw new Error('The page has no frame.');
  // Casts: `heard` is the page's own.
  const heard = (): Promise<readonly FromFrame[]> =>
    page.evaluate(() => (window as unknown as { heard: FromFrame[] }).heard);
  return {
    frame,
    heard,
    shows: async (pane) => {
      const attribute = pane === 'cancel_confirmation' ? '' : '[aria-busy="false"] ';
      await frame.waitForSelector(`${attribute}[data-pane="${pane}"]`);
    },
    result: async () => {
      const ended = await page.waitForFunction(() =>
        (window as unknown as { heard: FromFrame[] }).heard.find(
          ({ type }) => type === 'result' || type === 'fatal',
        ),
      );
      // A cast: it waits until there is one.
      return (await ended.jsonValue()) as FromFrame;
    },
    requestClose: () =>
      page.evaluate(() =>
        (window as unknown as { port: MessagePort }).port.postMessage({ type: 'close-request' }),
      ),
  };
}
