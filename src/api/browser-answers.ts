import { API_PARAMETER } from '../stripe-js/protocol.ts';
import type { BrowserFile } from './browser-files.ts';
import type { ApiAnswer } from './request.ts';
import { pathOf, queryOf } from './routes.ts';

/*
 * The files of src/api/browser-files.ts, with headers under which any page may use them: a strict policy of its own, and
 * one that is isolated from other origins (`COEP: require-corp`).
 *
 * The documents stand on the emulator's own origin, where the control surface is, which trusts the pages of that origin.
 * They are two walls away from it. Their policy is `sandbox` without `allow-same-origin`, so that their origin is `null`,
 * which `src/server/access.ts` trusts as no host, and a request without an Origin is `Sec-Fetch-Site: cross-site`. And
 * `connect-src` names the paths alone that they call: a policy may hold paths, and the emulator redirects nowhere.
 */

const OF_EVERY_FILE = [
  'Cache-Control',
  'no-store',
  'Cross-Origin-Resource-Policy',
  'cross-origin',
  'Referrer-Policy',
  'no-referrer',
  'X-Content-Type-Options',
  'nosniff',
  'Access-Control-Allow-Origin',
  '*',
];
const OF_SCRIPTS = [...OF_EVERY_FILE, 'Content-Type', 'text/javascript; charset=utf-8'];

// Style comes from constructed sheets, which no policy forbids; a form is read by the script, and sent nowhere.
const POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; script-src 'self'; sandbox allow-forms allow-scripts";

/** The headers of a document; each of the policies holds. */
const ofDocument = (...policies: readonly string[]): readonly string[] => [
  ...OF_EVERY_FILE,
  'Content-Type',
  'text/html; charset=utf-8',
  'Cross-Origin-Embedder-Policy',
  'require-corp',
  'Content-Security-Policy',
  policies.join(', '),
];

const documentOf = (title: string, script: string): string =>
  `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<script src="${script}" defer></script>
</head>
<body></body>
</html>
`;

const STRIPES = 'https://api.stripe.com';

/** Where the frame finds the API, as the page has put it into the frame's URL. */
function apiOf(url: string): string {
  const asked = new URLSearchParams(queryOf(url)).get(API_PARAMETER) ?? STRIPES;
  // Nothing else may come into the header.
  return /^https?:\/\/(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?(?:\/[\w-]+)*$/i.test(asked) ? asked : STRIPES;
}

const frame = (url: string): ApiAnswer => ({
  status: 200,
  // Where no window can be opened, the frame itself shows the bank's page, and asks what that asks.
  headers: ofDocument(`${POLICY} allow-popups; connect-src ${apiOf(url)}/v1/ ${apiOf(url)}/flow/oauth/`),
  text: documentOf('Financial Connections', 'fc/inner.js'),
});

function popup(url: string): ApiAnswer {
  const below = `${pathOf(url)}/`;
  return {
    status: 200,
    headers: ofDocument(
      `${POLICY}; connect-src 'self'`,
      // By which name a browser reaches this emulator is not known here: a proxy may stand before it.
      `connect-src http://*:*${below} https://*:*${below}`,
    ),
    text: documentOf('Test bank', '../../v3/fc/oauth.js'),
  };
}

const NOT_MADE =
  'The scripts for browsers have not been made: run "npm run prepare" in the clone, with the development dependencies installed.\n';

/** A clone whose installation has left out its scripts. */
const missing = (): ApiAnswer => ({
  status: 503,
  headers: [...OF_EVERY_FILE, 'Content-Type', 'text/plain; charset=utf-8'],
  text: NOT_MADE,
});

export async function answerWith(file: BrowserFile, url: string): Promise<ApiAnswer> {
  if (file === 'frame') return frame(url);
  if (file === 'popup') return popup(url);
  const made = await import('../browser-files.generated.ts').catch(() => undefined);
  if (made === undefined) return missing();
  return { status: 200, headers: OF_SCRIPTS, text: made.browserFiles[file] };
}
