import { sentence } from '../../core/sentence.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { CHECKOUT } from './record.ts';

/* The page of a hosted session, stored as a path: `src/model/pages.ts` says where. */

const PATH = '/c/pay/';

export const isCheckoutPath = (path: string): boolean => path.startsWith(PATH);

/** The path of such a page's URL; of another page the URL as it is. */
export function pathOfCheckout(url: string): string {
  const at = url.indexOf(PATH);
  return at < 0 ? url : url.slice(at);
}

/** What the page says until it is emulated; undefined if the path is of none. */
export function checkoutPageAt(scopes: Iterable<Scope>, path: string): string | undefined {
  const id = path.slice(PATH.length);
  for (const { tables } of scopes) {
    const session = tables[CHECKOUT].get(id);
    if (session !== undefined)
      return session.status === 'open'
        ? sentence`The Checkout Session ${id} waits for its customer. This page is not emulated: POST /_emulator/checkout/sessions/${id}/complete plays the customer.`
        : sentence`The Checkout Session ${id} has a status of "${session.status ?? ''}".`;
  }
  return undefined;
}
