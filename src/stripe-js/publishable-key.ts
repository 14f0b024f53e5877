import { IntegrationError } from './integration-error.ts';

/** Refuses what no page may be given, and a key of live mode: no live page runs on an emulator. */
export function checkPublishableKey(key: unknown): string {
  if (typeof key !== 'string' || key === '')
    throw new IntegrationError('Stripe() takes a publishable key: it was given none.');
  if (/^[sr]k_/.test(key))
    throw new IntegrationError(
      'Stripe() takes a publishable key: it was given a secret one, which belongs on a server and in no page.',
    );
  if (key.startsWith('pk_live_'))
    throw new IntegrationError(
      'A live key was given to an emulator in place of Stripe.js: nothing has been sent. Use a key that begins with pk_test_.',
    );
  return key;
}
