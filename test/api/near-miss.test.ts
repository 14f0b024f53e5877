import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nearMiss } from '../../src/api/near-miss.ts';
import { refusal, setup } from '../support/setup.ts';

const SDK = new URL('../../node_modules/stripe/esm/resources/', import.meta.url);
/** All endpoints of the official client that are not emulated. */
const PATHS = readdirSync(SDK, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.js'))
  .flatMap((name) => [
    ...readFileSync(new URL(name, SDK), 'utf8').matchAll(
      /['"`](GET|POST|DELETE)['"`],\s*['"`](\/v1\/[^'"`]+)['"`]/g,
    ),
  ])
  .map(([, method = '', path = '']) => [method, path.replace(/\$\{[^}]*\}/g, '{id}')] as const);

/** What the emulator adds to Stripe's sentence about a path. */
async function hint(method: string, path: string, headers: Record<string, string> = {}): Promise<string> {
  const { call } = setup({ log: false });
  const { status, body } = await call(method, path, { headers });
  expect(status).toBe(404);
  expect(body.error.message).toMatch(/^Unrecognized request URL/);
  const [, added = ''] = body.error.message.split(' stripe-fc-emulator: ');
  return added;
}

describe('a path that is not emulated', () => {
  it('is told of with how to stub it, and is kept in the log of requests', async () => {
    const { stripe, emulator } = setup({ log: false });

    const error = await refusal(stripe.topups.create({ amount: 2000, currency: 'usd' }));

    expect(error.statusCode).toBe(404);
    expect(error.message).toMatch(/^Unrecognized request URL \(POST: \/v1\/topups\)\. /);
    expect(error.message).toContain("http.post('https://api.stripe.com/v1/topups'");
    expect(emulator.requests().at(-1)).toMatchObject({
      emulated: false,
      status: 404,
      path: '/v1/topups',
    });
  });

  it.each([
    ['POST', '/v1/customer', 'POST /v1/customers'],
    ['GET', '/v1/financial_connections/account/fca_1', 'GET /v1/financial_connections/accounts/:account'],
    ['POST', '/v1/payment_intents/pi_1/confrim', 'POST /v1/payment_intents/:payment_intent/confirm'],
  ])('%s %s names the one that was meant', async (method, path, meant) => {
    expect(await hint(method, path)).toContain(`The nearest that is: ${meant}.`);
  });

  it.each([
    // It once named disconnect.
    ['POST', '/v1/financial_connections/accounts/fca_1/merge'],
    ['GET', '/v1/customers/cus_1/cash_balance'],
    ['POST', '/v1/topups'],
    ['GET', '/v1/nothing/like/it'],
  ])('%s %s names none, which is better than a wrong one', async (method, path) => {
    expect(await hint(method, path)).toBe('This endpoint is not emulated.');
  });

  it.each([
    ['GET', '/v1/invoices/upcoming?customer=cus_1', '2026-10-28.endive'],
    ['GET', '/v1/invoices/upcoming/lines', '2025-03-31.basil'],
    ['POST', '/v1/invoices/upcoming', '2024-12-18.acacia'],
  ])('%s %s of %s is no invoice, and says what previews one', async (method, path, version) => {
    expect(await hint(method, path, { 'stripe-version': version })).toContain(
      'POST /v1/invoices/create_preview takes their place in every version.',
    );
  });

  it.each([
    ['POST', '/v1/transfers', 'balance_transactions'],
    ['GET', '/v1/application_fees/fee_1', 'balance_transactions'],
    ['POST', '/v1/accounts/acct_1/persons', 'individual or company of POST /v1/accounts'],
  ])('%s %s says what does the same', async (method, path, instead) => {
    expect(await hint(method, path)).toContain(instead);
  });

  it('is none of another spelling where it is an endpoint of Stripe’s', () => {
    const wrong = PATHS.flatMap(([method, path]) => {
      const { message } = nearMiss(method, path.replace(/\{\w+\}/g, 'id_1')).body;
      return message.includes('The nearest that is:') ? [`${method} ${path}`] : [];
    });

    expect(PATHS.length).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  });

  it('names a path of its own before the object whose id it might be', async () => {
    expect(await hint('GET', '/v1/payment_intents/search/')).toBe(
      'This endpoint is not emulated. /v1/payment_intents/search is emulated for GET.',
    );
  });

  it('names the methods that there are', async () => {
    expect(await hint('PATCH', '/v1/customers/cus_1')).toBe(
      'This endpoint is not emulated. /v1/customers/:customer is emulated for GET and POST and DELETE.',
    );
  });

  it('tells of a base that has /v1 twice, and of one without', async () => {
    expect(await hint('GET', '/v1/v1/customers')).toContain('a /v1 of its own');
    expect(await hint('GET', '/customers/cus_1')).toBe('Did you mean /v1/customers/cus_1?');
  });

  it.each([
    ['Stripe/v1 NodeBindings/23.1.0', 'MSW'],
    ['Stripe/v1 PythonBindings/16.0.0', 'unittest.mock.patch'],
    ['Stripe/v1 RubyBindings/19.0.0', 'WebMock: stub_request(:get, %r{/v1/transfers})'],
    ['Stripe/v1 PhpBindings/22.0.0', 'setHttpClient()'],
    ['Stripe/v1 GoBindings/86.0.0', 'stripe.SetBackend'],
    ['Stripe/v1 JavaBindings/34.0.0', 'HttpClient'],
    ['Stripe/v1 .NetBindings/52.0.0', 'IHttpClient'],
  ])('tells %s how to stub it', async (userAgent, advice) => {
    expect(await hint('GET', '/v1/transfers', { 'User-Agent': userAgent })).toContain(advice);
  });

  it('gives no advice to whoever has no tests, as curl', async () => {
    expect(await hint('GET', '/v1/topups', { 'User-Agent': 'curl/8.5.0' })).toBe(
      'This endpoint is not emulated.',
    );
  });
});

describe('a type of event that there is not', () => {
  it.each([
    ['refreshed', 'financial_connections.account.refreshed_balance'],
    ['refreshed_balance', 'financial_connections.account.refreshed_balance'],
    ['account.created', 'financial_connections.account.created'],
    ['disconnected', 'financial_connections.account.disconnected'],
    ['payment_intent.suceeded', 'payment_intent.succeeded'],
  ])('%s leads to %s', async (type, meant) => {
    const { emulator } = setup();
    await expect(emulator.waitForEvent(type)).rejects.toThrow(meant);
  });

  it('leads nowhere where dozens end so', async () => {
    const { emulator } = setup();
    await expect(emulator.waitForEvent('created')).rejects.toThrow(
      /^There is no event "created"\. https:\/\/docs\.stripe\.com\/api\/events\/types lists them\.$/,
    );
  });
});
