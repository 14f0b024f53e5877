import { invoicePageAt, isInvoicePath } from '../resources/billing/invoices/page.ts';
import { checkoutPageAt, isCheckoutPath } from '../resources/checkout/page.ts';
import { connectPageAt, isConnectPath } from '../resources/connect/page.ts';
import { hostedPageAt, isHostedPath } from '../resources/financial-connections/hosted-page.ts';
import { isPagePath, pageAt } from '../resources/intents/microdeposit-page.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { Worlds } from '../world/worlds.ts';
import type { ApiAnswer } from './request.ts';

/* The pages that objects name, whatever host they are asked of. A browser brings no key: their path says whose they are. */

export const isPage = (method: string, path: string): boolean =>
  (method === 'GET' || method === 'HEAD') &&
  (isPagePath(path) ||
    isHostedPath(path) ||
    isInvoicePath(path) ||
    isCheckoutPath(path) ||
    isConnectPath(path));

const HEADERS = ['Content-Type', 'text/plain; charset=utf-8', 'Cache-Control', 'no-store'];
const UNKNOWN =
  'There is no such page: it belongs to no intent, session, invoice or account of this emulator, or to one that is gone.';

function textOf(scopes: readonly Scope[], path: string): string | undefined {
  if (isHostedPath(path)) return hostedPageAt(scopes, path);
  if (isConnectPath(path)) return connectPageAt(scopes, path);
  if (isCheckoutPath(path)) return checkoutPageAt(scopes, path);
  return isInvoicePath(path) ? invoicePageAt(scopes, path) : pageAt(scopes, path);
}

export function pageAnswer(worlds: Worlds, method: string, path: string): ApiAnswer {
  const scopes = worlds.all().flatMap(({ sandbox }) => sandbox.scopes());
  const text = textOf(scopes, path);
  return {
    status: text === undefined ? 404 : 200,
    headers: HEADERS,
    text: method === 'HEAD' ? '' : `${text ?? UNKNOWN}\n`,
  };
}
