import { errors } from '../../../core/catalogue.ts';
import { pageOf } from '../../../core/list.ts';
import { type MetadataChange, mergedMetadata } from '../../../core/metadata.ts';
import { nounOf } from '../../../model/records.ts';
import type { Invoice } from '../../../model/wire.ts';
import { type Operation, operation } from '../../operation.ts';
import {
  addedLines,
  changedLine,
  checkLinesEditable,
  keepChange,
  requireLine,
  withoutLines,
} from './line-changes.ts';
import { ADD, CHANGE, LIST_LINES, REMOVE, UPDATE_LINE } from './line-parameters.ts';
import { LINE, linesOf } from './lines.ts';
import { INVOICE } from './record.ts';

const PATH = '/v1/invoices/:invoice';

const metadataOf = ({ metadata }: Invoice, change: MetadataChange | undefined): Invoice['metadata'] =>
  change === undefined ? metadata : mergedMetadata(metadata ?? {}, change);

const list = operation(
  'GET',
  `${PATH}/lines`,
  { answers: LINE, list: true, sdkParams: 'InvoiceListLineItemsParams', params: LIST_LINES },
  ({ scope, id, params }) => {
    const invoice = scope.require(INVOICE, id);
    const { limitOutOfRange: outOfRange } = scope.settings.assume;
    return pageOf(
      scope.tables[LINE],
      { url: `/v1/invoices/${invoice.id}/lines`, noun: nounOf(LINE), params, outOfRange },
      { index: 'invoice', key: invoice.id },
    );
  },
);

const add = operation(
  'POST',
  `${PATH}/add_lines`,
  { answers: INVOICE, sdkParams: 'InvoiceAddLinesParams', params: ADD },
  ({ scope, id, params }) => {
    const invoice = scope.require(INVOICE, id);
    checkLinesEditable(invoice);
    const metadata = metadataOf(invoice, params.invoice_metadata);
    return keepChange(scope, invoice, addedLines(scope, invoice, params.lines), metadata);
  },
);

const change = operation(
  'POST',
  `${PATH}/update_lines`,
  { answers: INVOICE, sdkParams: 'InvoiceUpdateLinesParams', params: CHANGE },
  ({ scope, id, params }) => {
    const invoice = scope.require(INVOICE, id);
    checkLinesEditable(invoice);
    const metadata = metadataOf(invoice, params.invoice_metadata);
    const changes = params.lines.map(({ id: line, ...said }, at) =>
      changedLine(scope, requireLine(scope, invoice, line, `lines[${at}][id]`), said, `lines[${at}]`),
    );
    const byId = new Map(changes.map(({ line }) => [line.id, line]));
    const lines = linesOf(scope, id).map((line) => byId.get(line.id) ?? line);
    const keep = (): void => {
      for (const one of changes) one.keep();
    };
    return keepChange(scope, invoice, { lines, keep }, metadata);
  },
);

const remove = operation(
  'POST',
  `${PATH}/remove_lines`,
  { answers: INVOICE, sdkParams: 'InvoiceRemoveLinesParams', params: REMOVE },
  ({ scope, id, params }) => {
    const invoice = scope.require(INVOICE, id);
    checkLinesEditable(invoice);
    const metadata = metadataOf(invoice, params.invoice_metadata);
    return keepChange(scope, invoice, withoutLines(scope, invoice, params.lines), metadata);
  },
);

/** Answers the line, not the invoice (recorded). */
const updateOne = operation(
  'POST',
  `${PATH}/lines/:line_item`,
  { answers: LINE, sdkParams: 'InvoiceUpdateLineItemParams', params: UPDATE_LINE },
  ({ scope, path, params }) => {
    const invoice = scope.require(INVOICE, path.invoice ?? '');
    const id = path.line_item ?? '';
    const before = scope.tables[LINE].get(id);
    if (before?.invoice !== invoice.id) throw errors.resourceMissing(nounOf(LINE), id, 'line_item');
    checkLinesEditable(invoice);
    const { line, keep } = changedLine(scope, before, params, '');
    const lines = linesOf(scope, invoice.id).map((one) => (one.id === id ? line : one));
    keepChange(scope, invoice, { lines, keep });
    return scope.require(LINE, id);
  },
);

export const invoiceLineOperations: readonly Operation[] = [list, updateOne, add, change, remove];
