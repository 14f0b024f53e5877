import type { ApiAnswer } from './request.ts';

/*
 * What a browser loads: the stand-in for Stripe.js, the documents of the modal and of the popup, and their scripts. At the
 * paths of Stripe's where there are such, by whatever host they are asked for: a proxy or a route may have put the name
 * of js.stripe.com before the path.
 */

const PREFIX = '(?:/js\\.stripe\\.com)?';

// `/{channel}/stripe.js` for any word: each major of @stripe/stripe-js has its own, and the next one is not known.
const FILES = [
  ['stripe', new RegExp(`^${PREFIX}/(?:v3/?|[a-z][a-z0-9]*/stripe\\.js)$`)],
  ['frame', new RegExp(`^${PREFIX}/v3/linked-accounts-inner-[\\w-]+\\.html$`)],
  ['inner', new RegExp(`^${PREFIX}/v3/fc/inner\\.js$`)],
  ['oauth', new RegExp(`^${PREFIX}/v3/fc/oauth\\.js$`)],
  ['popup', /^\/flow\/oauth\/[\w-]+$/],
] as const;
export type BrowserFile = (typeof FILES)[number][0];

/** Most calls are of the API, and are looked at no closer. */
const isOfApi = (path: string): boolean => path.startsWith('/v1/');

export const browserFileAt = (path: string): BrowserFile | undefined =>
  isOfApi(path) ? undefined : FILES.find(([, pattern]) => pattern.test(path))?.[0];

/** What is asked for, if it is one of them. */
export const askedFile = (method: string, path: string): BrowserFile | undefined =>
  method === 'GET' || method === 'HEAD' ? browserFileAt(path) : undefined;

/** Answers one. What it consists of is loaded now, because most programs never ask. */
export async function browserFile(method: string, url: string, file: BrowserFile): Promise<ApiAnswer> {
  const { answerWith } = await import('./browser-answers.ts');
  const answer = await answerWith(file, url);
  return method === 'HEAD' ? { ...answer, text: '' } : answer;
}
