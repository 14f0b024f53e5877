import { elementAt } from '../core/element-at.ts';

/** A request as everything inside sees it: an adapter has made it of whatever it came by. */
export interface ApiRequest {
  readonly method: string;
  /** Absolute, or from the path on, as in HTTP. */
  readonly url: string;
  /** By its name in small letters; null if it is not there. */
  header(name: string): string | null;
  /** A text at hand, or how to ask for it; asking rejects with a refusal for what is too large or no text. */
  readonly body: string | ((maxBytes: number) => Promise<string>);
}

/** What goes back. */
export interface ApiAnswer {
  readonly status: number;
  /** Names and values in turn. */
  readonly headers: readonly string[];
  /** JSON. */
  readonly text: string;
}

/**
 * Where nothing would be escaped, resolved or fenced off, whoever reads it: in the path no dots, no escapes, no slash
 * too many, and no part that begins as the control surface does.
 */
const PLAIN_TARGET = /^\/v1(?:\/[a-z0-9][\w~-]*)+(?:\?[\w!$&-;=?@[\]~%]*)?$/i;

/** Whether path and query are those of an ordinary call of the API, which stand for themselves. */
export const isPlainTarget = (target: string): boolean => PLAIN_TARGET.test(target);

/** Finds a header among names and values in turn, as in Node's `rawHeaders`; several of one name are one, with commas. */
export function headerIn(namesAndValues: readonly string[], name: string): string | null {
  let value: string | null = null;
  for (let at = 0; at < namesAndValues.length; at += 2) {
    const candidate = elementAt(namesAndValues, at);
    if (candidate.length !== name.length) continue;
    if (candidate !== name && candidate.toLowerCase() !== name) continue;
    const found = elementAt(namesAndValues, at + 1);
    value = value === null ? found : `${value}, ${found}`;
  }
  return value;
}

/** A request whose headers stand in a list. */
export class ListedRequest implements ApiRequest {
  readonly method: string;
  readonly url: string;
  readonly body: ApiRequest['body'];
  readonly #headers: readonly string[];

  constructor(method: string, url: string, headers: readonly string[], body: ApiRequest['body']) {
    this.method = method;
    this.url = url;
    this.#headers = headers;
    this.body = body;
  }

  header(name: string): string | null {
    return headerIn(this.#headers, name);
  }
}
