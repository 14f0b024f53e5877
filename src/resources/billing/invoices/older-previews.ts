import { type FormHash, isHash } from '../../../core/form.ts';
import { pageOf, pagination } from '../../../core/list.ts';
import { Table } from '../../../core/table.ts';
import { nounOf } from '../../../model/records.ts';
import type { InvoiceLineItem } from '../../../model/wire.ts';
import { type Operation, operation } from '../../operation.ts';
import { LINE } from './lines.ts';
import { previewOf } from './preview.ts';
import { PREVIEW } from './preview-parameters.ts';
import { INVOICE } from './record.ts';
import { UPCOMING, unborn } from './unborn.ts';

/*
 * Previews as they were asked for before 2025-03-31.basil, which took these endpoints away (changelog): by other names, and
 * answered without an id (stripe-node types of 17: Invoice.id).
 */

const PATH = `/v1/invoices/${UPCOMING}`;

/** What was said of a subscription at the root, and is in a hash since (stripe-node types of 17 and 18). */
const ROOT = /^subscription_(?=billing_cycle_anchor$|cancel_|items$|proration_|start_date$|trial_end$)/;

/** The parameters by the names of `create_preview`. */
function renamed(form: FormHash): FormHash {
  const { subscription_details: said, coupon, ...rest } = form;
  const details = Object.entries(rest).filter(([name]) => ROOT.test(name));
  if (details.length === 0 && coupon === undefined) return form;
  const others = Object.entries(rest).filter(([name]) => !ROOT.test(name));
  return {
    ...Object.fromEntries(others),
    ...(coupon === undefined ? {} : { discounts: { 0: { coupon } } }),
    subscription_details: {
      ...(isHash(said) ? said : {}),
      ...Object.fromEntries(details.map(([name, value]) => [name.replace(ROOT, ''), value])),
    },
  };
}

const byOlderNames = (preview: Operation): Operation => ({
  ...preview,
  parse: (form, isPreview) => preview.parse(renamed(form), isPreview),
});

const retrieve = operation(
  'GET',
  PATH,
  { answers: INVOICE, sdkParams: 'InvoiceCreatePreviewParams', params: PREVIEW },
  ({ scope, version, params }) => unborn(previewOf({ scope, version }, params, UPCOMING).invoice),
);

const list = operation(
  'GET',
  `${PATH}/lines`,
  {
    answers: LINE,
    list: true,
    sdkParams: 'InvoiceCreatePreviewParams',
    params: { ...pagination, ...PREVIEW },
  },
  ({ scope, version, params }) => {
    const lines = new Table<InvoiceLineItem>();
    // A page begins with the last that was put.
    for (const line of previewOf({ scope, version }, params, UPCOMING).lines.toReversed()) lines.put(line);
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    return pageOf(lines, { url: `${PATH}/lines`, noun: nounOf(LINE), params, outOfRange }, {});
  },
);

/** The first version that no longer has them. */
export const UPCOMING_UNTIL = '2025-03-31.basil';

/** Endpoints of versions before that one, and of no other. */
export const olderPreviewOperations: readonly Operation[] = [retrieve, list].map(byOlderNames);
