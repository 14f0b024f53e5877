/* What the script knows from where it was loaded. */

const STRIPE_HOST = 'js.stripe.com';
/** What stands before Stripe's paths where the emulator's own origin serves them. */
const PREFIX = '/js.stripe.com';

/** `origin-preserving`: the page believes that it speaks with Stripe, and somebody leads its calls to the emulator. */
export type Mode = 'origin-preserving' | 'direct';

export interface ScriptOrigin {
  readonly mode: Mode;
  /** What `Stripe.version` is, which the loader compares with its own (stripe-js since 5.9). */
  readonly version: 3 | string;
  readonly apiBase: string;
  /** Where the documents and scripts of js.stripe.com are. */
  readonly filesBase: string;
  /** `?autofill=` */
  readonly autofill: string | undefined;
}

const PRESERVING = { mode: 'origin-preserving', apiBase: 'https://api.stripe.com' } as const;

/** `/v3` and `/v3/`, and `/{channel}/stripe.js` of any channel there may ever be. */
function versionIn(path: string): 3 | string {
  const channel = /\/([a-z][a-z0-9]*)\/stripe\.js$/.exec(path)?.[1];
  return channel === undefined || channel === 'v3' ? 3 : channel;
}

/** By the URL of the script, which is unknown where it is no classic script: then as the oldest loader has it. */
export function scriptOrigin(src: string | undefined): ScriptOrigin {
  const url = new URL(src === undefined || src === '' ? `https://${STRIPE_HOST}/v3/` : src);
  const autofill = url.searchParams.get('autofill') ?? undefined;
  const version = versionIn(url.pathname);
  if (url.hostname === STRIPE_HOST) return { ...PRESERVING, filesBase: url.origin, version, autofill };
  const filesBase = url.pathname.startsWith(`${PREFIX}/`) ? `${url.origin}${PREFIX}` : url.origin;
  return { mode: 'direct', apiBase: url.origin, filesBase, version, autofill };
}
