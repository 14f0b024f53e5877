import type { InstitutionCatalogue } from '../bank/institutions.ts';
import type { FormValue } from '../core/form.ts';
import { type HashShape, hash, type Shape } from '../core/shape.ts';
import type { ApiObject } from '../model/wire.ts';
import type { ApiResource } from '../options/options.ts';
import type { Twins } from '../options/twins.ts';
import type { Answer, Outcome } from '../resources/operation.ts';
import type { Scope } from '../sandbox/scope.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import type { World, Worlds } from '../world/worlds.ts';

/** What the sandboxes of one emulator share, and actions need. */
export interface Tools {
  readonly institutions: InstitutionCatalogue;
  readonly dispatcher: Dispatcher;
  readonly worlds: Worlds;
}

export interface ActionContext<P> {
  readonly world: World;
  /** The platform's scope, or that of the connected account that the call names. */
  readonly scope: Scope;
  /** The id in the path; empty if there is none. */
  readonly id: string;
  readonly params: P;
  /** The body as it came, where the types of JSON matter; its text as it arrives, where it is streamed. */
  readonly body: unknown;
  readonly tools: Tools;
  /** Tells when the caller has hung up. */
  readonly gone: AbortSignal | undefined;
}

type Method = 'GET' | 'POST' | 'PUT';

/** What a twin is made with: the sandbox that the method belongs to, and the action itself. */
export interface InProcess {
  readonly tools: Tools;
  /** The world of the sandbox, with all done that is due by now. */
  readonly world: () => World;
  /**
   * Runs the action on the account that has the object, and answers the object as the endpoint would. Of several actions, the
   * first whose object it is; the first of all where there is none.
   */
  readonly act: (id: string, body: unknown, actions?: readonly Action[]) => Promise<ApiResource>;
  /** What the endpoint would answer for an object of the API. */
  readonly shown: (scope: Scope, record: ApiObject) => ApiResource;
}

/** The in-process method of an action. */
export interface Twin<Name extends keyof Twins = keyof Twins> {
  readonly name: Name;
  /** How the method is called, for the documentation. */
  readonly call: string;
  readonly make: (inProcess: InProcess) => Twins[Name];
}

/** Something that a user, a bank or time would do: its route, its twin, its documentation and its tests derive from it. */
export interface Action<Name extends keyof Twins = keyof Twins> {
  readonly method: Method;
  /** Below `/_emulator`, with `:id` for the id that it takes. */
  readonly path: string;
  /** What it does, in a sentence or two of Markdown. */
  readonly about: string;
  /** Its parameters by their bracketed names, for the documentation and for tests. */
  readonly names: readonly string[];
  /** Needs no sandbox, and so no key. */
  readonly open: boolean;
  /** Whether the body is read before the action runs, or by the action as it arrives. */
  readonly body: 'parsed' | 'streamed';
  /** An object of the API, rendered as the API would; or a document of the control surface's own. */
  readonly answers: 'object' | 'document';
  /** How the documentation names the twin. */
  readonly twinCall: string;
  readonly twin: Twin<Name> | undefined;
  /** Fields of the answer that are expanded. */
  readonly expand: readonly string[];
  /** Whether an account has what the id names: a method has no header to name a connected account with. */
  readonly has: (scope: Scope, id: string) => boolean;
  readonly parse: (form: FormValue) => unknown;
  readonly run: (context: ActionContext<never>) => unknown;
}

interface Declaration<P, Name extends keyof Twins, Answers extends 'object' | 'document'> {
  readonly about: string;
  /** None, when not given: an action that takes no parameters refuses them. */
  readonly params?: Shape<P>;
  /** Instead of `params`, for a body that is read as it comes. */
  readonly names?: readonly string[];
  readonly open?: boolean;
  /** `parsed` when not given. */
  readonly body?: Action['body'];
  /** `document` when not given. */
  readonly answers?: Answers;
  readonly twin?: Twin<Name>;
  /** For an action that is part of a twin which another one makes. */
  readonly twinCall?: string;
  readonly expand?: readonly string[];
}

/** Needed of an action with an id and a method: whether an account has what the id names. */
type Owned<Path extends string, Name extends keyof Twins> = Path extends `${string}/:id${string}`
  ? [Name] extends [never]
    ? { readonly has?: Action['has'] }
    : { readonly has: Action['has'] }
  : { readonly has?: never };

/** What an action that answers an object has to give; a refusal instead tells of what has happened all the same. */
type Result<Answers> = Answers extends 'object' ? Outcome | Promise<Answer> : unknown;

const NO_PARAMS: Shape<object> = hash({});

/** One action. What `run` does before it first awaits, it does on the request's behalf. */
export function action<
  const Path extends string,
  P = object,
  Name extends keyof Twins = never,
  Answers extends 'object' | 'document' = 'document',
>(
  method: Method,
  path: Path,
  declaration: Declaration<P, Name, Answers> & Owned<Path, Name>,
  run: (context: ActionContext<P>) => Result<Answers>,
): Action<Name> {
  const { about, names, open = false, body = 'parsed', answers = 'document', twin } = declaration;
  const { expand = [], has = () => false } = declaration;
  const params: Shape<unknown> = declaration.params ?? NO_PARAMS;
  return {
    method,
    path,
    about,
    names: names ?? namesIn(params),
    open,
    body,
    answers,
    twin,
    twinCall: declaration.twinCall ?? twin?.call ?? '',
    expand,
    has,
    parse: (form) => (names === undefined ? params(form, '') : {}),
    // `parse` gives exactly what `run` takes: the two only meet in the table, where the parameters' type is forgotten.
    run: run as Action['run'],
  };
}

/** The bracketed names of a table of parameters, as far as it can be walked. */
function namesIn(shape: Shape<unknown>, path = ''): readonly string[] {
  // A cast: those that have members are tables, and of the others nothing is asked.
  const { members = {} } = shape as Partial<HashShape<Record<string, Shape<unknown>>>>;
  return Object.entries(members).flatMap(([name, member]) => {
    const whole = path === '' ? name : `${path}[${name}]`;
    const inner = namesIn(member, whole);
    return inner.length === 0 ? [whole] : inner;
  });
}

/** The in-process method of an action: `call` is how the documentation writes it. */
export const twin = <const Name extends keyof Twins>(
  name: Name,
  call: `${NoInfer<Name>}${'(' | '.'}${string}`,
  make: (inProcess: InProcess) => Twins[Name],
): Twin<Name> => ({ name, call, make });
