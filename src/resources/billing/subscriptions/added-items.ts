import { errors } from '../../../core/catalogue.ts';
import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import type { LineDraft } from '../invoices/lines.ts';
import type { AddedItem } from './item-parameters.ts';
import type { Proration } from './lines.ts';
import type { ChosenPrice } from './price-choice.ts';

/* What is billed once, beside what comes again: it waits as items of the next invoice. */

/** An item that can be made. */
export interface AddedDraft extends ChosenPrice {
  readonly line: LineDraft;
}

/** Decides on what a call adds; may refuse it, and writes nothing. */
export function addedDrafts(
  _scope: Scope,
  _subscription: Subscription,
  items: readonly AddedItem[] | undefined,
): readonly AddedDraft[] {
  if (items === undefined || items.length === 0) return [];
  throw errors.notYetEmulated('add_invoice_items', 'Name a price in items.');
}

/** What waits to be billed with the next invoice of a subscription. */
export interface Pending {
  readonly lines: readonly LineDraft[];
}

export const dueItems = (_scope: Scope, _subscription: Subscription): Pending => ({ lines: [] });
export function takeUp(_scope: Scope, _pending: Pending, _invoice: string): void {}
export const keepAdded = (
  _scope: Scope,
  added: readonly AddedDraft[],
  _invoice: string | null,
): readonly LineDraft[] => added.map(({ line }) => line);

/** Keeps prorations as items of the next invoice. */
export function keepProrations(
  _scope: Scope,
  _subscription: Subscription,
  prorations: readonly Proration[],
): void {
  if (prorations.length > 0) throw errors.notYetEmulated('prorations', 'Use proration_behavior=none.');
}
