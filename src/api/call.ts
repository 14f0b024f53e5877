import { accountOfKey } from '../core/account-id.ts';
import { errors } from '../core/catalogue.ts';
import { StripeError, type StripeErrorBody } from '../core/errors.ts';
import { decodeForm, type FormHash } from '../core/form.ts';
import { jsonText } from '../core/json-text.ts';
import type { ApiKey } from '../core/keys.ts';
import { areKept, parametersDigest } from '../core/parameters-digest.ts';
import { elementsOf } from '../core/shape.ts';
import { newestForm, noteOnValue } from '../model/versions/asking.ts';
import { checkExpansion } from '../model/versions/expansion.ts';
import { isPreview } from '../model/versions/version-string.ts';
import type { Operation, OperationContext } from '../resources/operation.ts';
import { noteOfEffects } from '../resources/params/without-effect.ts';
import type { Scope } from '../sandbox/scope.ts';
import { objectElsewhere } from '../world/elsewhere.ts';
import type { World, Worlds } from '../world/worlds.ts';
import { answerText, asStripeError, errorBody, errorIn } from './render.ts';
import type { ApiRequest } from './request.ts';
import { withheld } from './withheld.ts';

/** One request, from its headers to its answer. */
export interface Call {
  readonly world: World;
  /** Where else what is missing is looked for. */
  readonly worlds: Worlds;
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
  /** Whether the endpoint has begun to execute: only then is an answer saved under its key. */
  readonly hasBegun?: boolean;
  /** The id of the request that was carried out, where its answer is given again. */
  readonly original?: string;
  readonly error?: object;
  readonly note?: string | undefined;
}

type Refusal = Outcome & { readonly error: StripeErrorBody };

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
    const saved = key === null ? undefined : replayed(call, key, form);
    if (saved !== undefined) return saved;
    const { params, expand } = parsed(call, operation, form, (text) => void notes.push(text));
    const save =
      key === null ? undefined : (outcome: Outcome) => remember(call, key, parametersDigest(form), outcome);
    return executed(call, operation, { ids, form, params, expand, notes }, save);
  } catch (thrown) {
    return refused(call, thrown, notes);
  }
}

interface Parsed {
  readonly ids: Readonly<Record<string, string>>;
  readonly form: FormHash;
  readonly params: unknown;
  readonly expand: readonly string[];
  readonly notes: string[];
}

const MALFORMED = /^parameter_(?:invalid_\w+|unknown)$/;

/**
 * Whether a refusal counts as one before the endpoint began, wherever it is thrown: that a parameter is none that can be
 * (recorded of amount 0), or that the id in the path is of nothing (recorded of PaymentMethods), of which alone Stripe
 * says 404.
 */
const precedesExecution = ({ status, error: { code } }: Refusal): boolean =>
  status === 404 || (code !== undefined && MALFORMED.test(code));

// A refusal before this point saves no answer under the idempotency key (docs: api/idempotent_requests); from here on
// every answer is saved, but for those refusals that count as before.
function executed(
  call: Call,
  operation: Operation,
  { ids, form, params, expand, notes }: Parsed,
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
    ownAccount: () => accountOfKey(key.name),
    publishable: key.kind === 'publishable',
    note: (sentence: string) => void notes.push(sentence),
  };
  let outcome: Outcome;
  try {
    // Before anything happens: what fails by then would leave what it has done behind.
    const effects = noteOfEffects(operation.name, form);
    // `parsed` has made exactly the parameters that `run` takes.
    const answer = scope.sandbox.onBehalfOf({ id: requestId, idempotencyKey }, () =>
      operation.run(context as OperationContext<never>),
    );
    // Thrown only here, where what has happened is not taken back.
    if (answer instanceof StripeError) throw answer;
    // Not said of what is refused: nothing is taken then.
    notes.push(...effects);
    outcome = {
      status: 200,
      hasBegun: true,
      text: shownTo(key, operation.ofFlow ? jsonText(answer) : answerText(scope, answer, version, expand)),
      note: notes.length === 0 ? undefined : notes.join(' '),
    };
  } catch (thrown) {
    const refusal = refused(call, thrown, notes);
    if (precedesExecution(refusal)) return refusal;
    outcome = { ...refusal, hasBegun: true };
  }
  save?.(outcome);
  return outcome;
}

const shownTo = ({ kind }: ApiKey, text: string): string => (kind === 'publishable' ? withheld(text) : text);

function parsed(
  call: Call,
  operation: Operation,
  form: FormHash,
  note: (text: string) => void,
): { params: object; expand: readonly string[] } {
  const { name, list } = operation;
  let isNoted = false;
  const newest = newestForm(name, form, call, (text) => {
    isNoted = true;
    note(text);
  });
  // As `expand[]=total_count` is (changelog 2025-03-31.basil); no endpoint has this parameter.
  if (list && elementsOf(newest.include)?.includes('total_count') === true)
    throw errors.propertyForbidden('total_count', 'include');
  const { expand = NO_EXPANSIONS, ...params } = read(operation, newest, call, isNoted ? () => {} : note);
  if (!operation.ofFlow) for (const path of expand) checkExpansion(operation, path, call, note);
  return { params, expand };
}

/** The parameters; where only previews take what is refused, `note` is told so. */
function read(
  operation: Operation,
  form: FormHash,
  call: Call,
  note: (text: string) => void,
): ReturnType<Operation['parse']> {
  const asPreview = isPreview(call.version);
  try {
    return operation.parse(form, asPreview);
  } catch (refusal) {
    if (!asPreview && takenByPreviews(operation, form)) note(noteOnValue(call));
    throw refusal;
  }
}

function takenByPreviews(operation: Operation, form: FormHash): boolean {
  if (operation.paramsOfPreviews === operation.params) return false;
  try {
    operation.parse(form, true);
    return true;
  } catch {
    return false;
  }
}

function firstOf(ids: Readonly<Record<string, string>>): string {
  for (const name in ids) return ids[name] ?? '';
  return '';
}

function replayed({ scope, path }: Call, key: string, form: FormHash): Outcome | undefined {
  const isSame = (kept: string) => areKept(form, kept);
  const saved = scope.idempotency.find(key, path, isSame, scope.nowMs());
  if (saved === undefined) return undefined;
  return { status: saved.status, text: saved.text, original: saved.requestId, hasBegun: true };
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
  {
    world,
    worlds,
    scope,
    key,
    requestId,
    version,
  }: Pick<Call, 'world' | 'worlds' | 'scope' | 'key' | 'requestId' | 'version'>,
  thrown: unknown,
  before: readonly string[] = [],
): Refusal {
  const error = asStripeError(thrown, (text) => scope.settings.log({ kind: 'error', text }));
  const { missing, note: own } = error;
  const elsewhere = missing === undefined ? undefined : objectElsewhere(worlds, world, scope, missing);
  // Where the object is says more than what to do without one.
  const given = own === undefined || elsewhere !== undefined ? before : [...before, own];
  const notes = elsewhere === undefined ? given : [...given, elsewhere];
  // In process nobody looks at headers. Where requests are logged, the line of this one has the note.
  if (elsewhere !== undefined) scope.sandbox.sayOnce(elsewhere, { matter: 'elsewhere', requestId });
  const { param, message } = error.body;
  if (given.length > 0)
    scope.sandbox.sayOnce(given.join(' '), { matter: `note on ${param ?? message}`, requestId });
  return {
    status: error.status,
    text: shownTo(
      key,
      jsonText(
        errorIn(
          scope,
          errorBody(error, { account: scope.account ?? accountOfKey(key.name), requestId }),
          version,
        ),
      ),
    ),
    headers: error.headers,
    error: error.body,
    note: notes.length === 0 ? undefined : notes.join(' '),
  };
}
