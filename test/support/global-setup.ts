/* Once, before any test and outside every time limit: what tests read of the SDK's types. */
export { extractStripeTypes as setup } from './extract-stripe-types.ts';
