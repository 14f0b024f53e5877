import type { StripeError } from '../core/errors.ts';
import type { FormHash } from '../core/form.ts';
import type { List } from '../core/list.ts';
import {
  arrayOf,
  type HashShape,
  hash,
  optional,
  type Params,
  type Shape,
  type Shapes,
  string,
} from '../core/shape.ts';
import type { ObjectType } from '../model/records.ts';
import type {
  AccountInferredBalance,
  AccountLink,
  AccountOwner,
  AccountSession,
  ApiObject,
  Balance,
  Capability,
  Institution,
  LineItem,
  LoginLink,
  Plan,
  SubscriptionItem,
  Transaction,
} from '../model/wire.ts';
import type { Scope } from '../sandbox/scope.ts';

/** A page of search results in the form in which Stripe answers it. */
interface SearchResult {
  readonly object: 'search_result';
  readonly data: readonly ApiObject[];
  readonly has_more: boolean;
  readonly next_page: string | null;
  readonly total_count?: number;
  readonly url: string;
}

/** What is asked for and kept nowhere, and has no id. */
export type Unkept = AccountLink | AccountSession | Balance | LoginLink;

export type Answer = ApiObject | Unkept | List<ApiObject> | SearchResult;

/** What is answered: what is kept, and what is made of it for an answer. */
type AnsweredType =
  | ObjectType
  | AccountInferredBalance['object']
  | AccountOwner['object']
  | LineItem['object']
  | Capability['object']
  | Unkept['object']
  | Institution['object']
  | Plan['object']
  | SubscriptionItem['object']
  | Transaction['object'];

/**
 * What an operation comes to. A refusal that it throws leaves nothing behind; one that it returns tells of what has
 * happened all the same: a charge that failed, an attempt that was counted.
 */
export type Outcome = Answer | StripeError;

export interface OperationContext<P> {
  readonly scope: Scope;
  /** The id in the path; empty if there is none. Where there are several, they are taken by name, from `path`. */
  readonly id: string;
  /** All the ids in the path, by name. */
  readonly path: Readonly<Record<string, string>>;
  readonly params: P;
  readonly expand: readonly string[];
  readonly version: string;
  /** The version the caller or the configuration has named; null when it is just the newest. */
  readonly askedVersion: string | null;
  readonly header: (name: string) => string | null;
  /** The id of the account whose key it is. */
  readonly ownAccount: () => string;
  /** The call comes from a browser: a publishable key with a client_secret. */
  readonly publishable: boolean;
  /** Adds an explanation that Stripe would not give, in the header `Emulator-Note` and in the log. */
  readonly note: (sentence: string) => void;
}

export type Method = 'GET' | 'POST' | 'DELETE';

/** An endpoint: the route, the documentation and the tests of "every endpoint" all derive from these. */
export interface Operation {
  readonly method: Method;
  /** With `:names` for ids. */
  readonly path: string;
  /** `METHOD path`, by which tables name it. */
  readonly name: string;
  /** The object type it answers with, or of which it answers a list; what `expand` is checked against. */
  readonly answers: AnsweredType;
  readonly list: boolean;
  /** May be called with a publishable key and a client_secret. */
  readonly publishable: boolean;
  readonly params: HashShape<Record<string, Shape<unknown>>>;
  /** Only previews have the endpoint. */
  readonly ofPreviews: boolean;
  /** The authentication flow's own: its answers are no objects of the API, have one form, and expand nothing. */
  readonly ofFlow: boolean;
  /** The parameters under a preview; the same ones, where previews have no others. */
  readonly paramsOfPreviews: HashShape<Record<string, Shape<unknown>>>;
  /** The SDK's name of its parameters, for the tests that hold one against the other. */
  readonly sdkParams: string;
  readonly parse: (form: FormHash, isPreview?: boolean) => { readonly expand?: readonly string[] };
  readonly run: (context: OperationContext<never>) => Outcome;
}

// Every endpoint takes `expand` (Stripe's OpenAPI spec).
const EXPAND = optional(arrayOf(string()));

interface Declaration<S, Previews> {
  readonly answers: AnsweredType;
  readonly list?: boolean;
  readonly publishable?: boolean;
  /** Only previews have it: for all others its path leads nowhere. */
  readonly ofPreviews?: boolean;
  readonly ofFlow?: boolean;
  readonly sdkParams: string;
  readonly params: S;
  /** Parameters that previews have besides, which are optional, and those that they read in another way. */
  readonly previews?: Previews;
}

type NoShapes = Readonly<Record<never, Shape<unknown>>>;

/** What previews may say of parameters: all that other versions take, they take as well. */
type PreviewsOf<S> = { readonly [K in keyof S]?: Shape<unknown> } & Shapes;

/** The parameters of both: those that previews read in another way have the type that they read. */
type Both<S, Previews> = Params<Omit<S, keyof Previews> & Previews>;

/** One endpoint of one resource. `run` is synchronous: a request happens entirely or not at all. */
export function operation<const S extends Shapes, const Previews extends PreviewsOf<S> = NoShapes>(
  method: Method,
  path: string,
  {
    answers,
    list = false,
    publishable = false,
    ofPreviews = false,
    ofFlow = false,
    sdkParams,
    params,
    previews,
  }: Declaration<S, Previews>,
  run: (context: OperationContext<Both<S, Previews>>) => Outcome,
): Operation {
  const parser = hash({ ...params, expand: EXPAND });
  const parserOfPreviews = previews === undefined ? parser : hash({ ...params, ...previews, expand: EXPAND });
  return {
    method,
    path,
    name: `${method} ${path}`,
    answers,
    list,
    publishable,
    sdkParams,
    ofPreviews,
    ofFlow,
    params: parser,
    paramsOfPreviews: parserOfPreviews,
    parse: (form, isPreview = false) => (isPreview ? parserOfPreviews : parser)(form, ''),
    // A cast: `parse` gives what `run` takes, but the table of operations does not keep the type of the parameters.
    run: run as Operation['run'],
  };
}
