import Stripe from 'stripe';
import { createEmulator, type Emulator } from '../../src/index.ts';
import { errorLog } from './logged-errors.ts';
import { CUSTOMERS, DAY_MS, PRODUCT, START_MS, type Terms } from './payment-steps.ts';
import type { Wire } from './payment-wire.ts';

/* How the model's steps are asked of the emulator: through the official client, in process. */

/** How a call was answered, and under which id. */
export interface Answer {
  readonly requestId: string | null;
  readonly body: Wire | null;
  readonly error: Stripe.errors.StripeError | null;
}

type Made = (stripe: Stripe, options: Stripe.RequestOptions) => Promise<unknown>;

/** A call that changes something, to be made again with its key. */
export interface Call {
  readonly key: string;
  readonly atMs: number;
  readonly make: Made;
  readonly answer: Answer;
}

export function newEmulator({ account: _, ...terms }: Terms): Emulator {
  const { settlementDelayMs, refundDelayMs, disputeDelayMs, refundOutcome, ...assume } = terms;
  return createEmulator({
    assume,
    payments: { settlementDelayMs, refundDelayMs, disputeDelayMs, refundOutcome },
    seed: 'model',
    time: { start: new Date(START_MS), runs: false },
    // What is looked at after a long time has to be there still.
    limits: { requests: 20, deliveries: 20, eventLifetimeMs: 10_000 * DAY_MS },
    log: errorLog,
  });
}

/** One account of an emulator, as its owner's program sees it. */
export class Caller {
  readonly emulator: Emulator;
  readonly #stripe: Stripe;
  readonly #headers: Record<string, string>;

  constructor(emulator: Emulator, account: string | null) {
    this.emulator = emulator;
    this.#stripe = new Stripe(emulator.apiKey, {
      httpClient: Stripe.createFetchHttpClient((url, init) => emulator.fetch(url as string, init)),
      maxNetworkRetries: 0,
      telemetry: false,
      ...(account === null ? {} : { stripeAccount: account }),
    });
    this.#headers = {
      authorization: `Bearer ${emulator.apiKey}`,
      ...(account === null ? {} : { 'stripe-account': account }),
    };
  }

  /** Customers of known ids, who are there from the beginning. */
  async furnish(): Promise<void> {
    await this.act('/objects', {
      customers: CUSTOMERS.map((id) => ({ id })),
      products: [{ id: PRODUCT, name: 'A chair' }],
    });
  }

  async ask(make: Made, key: string): Promise<Answer> {
    try {
      // A cast: every answer of Stripe's is an object with its request's id beside it.
      const body = (await make(this.#stripe, { idempotencyKey: key })) as Wire & {
        lastResponse: { requestId: string };
      };
      return { requestId: body.lastResponse.requestId, body, error: null };
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeError)) throw error;
      return { requestId: error.requestId ?? null, body: null, error };
    }
  }

  ofPlatform(path: string): Promise<Wire> {
    return this.get(path, { authorization: `Bearer ${this.emulator.apiKey}` });
  }

  async get(path: string, headers = this.#headers): Promise<Wire> {
    const response = await this.emulator.fetch(path, { headers });
    const body = await response.json();
    if (response.status !== 200) throw new Error(`GET ${path}: ${JSON.stringify(body)}`);
    // A cast: what is answered is an object.
    return body as Wire;
  }

  /** All of a list, oldest first; those behind `after` when given. */
  async all(path: string, after: string | null = null): Promise<Wire[]> {
    const found: Wire[] = [];
    let cursor = after === null ? '' : `&ending_before=${after}`;
    for (;;) {
      const page = await this.get(`${path}${path.includes('?') ? '&' : '?'}limit=100${cursor}`);
      const data: readonly Wire[] = page.data;
      if (after === null) found.unshift(...data.toReversed());
      else found.push(...data.toReversed());
      const next = after === null ? data.at(-1) : data[0];
      if (!page.has_more || next === undefined) return found;
      cursor = `&${after === null ? 'starting_after' : 'ending_before'}=${next.id}`;
    }
  }

  /** What a user or a bank does, under `/_emulator`. */
  async act(path: string, body: object): Promise<Wire | null> {
    const response = await this.emulator.fetch(`/_emulator${path}`, {
      method: 'POST',
      headers: { ...this.#headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    // A cast: as above.
    const answer = (await response.json()) as Wire;
    if (response.status >= 500) throw new Error(`POST ${path}: ${JSON.stringify(answer)}`);
    return response.status === 200 ? answer : null;
  }
}
