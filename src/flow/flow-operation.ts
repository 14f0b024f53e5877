import { optional, type Params, type Shape, type Shapes, string } from '../core/shape.ts';
import { type Method, type Operation, type Outcome, operation } from '../resources/operation.ts';
import type { Scope } from '../sandbox/scope.ts';
import { type FlowSession, openFlow } from './flow-session.ts';

/** What an endpoint of the flow is called with. */
export interface FlowCall<P> {
  readonly scope: Scope;
  readonly params: P;
  readonly version: string;
}

/** Whatever it is: said again to nobody. */
export const anything: Shape<unknown> = (value) => value;

/** What Stripe's clients say of themselves to every endpoint, which changes nothing here. */
const OF_CLIENTS = {
  client_timestamp: optional(anything),
  consumer_session_client_secret: optional(anything),
  emit_events: optional(anything),
  locale: optional(anything),
  mobile: optional(anything),
} as const;

type Declared<S> = Params<S> & { readonly client_secret: string };

/**
 * An endpoint of the authentication flow: for publishable keys, and no part of the public API, so that no type of the SDK has
 * its parameters or its answer.
 */
export function flowEndpoint<const S extends Shapes>(
  method: Method,
  path: string,
  params: S,
  run: (call: FlowCall<Declared<S>>) => object,
): Operation {
  return operation(
    method,
    path,
    {
      answers: 'financial_connections.session',
      ofFlow: true,
      publishable: true,
      sdkParams: '',
      params: { ...OF_CLIENTS, ...params, client_secret: string() },
    },
    // Casts: the parser has made what the table declares, and the answer of such an endpoint is written as it is.
    ({ scope, params: read, version }) => run({ scope, params: read as Declared<S>, version }) as Outcome,
  );
}

/** The same, of a session whose user is still about it. */
export const openEndpoint = <const S extends Shapes>(
  method: Method,
  path: string,
  params: S,
  run: (found: FlowSession, params: Declared<S>, version: string) => object,
): Operation =>
  flowEndpoint(method, path, params, ({ scope, params: read, version }) =>
    run(openFlow(scope, read.client_secret), read, version),
  );
