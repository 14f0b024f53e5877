import type { ApiRequest } from './request.ts';

/*
 * How Stripe.js calls (public clients): what a server's client says in headers stands among the parameters, so that a
 * simple request needs no preflight.
 */

/** The parameters that stand for headers, and how their values are written there. */
const STANDING_FOR = {
  key: ['authorization', (key: string) => `Bearer ${key}`],
  _stripe_account: ['stripe-account', (account: string) => account],
  _stripe_version: ['stripe-version', (version: string) => version],
} as const satisfies Record<string, readonly [header: string, written: (value: string) => string]>;

const isStanding = (name: string): name is keyof typeof STANDING_FOR => Object.hasOwn(STANDING_FOR, name);

/**
 * What Stripe.js says of itself and of its page, of which no operation knows: by itself, or about a payment method (seen
 * in calls of public applications; that it is all is not known).
 */
const OF_ITSELF =
  /^(?:payment_method_data\[)?(?:client_attribution_metadata|guid|muid|pasted_fields|payment_user_agent|referrer|sid|time_on_page)(?:[[\]]|$)/;

const CALLS = /(?:^|[?&])(?:key|_stripe_account|_stripe_version)=/;
/** Whether a form has a parameter that stands for a header; nobody else's is looked at closer. */
const speaksSo = (form: string): boolean => CALLS.test(form);

/** A value as it travels in a form; one that cannot be read is as it is, and is refused as a header would be. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** A form without those parameters, which are put among the headers. */
function withoutThem(form: string, headers: Map<string, string>): string {
  if (!speaksSo(form)) return form;
  const left = form.split('&').filter((pair) => {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (!isStanding(name)) return !OF_ITSELF.test(decoded(name));
    const [header, written] = STANDING_FOR[name];
    const value = decoded(pair.slice(name.length + 1));
    if (value !== '') headers.set(header, written(value));
    return false;
  });
  return left.join('&');
}

function translated(request: ApiRequest, body: ApiRequest['body']): ApiRequest {
  const headers = new Map<string, string>();
  const at = request.url.indexOf('?');
  const query = at < 0 ? '' : withoutThem(request.url.slice(at + 1), headers);
  const text = typeof body === 'string' ? withoutThem(body, headers) : body;
  return {
    method: request.method,
    url: at < 0 ? request.url : `${request.url.slice(0, at)}${query === '' ? '' : `?${query}`}`,
    // What is said in a header counts.
    header: (name) => request.header(name) ?? headers.get(name) ?? null,
    body: text,
  };
}

/**
 * A call without a key in a header, or with a publishable one, as if all that belongs in headers stood there; undefined
 * for every other call.
 */
export function fromBrowser(
  request: ApiRequest,
  maxBytes: number,
): ApiRequest | Promise<ApiRequest> | undefined {
  const authorization = request.header('authorization');
  if (authorization !== null && !/^bearer +pk_/i.test(authorization)) return undefined;
  const { url, body } = request;
  const type = request.header('content-type') ?? '';
  // Nobody else's body is waited for: without a key its head is enough to refuse it.
  if (typeof body !== 'string' && !type.startsWith('application/x-www-form-urlencoded')) return undefined;
  if (typeof body !== 'string') return body(maxBytes).then((text) => translated(request, text));
  return speaksSo(url) || speaksSo(body) ? translated(request, body) : undefined;
}
