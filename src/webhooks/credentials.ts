import { web } from '../web.ts';

const encoder = new web.TextEncoder();

/** Percent-decoded, or as it is where that is not possible. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const base64 = (text: string): string => btoa(String.fromCharCode(...encoder.encode(text)));

/** Where to send to, and what to say of who sends. */
interface Address {
  readonly url: string;
  readonly headers: { readonly Authorization?: string };
  /** The headers as they may be shown. */
  readonly shown: Address['headers'];
}

/** A URL without its credentials, which go into a header (*assumed* of Stripe): `fetch` and `Request` refuse it with them. */
export function addressOf(text: string): Address {
  const url = text.includes('@') ? URL.parse(text) : null;
  if (url === null || (url.username === '' && url.password === ''))
    return { url: text, headers: {}, shown: {} };
  const basic = `Basic ${base64(`${decoded(url.username)}:${decoded(url.password)}`)}`;
  url.username = '';
  url.password = '';
  return { url: url.href, headers: { Authorization: basic }, shown: { Authorization: 'Basic ****' } };
}
