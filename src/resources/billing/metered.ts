import { sentence } from '../../core/sentence.ts';
import type { Price } from '../../model/wire.ts';
import type { OperationContext } from '../operation.ts';

/** Says of prices that are named whose usage nothing counts. */
export function noteMetered(
  { note }: Pick<OperationContext<never>, 'note'>,
  prices: readonly Pick<Price, 'id' | 'recurring'>[],
): void {
  const metered = prices.filter(({ recurring }) => recurring?.usage_type === 'metered').map(({ id }) => id);
  if (metered.length === 0) return;
  const ids = [...new Set(metered)].join(', ');
  note(
    sentence`Usage of the metered price ${ids} is not counted in this emulator, and none is billed: docs/billing.md, "Products and prices".`,
  );
}
