import type { Emulator } from '../options/options.ts';

/*
 * The network of a browser that a test drives: what goes to Stripe's hosts is answered by the emulator. The page, its
 * policy and the frame's URL stay as they are.
 */

/** As much of a `Route` of Playwright's as is needed. */
export interface Routed {
  request(): {
    method(): string;
    url(): string;
    allHeaders(): Promise<Readonly<Record<string, string>>>;
    postDataBuffer(): Uint8Array | null;
  };
  fulfill(answer: { status: number; headers: Record<string, string>; body: string }): Promise<void>;
}

/** What a browser asks of Stripe to show what the emulator stands for. */
export const ROUTED = /^https:\/\/(?:api|connections|js)\.stripe\.com\//;

/** Where a page's own key stands: in the form, in the query, or in the header of a client that writes one. */
const KEY = /((?:^|[?&])key=|^bearer )pk_test_[^&]*/gi;

/** Answers by the emulator; with a key, what comes with another publishable one comes with that. */
export function routedTo(emulator: Pick<Emulator, 'fetch'>, key?: string): (route: Routed) => Promise<void> {
  const withKey = (text: string): string =>
    key === undefined ? text : text.replace(KEY, (_, before: string) => before + key);
  return async (route) => {
    const request = route.request();
    const headers = { ...(await request.allHeaders()) };
    // Names of HTTP/2's own, which are no headers.
    for (const name of Object.keys(headers)) if (name.startsWith(':')) delete headers[name];
    if (headers.authorization !== undefined) headers.authorization = withKey(headers.authorization);
    const body = request.postDataBuffer();
    const response = await emulator.fetch(withKey(request.url()), {
      method: request.method(),
      headers,
      ...(body === null ? {} : { body: withKey(new TextDecoder().decode(body)) }),
    });
    await route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    });
  };
}
