import { errors } from './catalogue.ts';
import { integer, optional, string } from './shape.ts';
import type { PageOf, PageRequest, Table } from './table.ts';

const DEFAULT_LIMIT = 10;
const MAX_LIMIT = 100;

/** The parameters of every list, as its table spreads them. */
export const pagination = {
  limit: optional(integer()),
  starting_after: optional(string()),
  ending_before: optional(string()),
} as const;

export interface PageParams {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
}

/** A list in the form in which Stripe answers it. */
export interface List<R> {
  readonly object: 'list';
  readonly data: readonly R[];
  readonly has_more: boolean;
  readonly url: string;
}

/** A list within an object, which tells how many there are, in every version (recorded; changelog 2025-03-31.basil). */
export interface CountedList<Member = unknown> {
  readonly object: 'list';
  readonly data: readonly Member[];
  readonly has_more: boolean;
  readonly total_count: number;
  readonly url: string;
}

/** A list within an object of what is not emulated. */
export const emptyList = (url: string): CountedList => ({
  object: 'list',
  data: [],
  has_more: false,
  total_count: 0,
  url,
});

/** Where on a list a page is. */
export interface PageCursor {
  readonly limit: number;
  readonly after?: string | undefined;
  readonly before?: string | undefined;
}

/** What pages are made of: a table, or what is computed as it is asked for. */
export interface PageSource<R> {
  /** Whether `id` may stand in `starting_after` or `ending_before`. */
  isCursor(id: string): boolean;
  /** Newest first; `before` gives the page adjacent to its cursor, still newest first. */
  page(cursor: PageCursor): PageOf<R>;
}

interface AskedPage {
  readonly url: string;
  /** Names the object in the error about an unknown cursor. */
  readonly noun: string;
  readonly params: PageParams;
  readonly outOfRange?: 'error' | 'clamped';
}

/** The page of a table that `params` ask for. */
export const pageOf = <R extends { readonly id: string }, Index extends string>(
  table: Table<R, Index>,
  asked: AskedPage,
  filter: Omit<PageRequest<R, NoInfer<Index>>, keyof PageCursor> = {},
): List<R> =>
  pageFrom(
    { isCursor: (id) => table.isCursor(id), page: (cursor) => table.page({ ...filter, ...cursor }) },
    asked,
  );

/** The page that `params` ask for. An unknown cursor is an error because restarting from the top would make auto-pagination endless. */
export function pageFrom<R>(
  source: PageSource<R>,
  { url, noun, params, outOfRange = 'error' }: AskedPage,
): List<R> {
  const { starting_after: after, ending_before: before } = params;
  // The error about an unknown cursor comes before the one about two cursors (recorded).
  if (after !== undefined && !source.isCursor(after))
    throw errors.resourceMissingInParameter(noun, after, 'starting_after');
  if (before !== undefined && !source.isCursor(before))
    throw errors.resourceMissingInParameter(noun, before, 'ending_before');
  if (after !== undefined && before !== undefined) throw errors.bothCursors();
  const { records, hasMore } = source.page({ limit: limitOf(params.limit, outOfRange), after, before });
  return { object: 'list', data: records, has_more: hasMore, url };
}

/** The number of records on a page: from 1 to 100, 10 by default. */
export function limitOf(limit: number | undefined, outOfRange: 'error' | 'clamped'): number {
  if (limit === undefined) return DEFAULT_LIMIT;
  if (outOfRange === 'clamped') return Math.min(MAX_LIMIT, Math.max(1, limit));
  if (limit < 1) throw errors.integerTooSmall('limit', 1);
  if (limit > MAX_LIMIT) throw errors.integerTooLarge('limit', MAX_LIMIT);
  return limit;
}
