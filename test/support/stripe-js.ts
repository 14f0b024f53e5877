import type { Stripe as StripeJs } from '@stripe/stripe-js';
import { type CreateStripeOptions, createStripe } from '../../src/stripe-js.ts';
import { type Setup, setup } from './setup.ts';

/* What a page has: a `Stripe` object over an emulator in the same process. */

export interface Page extends Setup {
  readonly page: StripeJs;
  /** The calls that the page has made, as `POST /v1/tokens`, and what was sent with each. */
  readonly calls: readonly PageCall[];
}

interface PageCall {
  readonly asked: string;
  readonly form: URLSearchParams;
}

function recorded(fetch: typeof globalThis.fetch, calls: PageCall[]): typeof globalThis.fetch {
  return (input, init) => {
    const url = new URL(String(input));
    const form = init?.body === undefined ? url.searchParams : new URLSearchParams(String(init.body));
    calls.push({ asked: `${init?.method ?? 'GET'} ${url.pathname}`, form });
    return fetch(input, init);
  };
}

export function inPage(options: CreateStripeOptions = {}, world: Setup = setup()): Page {
  const calls: PageCall[] = [];
  const fetch = recorded(world.fetch, calls);
  return { ...world, page: createStripe(world.emulator.publishableKey, { fetch, ...options }), calls };
}

/** A secret that an answer has. */
export function secretOf({ client_secret: secret }: { readonly client_secret: string | null }): string {
  if (secret === null) throw new Error('There is no client_secret.');
  return secret;
}
