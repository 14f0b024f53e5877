import { errors } from '../core/catalogue.ts';
import { digestOf } from '../core/digest.ts';
import { checkExpand } from '../core/expand.ts';
import { decodeForm, type FormHash } from '../core/form.ts';
import type { ApiKey } from '../core/keys.ts';
import { EXPANDABLE } from '../model/expandable.ts';
import { renderingOf } from '../model/versions.ts';
import type { Operation, OperationContext } from '../resources/operation.ts';
import { retiredParameters } from '../resources/params/extra.ts';
import { noteOfEffects } from '../resources/params/without-effect.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { World } from '../world/worlds.ts';
import { answerText, asStripeError, errorBody } from './render.ts';
import type { ApiRequest } from './request.ts';

/** One request, from its headers to its answer. */
export interface Call {
  readonly world: World;
  /** The platform's scope, or that of the connected account that `Stripe-Account` selects. */
  readonly scope: Scope;
  readonly key: ApiKey;
  readonly requestId: string;
  readonly version: string;
  readonly askedVersion: string | null;
  readonly method: string;
  readonly path: string;
  readonly idempotencyKey: string | null;
  readonly account: string | null;
  readonly startedMs: number;
  readonly request: ApiRequest;
}

/** What goes back: status and JSON, and what the log will say of it. */
export interface Outcome {
  readonly status: number;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly error?: object;
  readonly note?: string | undefined;
  readonly replayed?: boolean;
}

const NO_EXPANSIONS: readonly string[] = [];

/** Carries out an operation: everything that can refuse comes before anything is written. */
export function perform(
  call: Call,
  operation: Operation,
  ids: Readonly<Record<string, string>>,
  ...texts: readonly string[]
): Outcome {
  const { idempotencyKey: key } = call;
  const notes: string[] = [];
  try {
    const form = decodeForm(...texts);
    const fingerprint = key === null ? '' : digestOf(JSON.stringify(form));
    const saved = key === null ? undefined : replayed(call, key, fingerprint);
    if (saved !== undefined) return saved;
    const { params, expand } = parsed(call, operation, form);
    notes.push(...noteOfEffects(operation.name, form));
    const save = key === null ? undefined : (outcome: Outcome) => remember(call, key, fingerprint, outcome);
    return executed(call, operation, { ids, params, expand, notes }, save);
  } catch (thrown) {
    return refused(call, thrown, notes);
  }
}

interface Parsed {
  readonly ids: Readonly<Record<string, string>>;
  readonly params: unknown;
  readonly expand: readonly string[];
  readonly notes: string[];
}

// A refusal before this point saves no answer under the idempotency key; from here on every answer is saved (docs:
// api/idempotent_requests).
function executed(
  call: Call,
  operation: Operation,
  { ids, params, expand, notes }: Parsed,
  save?: (outcome: Outcome) => void,
): Outcome {
  const { scope, key, requestId, version, askedVersion, idempotencyKey, request } = call;
  const context = {
    scope,
    id: firstOf(ids),
    path: ids,
    params,
    expand,
    version,
    askedVersion,
    header: (name: string) => request.header(name),
    publishable: key.kind === 'publishable',
    note: (sentence: string) => void notes.push(sentence),
  };
  let outcome: Outcome;
  try {
    // `parsed` has made exactly the parameters that `run` takes.
    const answer = scope.sandbox.onBehalfOf({ id: requestId, idempotencyKey }, () =>
      operation.run(context as OperationContext<never>),
    );
    outcome = {
      status: 200,
      text: answerText(scope, answer, version, expand),
      note: notes.length === 0 ? undefined : notes.join(' '),
    };
  } catch (thrown) {
    outcome = refused(call, thrown, notes);
  }
  save?.(outcome);
  return outcome;
}

function parsed(
  call: Call,
  operation: Operation,
  form: FormHash,
): { params: object; expand: readonly string[] } {
  const { name } = operation;
  const { assume } = call.scope.settings;
  const newest = renderingOf(call.version, assume.additiveFields).request(name, form);
  // A program that names no version is not held to the newest: its account may be an older one.
  const retired = (call.askedVersion === null ? [] : retiredParameters(name, call.askedVersion)).filter(
    (parameter) => parameter in newest,
  );
  if (retired.length > 0) throw errors.parameterUnknown(retired);
  const { expand = NO_EXPANSIONS, ...params } = operation.parse(newest);
  for (const path of expand) checkExpand(EXPANDABLE, operation.answers, operation.list, path);
  return { params, expand };
}

function firstOf(ids: Readonly<Record<string, string>>): string {
  for (const name in ids) return ids[name] ?? '';
  return '';
}

function replayed({ scope, path }: Call, key: string, fingerprint: string): Outcome | undefined {
  const saved = scope.idempotency.find(key, path, fingerprint, scope.nowMs());
  if (saved === undefined) return undefined;
  const headers = { 'idempotent-replayed': 'true', 'original-request': saved.requestId };
  return { status: saved.status, text: saved.text, headers, replayed: true };
}

function remember(
  { scope, path, requestId }: Call,
  key: string,
  fingerprint: string,
  { status, text }: Outcome,
): void {
  scope.idempotency.save(key, {
    path,
    fingerprint,
    requestId,
    status,
    text,
    savedMs: scope.nowMs(),
  });
}

/** The answer to a request that was refused. Anything thrown that is not a StripeError is a bug, and answers 500. */
export function refused(
  { scope, requestId }: Pick<Call, 'scope' | 'requestId'>,
  thrown: unknown,
  notes: readonly string[] = [],
): Outcome {
  const error = asStripeError(thrown, (text) => scope.settings.log({ kind: 'error', text }));
  return {
    status: error.status,
    text: JSON.stringify(errorBody(error, requestId, scope.seconds())),
    headers: error.headers,
    error: error.body,
    note: notes.length === 0 ? undefined : notes.join(' '),
  };
}
