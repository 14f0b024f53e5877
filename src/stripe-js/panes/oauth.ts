import { oauthClient } from './oauth-client.ts';
import { showBank } from './popup.ts';

/*
 * The entry of the popup's page, at /flow/oauth/{id}. All that it knows is in its path; the page that has opened it is told
 * that it has come to its end, and nothing else.
 */

const [, base = '', id = ''] = /^(.*)\/([^/]+)\/?$/.exec(location.pathname) ?? [];

void showBank({
  window,
  oauth: oauthClient(`${location.origin}${base}`),
  id: decodeURIComponent(id),
  animations: !navigator.webdriver,
  // A page that isolates itself has no say over this window, nor this one a word to it.
  ended: () => window.opener?.postMessage({ type: 'oauth-end', id }, '*'),
});
