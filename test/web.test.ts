import Stripe from 'stripe';
import { afterEach, expect, it, vi } from 'vitest';

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.resetModules();
});

/**
 * What Jest's jsdom lacks, seen with Jest 30; its `crypto` makes random bytes only. It lacks ReadableStream, too, which
 * Node's own Response looks for where this test would hide it.
 */
async function asInJsdom() {
  const { crypto: whole, Headers: headers } = globalThis;
  const { AbortController, AbortSignal, Request, Response, TextEncoder, TextDecoder } = globalThis;
  const { fetch, ReadableStream, structuredClone } = globalThis;
  const ofNode = {
    ...{ AbortController, AbortSignal, Request, Response, TextEncoder, TextDecoder },
    ...{ fetch, ReadableStream, structuredClone, crypto: whole, Headers: headers },
  };
  // Jest's sandbox is another realm than Node's own, and this one is Node's: it is as it was before what is hidden here.
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue({ runInThisContext: () => ofNode } as never);
  const lacking = ['fetch', 'Request', 'Response', 'TextEncoder', 'TextDecoder', 'structuredClone'];
  vi.resetModules();
  for (const name of lacking) {
    vi.stubGlobal(name, undefined);
    Reflect.deleteProperty(globalThis, name);
  }
  vi.stubGlobal('crypto', { getRandomValues: whole.getRandomValues.bind(whole) });
  vi.stubGlobal('Headers', class extends headers {});
  return (await import('../src/index.ts')).createEmulator;
}

it('answers the official client where a test environment has hidden what `fetch` is made of', async () => {
  const createEmulator = await asInJsdom();
  const signatures: string[] = [];
  const emulator = createEmulator({
    webhooks: [
      {
        handler: async (request) => {
          signatures.push(request.headers.get('stripe-signature') ?? '');
          // A sandbox that has no Response has something like it.
          return { status: 200, body: null, headers: new Headers() } as unknown as Response;
        },
      },
    ],
  });
  const fetch = async (url: string | URL | Request, init?: RequestInit) => emulator.fetch(url, init);
  // The client's own needs: it counts the bytes of a body.
  vi.stubGlobal('TextEncoder', (await import('node:util')).TextEncoder);
  const stripe = new Stripe(emulator.apiKey, { httpClient: Stripe.createFetchHttpClient(fetch) });

  const { id } = await stripe.customers.create({ email: 'jenny@example.com' });
  const found = await stripe.customers.retrieve(id);
  await emulator.clock.runToIdle();

  expect(found).toMatchObject({ email: 'jenny@example.com' });
  await expect(stripe.customers.retrieve('cus_nobody')).rejects.toThrow(/^No such customer/);
  expect(signatures).toEqual([expect.stringMatching(/^t=\d+,v1=[0-9a-f]{64}$/)]);
  await emulator.restore(await emulator.snapshot());
  await emulator.close();
});
