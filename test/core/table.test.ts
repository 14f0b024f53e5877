import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageOf } from '../../src/core/list.ts';
import { type PageRequest, Table } from '../../src/core/table.ts';

interface Row {
  readonly id: string;
  readonly created: number;
  readonly color: 'red' | 'blue' | null;
}
type Step =
  | { readonly do: 'put' | 'replace'; readonly row: Row }
  | { readonly do: 'delete' | 'forget'; readonly id: string };

const id = fc.nat(30).map((number) => `row_${number}`);
// Few instants, so that most records share theirs.
const row = fc.record({ id, created: fc.nat(4), color: fc.constantFrom('red', 'blue', null) });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constantFrom('put', 'replace'), row }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete'), id }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('forget'), id }) },
);

const newTable = () => new Table<Row, 'color'>({ indexes: { color: ({ color }) => color } });

/** The same rows in a plain array, newest first: by instant, then as they came. */
class Model {
  #rows: (Row & { readonly sequence: number })[] = [];
  #sequence = 0;

  apply(step: Step, table: Table<Row, 'color'>): void {
    if ('id' in step) {
      table[step.do](step.id);
      this.#rows = this.#rows.filter(({ id }) => id !== step.id);
      return;
    }
    const known = this.#rows.find(({ id }) => id === step.row.id);
    if (step.do === 'replace' && known === undefined) return;
    table.put(step.row);
    this.#rows = this.#rows.filter((other) => other !== known);
    this.#rows.push({ ...step.row, sequence: known?.sequence ?? this.#sequence++ });
  }

  list(wanted: (row: Row) => boolean = () => true): readonly string[] {
    const ordered = this.#rows
      .filter(wanted)
      .sort((a, b) => b.created - a.created || b.sequence - a.sequence);
    return ordered.map((row) => row.id);
  }
}

function filled(steps: readonly Step[]): { table: Table<Row, 'color'>; model: Model } {
  const table = newTable();
  const model = new Model();
  for (const next of steps) model.apply(next, table);
  return { table, model };
}

/** All pages after each other, as auto-pagination asks for them. */
function walked(
  table: Table<Row, 'color'>,
  request: PageRequest<Row, 'color'>,
  direction: 'after' | 'before',
  between: () => void = () => {},
): readonly string[] {
  const ids: string[] = [];
  const oldest = [...table.values()].at(0)?.id;
  let cursor: string | undefined = direction === 'before' ? oldest : undefined;
  for (let pages = 0; pages < 100; pages++) {
    const { records, hasMore } = table.page({
      ...request,
      ...(cursor === undefined ? {} : { [direction]: cursor }),
    });
    const page = records.map((record) => record.id);
    if (direction === 'after') ids.push(...page);
    else ids.unshift(...page);
    expect(page.length).toBe(hasMore ? request.limit : page.length);
    if (!hasMore) return ids;
    cursor = direction === 'after' ? page.at(-1) : page[0];
    between();
  }
  throw new Error('There is no end of pages.');
}

const steps = fc.array(step, { maxLength: 60 });
const limit = fc.integer({ min: 1, max: 5 });
const color = fc.constantFrom('red' as const, 'blue' as const, undefined);
const bounds = fc.record({
  from: fc.option(fc.nat(5), { nil: undefined }),
  to: fc.option(fc.nat(5), { nil: undefined }),
});

describe('pages', () => {
  it('are the list when laid end to end, newest first, whatever ties in time and however filtered', () => {
    fc.assert(
      fc.property(steps, limit, color, bounds, (given, size, key, { from, to }) => {
        const { table, model } = filled(given);
        const wanted = (row: Row) =>
          (key === undefined || row.color === key) && row.created >= (from ?? 0) && row.created <= (to ?? 9);

        const pages = walked(table, { limit: size, index: 'color', key, from, to }, 'after');

        expect(pages).toEqual(model.list(wanted));
      }),
      { numRuns: 3_000 },
    );
  });

  it('are the list when walked backwards from its end', () => {
    fc.assert(
      fc.property(steps, limit, color, (given, size, key) => {
        const { table, model } = filled(given);
        const oldest = [...table.values()].at(0)?.id;

        const pages = walked(table, { limit: size, index: 'color', key }, 'before');

        expect(pages).toEqual(
          oldest === undefined
            ? []
            : model.list((row) => key === undefined || row.color === key).filter((other) => other !== oldest),
        );
      }),
      { numRuns: 3_000 },
    );
  });

  it('neither lose nor repeat what stays, while other records come and go between them', () => {
    fc.assert(
      fc.property(
        steps,
        limit,
        fc.constantFrom('after', 'before'),
        fc.array(step, { maxLength: 40 }),
        (given, size, direction, meanwhile) => {
          const { table, model } = filled(given);
          const before = model.list();
          const oldest = before.at(-1);
          const cuts = meanwhile.filter((next, at) => {
            if (next.do === 'delete') return true;
            // A record whose own time changes moves, and may be met twice.
            const isNew = (other: string) =>
              !before.includes(other) &&
              !meanwhile.slice(0, at).some((past) => 'row' in past && past.row.id === other);
            return next.do === 'put' && isNew(next.row.id);
          });
          const untouched = new Set(
            before.filter((known) => !cuts.some((next) => 'id' in next && next.id === known)),
          );

          const pages = walked(table, { limit: size }, direction, () => {
            const next = cuts.pop();
            if (next !== undefined) model.apply(next, table);
          });

          const seen = pages.filter((known) => untouched.has(known));
          expect(seen).toEqual(
            before.filter((known) => untouched.has(known) && (direction === 'after' || known !== oldest)),
          );
          expect(new Set(pages).size).toBe(pages.length);
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('are the same from a table that was saved and restored', () => {
    fc.assert(
      fc.property(steps, limit, color, fc.option(id), (given, size, key, cursor) => {
        const { table } = filled(given);
        const restored = newTable();
        for (const [row, deleted] of table.entries()) restored.putBack({ ...row }, deleted);
        const request = {
          limit: size,
          index: 'color' as const,
          key,
          ...(cursor !== null && table.isCursor(cursor) ? { after: cursor } : {}),
        };

        expect(restored.page(request)).toEqual(table.page(request));
        expect([...restored.entries()]).toEqual([...table.entries()]);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a record', () => {
  it('is found as it was last put, and not at all once it is deleted', () => {
    fc.assert(
      fc.property(steps, id, (given, wanted) => {
        const { table, model } = filled(given);
        const isThere = model.list().includes(wanted);

        expect(table.get(wanted) !== undefined).toBe(isThere);
        expect(table.deleted(wanted) !== undefined && isThere).toBe(false);
        const record = table.get(wanted);
        if (record !== undefined) expect(table.textOf(record)).toBe(JSON.stringify(record, null, 2));
      }),
    );
  });

  it('has no stored text once it is replaced', () => {
    const table = newTable();
    const first = table.put({ id: 'row_1', created: 1, color: 'red' });
    table.put({ ...first, color: 'blue' });

    expect(table.textOf(first)).toBeUndefined();
  });
});

describe('a list', () => {
  const table = newTable();
  for (let number = 0; number < 120; number++) table.put({ id: `row_${number}`, created: 0, color: null });
  const list = (params: object, outOfRange: 'error' | 'clamped' = 'error') =>
    pageOf(table, { url: '/v1/rows', noun: 'row', params, outOfRange });

  it('has ten records unless told otherwise', () => {
    expect(list({}).data.map((record) => record.id)).toEqual(
      Array.from({ length: 10 }, (_, at) => `row_${119 - at}`),
    );
    expect(list({ limit: 100 }).data).toHaveLength(100);
  });

  it('gives the page adjacent to ending_before', () => {
    expect(list({ limit: 2, ending_before: 'row_5' })).toMatchObject({
      data: [{ id: 'row_7' }, { id: 'row_6' }],
      has_more: true,
    });
    expect(list({ limit: 2, ending_before: 'row_118' })).toMatchObject({
      data: [{ id: 'row_119' }],
      has_more: false,
    });
  });

  it.each([
    [{ limit: 0 }, 'This value must be greater than or equal to 1.'],
    [{ limit: 101 }, 'This value must be less than or equal to 100.'],
    [{ starting_after: 'row_x' }, "No such row: 'row_x'"],
    [{ ending_before: 'row_x', starting_after: 'row_1' }, "No such row: 'row_x'"],
    [
      { ending_before: 'row_2', starting_after: 'row_1' },
      'Received both starting_after and ending_before parameters. Please pass in only one.',
    ],
  ])('refuses %j', (params, message) => {
    expect(() => list(params)).toThrow(message);
  });

  it('clamps its limit where that is assumed', () => {
    expect(list({ limit: 0 }, 'clamped').data).toHaveLength(1);
    expect(list({ limit: 101 }, 'clamped').data).toHaveLength(100);
  });
});
