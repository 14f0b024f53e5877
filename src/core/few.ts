import type { PageSource } from './list.ts';
import type { Table } from './table.ts';

/** Pages of the few records of a table that a list names, in the order of lists: they cost what their number does. */
export function fewOf<R extends { readonly id: string }>(
  table: Table<R, string>,
  ids: readonly string[],
  where: (record: R) => boolean,
): PageSource<R> {
  const there = new Set(ids.filter((id) => table.get(id) !== undefined));
  const newestFirst = [...there].sort((a, b) => (table.isNewer(a, b) ? -1 : 1));
  const records = newestFirst.flatMap((id) => table.get(id) ?? []).filter(where);
  return {
    isCursor: (id) => table.isCursor(id),
    page: ({ limit, after, before }) => {
      const candidates = records.filter(
        ({ id }) =>
          (after === undefined || table.isNewer(after, id)) &&
          (before === undefined || table.isNewer(id, before)),
      );
      const page = before === undefined ? candidates.slice(0, limit) : candidates.slice(-limit);
      return { records: page, hasMore: candidates.length > limit };
    },
  };
}
