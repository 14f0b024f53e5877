import { caller } from '../call.ts';
import { flowClient } from '../client.ts';
import { type FromFrame, NONCE, type ToFrame, VERSION_OF_PROTOCOL, type Welcome } from '../protocol.ts';
import { OAUTH_PATH, oauthClient } from './oauth-client.ts';
import { dress } from './style.ts';
import { troubleOf, Walk } from './walk.ts';

/*
 * The entry of the modal's document. It says hello with the nonce that it was opened with, is given a port, and shows the
 * panes; what was linked is never told over the port, because the page asks the server.
 */

type Init = Extract<ToFrame, { readonly type: 'init' }>;

const nonce = document.documentElement.dataset[NONCE] ?? location.hash.slice(1);

const isWelcome = (message: unknown): message is Welcome =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  message.type === 'welcome' &&
  'nonce' in message &&
  message.nonce === nonce;

/** Every word of the panes is English: other locales only say how amounts and times are written. */
const isEnglish = (locale: string): boolean => /^en\b/i.test(locale);

/** A locale that `Intl` knows: the page may have said `auto`, or anything. */
function known(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

function setUp({ locale, animations }: Init): void {
  const { documentElement } = document;
  documentElement.lang = isEnglish(locale) ? known(locale) : 'en';
  document.title = 'Financial Connections';
  dress(document, animations);
}

/** The way of one user; undefined where the session cannot be opened, which the page is told. */
async function walkOf(init: Init, tell: (message: FromFrame) => void): Promise<Walk | undefined> {
  const client = flowClient(caller(init), init.clientSecret);
  try {
    const synchronized = await client.synchronize(init.locale);
    const { scenario, default_scenario, labels } = synchronized.emulator;
    return new Walk({
      client,
      oauth: oauthClient(`${init.apiBase}${OAUTH_PATH}`),
      synchronized,
      labelSet: init.labels ?? labels,
      scenario: scenario ?? init.scenario ?? default_scenario ?? undefined,
      locale: known(init.locale),
      fillsPopups: init.inSrcdoc,
      animations: init.animations,
      body: document.body,
      tell,
    });
  } catch (thrown) {
    tell({ type: 'fatal', error: troubleOf(thrown) });
    return undefined;
  }
}

function talk(port: MessagePort): void {
  let walk: Walk | undefined;
  const tell = (message: FromFrame): void => port.postMessage(message);
  const begin = async (init: Init): Promise<void> => {
    setUp(init);
    tell({ type: 'ready' });
    walk = await walkOf(init, tell);
    walk?.start();
  };
  port.addEventListener('message', ({ data }: MessageEvent<ToFrame>) => {
    if (data.type === 'init') void begin(data);
    else walk?.askToLeave();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') walk?.askToLeave();
  });
  port.start();
}

function welcomed(event: MessageEvent<unknown>): void {
  const [port] = event.ports;
  if (event.source !== parent || port === undefined || !isWelcome(event.data)) return;
  window.removeEventListener('message', welcomed);
  talk(port);
}

window.addEventListener('message', welcomed);
// The page knows the frame by its window and by the nonce: inside srcdoc there is no origin to name.
parent.postMessage({ fc: VERSION_OF_PROTOCOL, type: 'hello', nonce }, '*');
