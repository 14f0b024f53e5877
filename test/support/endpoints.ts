import { actions } from '../../src/control/index.ts';
import { operations } from '../../src/resources/index.ts';

/* Every endpoint of the emulator, those of the control surface among them, by the name `METHOD path`. */

export const CONTROL = '/_emulator';

interface Endpoint {
  readonly name: string;
  readonly like: RegExp;
}

const ENDPOINTS: readonly Endpoint[] = [
  ...operations,
  ...actions.map(({ method, path }) => ({ method, path: CONTROL + path })),
].map(({ method, path }) => ({
  name: `${method} ${path}`,
  like: new RegExp(`^${method} ${path.replace(/:\w+/g, '[^/]+')}$`),
}));

export const endpointNames: readonly string[] = ENDPOINTS.map(({ name }) => name);

/** The endpoint that a call reaches, by its path without its query: a word of a path goes before an id. */
export function endpointOf(method: string, path: string): string | undefined {
  const found = ENDPOINTS.filter(({ like }) => like.test(`${method} ${path.replace(/\?.*$/, '')}`));
  const holes = (name: string): number => name.split(':').length;
  return found.toSorted((one, other) => holes(one.name) - holes(other.name))[0]?.name;
}

/** Those that answer nothing but refusals, whatever is asked of them. */
export const NEVER: readonly string[] = [
  // Bank debits are captured automatically.
  'POST /v1/charges/:charge/capture',
  // Disputes and refunds of bank debits are final.
  'POST /v1/disputes/:dispute',
  'POST /v1/disputes/:dispute/close',
  // They say what state the intent is in.
  'POST /v1/payment_intents/:payment_intent/capture',
  'POST /v1/payment_intents/:payment_intent/increment_authorization',
  'POST /v1/refunds/:refund/cancel',
];
