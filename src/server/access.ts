import { browserFileAt } from '../api/browser-files.ts';
import { HEALTH_PATH } from '../control/health.ts';
import { sentence } from '../core/sentence.ts';
import { isSameSecret } from './same-secret.ts';

/** The facts about a request that decide whether the server answers it. */
export interface RequestFacts {
  /** As it will be routed: percent-decoded, without the query. */
  readonly path: string;
  readonly host: string | null;
  readonly origin: string | null;
  /** `Sec-Fetch-Site`, which only a browser sends and no page can forge. */
  readonly fetchSite: string | null;
  /** `Emulator-Control-Token`. */
  readonly token: string | null;
  /** A browser asking before it sends: such a request carries none of the headers it asks about. */
  readonly preflight: boolean;
}

/** Where the server listens, and whom it was told to trust. */
export interface AccessPolicy {
  /** Bound to loopback: only this machine can connect, but so can any web page open on it. */
  readonly loopback: boolean;
  /** Host names, besides those of loopback, by which this server may be called. */
  readonly allowHosts: readonly string[];
  /** Pages that may use the control surface, besides those of loopback and of the names above. */
  readonly allowOrigins: readonly string[];
  readonly controlToken: string | undefined;
}

export interface Refusal {
  readonly status: 401 | 403;
  readonly message: string;
}

/** `localhost:3000`, `[::1]:80`, `App.Test.` → `localhost`, `::1`, `app.test`. */
function hostnameOf(host: string): string {
  const [, bracketed, plain = ''] = /^(?:\[([^\]]*)\]|([^:]*))(?::\d*)?$/.exec(host.trim()) ?? [];
  return (bracketed ?? plain).toLowerCase().replace(/\.$/, '');
}

/** A host as a user names it, in whatever spelling: `Host:8080`, `http://host/`, `::1`. */
function plain(host: string): string {
  const bare = host.trim().replace(/^https?:\/\//i, '');
  return hostnameOf(/^[^[\]]*:[^[\]]*:/.test(bare) ? `[${bare}]` : bare.replace(/\/.*$/, ''));
}

/** Whether a URL's host is one of those a user has named; `*` names any. */
export const isAmong = (hostname: string, named: readonly string[]): boolean =>
  named.some((host) => host === '*' || plain(host) === plain(hostname));

/** 127.0.0.0/8, in IPv6 as well, `localhost` and `::1`, as a host name without port or brackets. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return (
    name === 'localhost' ||
    name === '::1' ||
    // How a URL parser writes ::ffff:127.0.0.1.
    /^::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}$/.test(name) ||
    /^(?:::ffff:)?127(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}$/.test(name)
  );
}

function isTrusted(host: string, policy: AccessPolicy): boolean {
  const hostname = hostnameOf(host);
  return (
    isLoopback(hostname) ||
    policy.allowHosts.some((allowed) => hostname !== '' && plain(allowed) === hostname)
  );
}

// Any page can have the origin `null`, from a sandboxed frame or as an opened file, so it is trusted as no host.
const originHost = (origin: string): string => /^https?:\/\/([^/]+)$/i.exec(origin)?.[1] ?? '';

/**
 * Whether a path belongs to the control surface. Matches more than the route does, on purpose: a router may decode a path
 * or drop a slash, and no other spelling of a control path may escape this check.
 */
export const isControl = (path: string): boolean => path.toLowerCase().includes('/_emulator');

const isHealth = (path: string): boolean => path === HEALTH_PATH;

/** Why a request is not answered, or undefined. */
export function refusalFor(facts: RequestFacts, policy: AccessPolicy): Refusal | undefined {
  const foreign = policy.loopback ? (hostRefusal(facts, policy) ?? pageRefusal(facts, policy)) : undefined;
  return foreign ?? tokenRefusal(facts, policy);
}

/**
 * Whether a request goes to a name of Stripe's that somebody has pointed here, for what a page asks of it: of the API, which
 * needs a key or an id that nobody can guess, and what any page may load. Nobody else's page can come by these names: they are Stripe's in every DNS but
 * this machine's own, and browsers ask for them over HTTPS alone.
 */
function isStripes(host: string, path: string): boolean {
  const hostname = hostnameOf(host);
  if (hostname === 'api.stripe.com') return path.startsWith('/v1/') || path.startsWith('/flow/oauth/');
  return hostname === 'js.stripe.com' && browserFileAt(path) !== undefined;
}

// DNS rebinding: a page's own host name, pointed at 127.0.0.1, makes its requests same-origin.
function hostRefusal({ host, path }: RequestFacts, policy: AccessPolicy): Refusal | undefined {
  if (host !== null && (isTrusted(host, policy) || (isStripes(host, path) && !isControl(path))))
    return undefined;
  const named = host === null ? 'names no host' : `is for the host ${host}`;
  return {
    status: 403,
    message: sentence`This request ${named}, but the emulator listens on loopback and answers only to localhost, 127.0.0.1 and [::1], so that no web page can reach it under a name of its own. If the name is yours, start the emulator with --allow-host${host === null ? '' : ` ${hostnameOf(host) || '<name>'}`}.`,
  };
}

// Browsers let any page post a form to 127.0.0.1 without a preflight. `/v1` is safe from that, because it needs a key.
function pageRefusal({ path, origin, fetchSite }: RequestFacts, policy: AccessPolicy): Refusal | undefined {
  if (!isControl(path) || (origin !== null && policy.allowOrigins.includes(origin))) return undefined;
  if (origin !== null && !isTrusted(originHost(origin), policy)) {
    return {
      status: 403,
      message: sentence`The control surface (/_emulator) does not answer pages of other sites, and this request comes from ${origin}. Open the page on localhost, call the emulator from your server or test, or start it with --allow-origin ${origin}.`,
    };
  }
  if (fetchSite?.toLowerCase() === 'cross-site') {
    return {
      status: 403,
      message:
        'The control surface (/_emulator) does not answer pages of other sites, and the browser says that this request comes from one (Sec-Fetch-Site: cross-site). Use the same host name for the page and the emulator: localhost and 127.0.0.1 are two sites. Or start the emulator with --allow-origin.',
    };
  }
  return undefined;
}

function tokenRefusal(
  { path, token, preflight }: RequestFacts,
  { controlToken }: AccessPolicy,
): Refusal | undefined {
  if (controlToken === undefined || preflight || !isControl(path) || isHealth(path)) return undefined;
  if (token !== null && isSameSecret(token, controlToken)) return undefined;
  return token === null
    ? {
        status: 401,
        message:
          'The control surface (/_emulator) of this emulator needs the header Emulator-Control-Token, with the token it was started with (--control-token).',
      }
    : {
        status: 403,
        message:
          'The header Emulator-Control-Token does not hold the token this emulator was started with (--control-token).',
      };
}
