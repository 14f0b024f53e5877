import type { StripeError } from '@stripe/stripe-js';
import { ApiError } from './call.ts';

/*
 * What methods resolve with: the result and `error`, of which one is undefined. Both are members always, because programs
 * ask for either (types of @stripe/stripe-js: each arm of a result has both).
 */

/** An error of the API as it came; a mistake of the program's goes on. */
export function errorOf(thrown: unknown): StripeError {
  if (!(thrown instanceof ApiError)) throw thrown;
  // A cast: the API's types of errors are Stripe.js's, or become the program's to deal with.
  return thrown.fields as unknown as StripeError;
}

type Failed<Name extends string> = { readonly [Key in Name]: undefined } & { readonly error: StripeError };
type Succeeded<Name extends string, Value> = { readonly [Key in Name]: Value } & {
  readonly error: undefined;
};

/** Waits for an answer of the API and puts it under its name. */
export async function resultOf<Name extends string, Value>(
  name: Name,
  answer: Promise<Value>,
): Promise<Succeeded<Name, Value> | Failed<Name>> {
  // Casts: TypeScript widens a computed name.
  try {
    return { [name]: await answer, error: undefined } as Succeeded<Name, Value>;
  } catch (thrown) {
    return { [name]: undefined, error: errorOf(thrown) } as Failed<Name>;
  }
}
