import type { Subscription } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { invoiceOfDraft } from '../invoices/drafting.ts';
import { type LineDraft, lineOf, withLines } from '../invoices/lines.ts';
import { UPCOMING, unborn } from '../invoices/unborn.ts';
import { dueItems } from './added-items.ts';
import { invoiceDraftOf } from './invoicing.ts';
import { nextEnd } from './items.ts';
import { isBilled } from './lifecycle.ts';
import type { UpdateParams } from './parameters.ts';
import { SUBSCRIPTION } from './record.ts';
import { nextPeriod, periodBefore } from './renewal.ts';
import { decideUpdate } from './updating.ts';

/* What the next invoice of a subscription will have. */

/** The lines of an invoice that does not exist yet. */
export interface Upcoming {
  /** With the changes that were asked for. */
  readonly subscription: Subscription;
  readonly lines: readonly LineDraft[];
  /** When it is made: now, or as the period ends. */
  readonly at: number;
  /** That of the invoice itself: the one that is over then. */
  readonly period: { readonly start: number; readonly end: number };
}

/** What the next invoice of a subscription would have, with changes that an update could make; undefined if none will come. */
export function upcomingLines(
  scope: Scope,
  subscription: Subscription,
  changes: UpdateParams = {},
): Upcoming | undefined {
  const { after, isBilledNow, lines, prorationLines } = decideUpdate(scope, subscription, changes);
  const pending = [...dueItems(scope, subscription).lines, ...prorationLines];
  const now = scope.seconds();
  if (isBilledNow)
    return { subscription: after, lines: [...pending, ...lines], at: now, period: { start: now, end: now } };
  const at = nextEnd(after);
  const ends = after.cancel_at !== null && after.cancel_at <= at;
  if (!isBilled(after) || (ends && pending.length === 0)) return undefined;
  const next = nextPeriod(scope, after, at);
  return {
    subscription: after,
    lines: [...pending, ...(ends ? [] : next.lines)],
    at,
    period: periodBefore(after, at),
  };
}

/** The job some days before a period ends: its invoice is told of, which has no id yet (recorded). */
export function announceInvoice(scope: Scope, id: string): void {
  const subscription = scope.tables[SUBSCRIPTION].get(id);
  const upcoming = subscription === undefined ? undefined : upcomingLines(scope, subscription);
  if (subscription === undefined || upcoming === undefined) return;
  const draft = invoiceDraftOf(subscription, { reason: 'subscription_cycle', ...upcoming });
  const blank = invoiceOfDraft(scope, draft, UPCOMING);
  const lines = draft.lines.map((line, at) => lineOf(scope, blank.id, line, `il_tmp_${at}`));
  scope.emit('invoice.upcoming', unborn(withLines(blank, lines)));
}
