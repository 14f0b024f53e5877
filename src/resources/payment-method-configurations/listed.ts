import type { PageCursor, PageSource } from '../../core/list.ts';
import type { PageOf } from '../../core/table.ts';
import type { PaymentMethodConfiguration } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { CONFIGURATION, originalDefault } from './record.ts';

interface Filter {
  readonly active?: boolean;
  /** Null asks for those of no application (assumed: an empty text unsets). */
  readonly application?: string | null;
}

/**
 * The configurations of a list, newest first. The default one that nobody has created is older than all others, so that it
 * stands behind them: it is in the table only since it was changed, or not at all.
 */
export function listed(
  scope: Scope,
  { active, application }: Filter,
): PageSource<PaymentMethodConfiguration> {
  const table = scope.tables[CONFIGURATION];
  const fits = (one: PaymentMethodConfiguration): boolean =>
    (active === undefined || one.active === active) &&
    (application === undefined || one.application === application);
  const last = originalDefault(scope);
  const isOther = (one: PaymentMethodConfiguration): boolean => one.id !== last?.id && fits(one);
  const index = application == null ? {} : ({ index: 'application', key: application } as const);
  const filter = { ...index, where: isOther };

  function page(cursor: PageCursor): PageOf<PaymentMethodConfiguration> {
    const { after, before, limit } = cursor;
    if (last === undefined) return table.page({ ...filter, ...cursor });
    if (after === last.id) return { records: [], hasMore: false };
    if (before === last.id) return upwards(limit);
    const found = table.page({ ...filter, ...cursor });
    if (before !== undefined || found.hasMore || !fits(last)) return found;
    return found.records.length < limit
      ? { records: [...found.records, last], hasMore: false }
      : { ...found, hasMore: true };
  }

  /** Those next to the last one. */
  function upwards(limit: number): PageOf<PaymentMethodConfiguration> {
    const records: PaymentMethodConfiguration[] = [];
    for (const one of table.walk(index)) {
      if (!isOther(one)) continue;
      if (records.length === limit) return { records: records.reverse(), hasMore: true };
      records.push(one);
    }
    return { records: records.reverse(), hasMore: false };
  }

  return { isCursor: (id) => id === last?.id || table.isCursor(id), page };
}
