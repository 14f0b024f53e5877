import { lettersOf } from '../../../core/ids.ts';
import { sentence } from '../../../core/sentence.ts';
import type { Invoice } from '../../../model/wire.ts';
import type { Scope } from '../../../sandbox/scope.ts';
import { writtenAmount } from '../../params/written-amount.ts';
import { intentOfInvoice } from './payment-intent.ts';
import { stateOf } from './record.ts';

/*
 * The pages on which a customer sees and pays an invoice. They are stored as paths: `src/model/pages.ts` says where. Paths
 * and hosts are recorded, but for what is in the token.
 */

const HOSTED = '/i/';
const PDF = '/invoice/';
// Recorded: where the customer comes from, the API.
const FROM = '?s=ap';

const TOKEN_LENGTH = 60;

type Pages = Pick<Invoice, 'hosted_invoice_url' | 'invoice_pdf'>;

/** The paths of the pages of an invoice. */
export function newPages(scope: Scope, { id }: Pick<Invoice, 'id'>): Pages {
  // The key, which the platform's own account is known by, is not known here; no source says whose it has to be.
  const account = scope.account ?? `acct_1${lettersOf('page/acct', 15)}`;
  const token = `${account}/test_${lettersOf(`${scope.id('hosted')}/${id}`, TOKEN_LENGTH)}`;
  return { hosted_invoice_url: `${HOSTED}${token}${FROM}`, invoice_pdf: `${PDF}${token}/pdf${FROM}` };
}

/** What becomes of it next, by the state that it is in. */
function told(scope: Scope, invoice: Invoice): string {
  const status = stateOf(invoice);
  const intent = intentOfInvoice(scope, invoice.id);
  if (status === 'paid') return 'It has been paid.';
  if (status === 'void' || intent === undefined) return sentence`Its status is "${status}".`;
  if (intent.status === 'processing') return sentence`Its payment, ${intent.id}, is on its way.`;
  return sentence`This page is not emulated: POST /_emulator/payment_intents/${intent.id}/collect_bank_account links a bank account for its payment, which POST /v1/payment_intents/${intent.id}/confirm with mandate_data makes; POST /v1/invoices/${invoice.id}/pay pays it by the customer's default payment method.`;
}

/** The paths of the URLs of an invoice's pages, as another emulator has answered them; of other pages the URLs as they are. */
export function pathsOf<Fields extends Partial<Pages>>(pages: Fields): Fields {
  const pathIn = (url: string | null | undefined, begin: string) => {
    const at = url?.indexOf(`${begin}acct_`) ?? -1;
    return at < 0 ? url : url?.slice(at);
  };
  const { hosted_invoice_url: hosted, invoice_pdf: pdf } = pages;
  return {
    ...pages,
    ...(hosted === undefined ? {} : { hosted_invoice_url: pathIn(hosted, HOSTED) }),
    ...(pdf === undefined ? {} : { invoice_pdf: pathIn(pdf, PDF) }),
  };
}

export const isInvoicePath = (path: string): boolean => path.startsWith(HOSTED) || path.startsWith(PDF);

/** The path of the page that a path is of, as an invoice has it stored. */
const storedPath = (path: string): string =>
  `${path.startsWith(PDF) ? path.replace(PDF, HOSTED).replace(/\/pdf$/, '') : path}${FROM}`;

/** What the page says until it is emulated; undefined if the path is of none. */
export function invoicePageAt(scopes: Iterable<Scope>, path: string): string | undefined {
  const page = storedPath(path);
  for (const scope of scopes)
    for (const invoice of scope.tables.invoice.walk({ index: 'page', key: page })) {
      const { amount_due: due, currency, number } = invoice;
      return sentence`Invoice ${number ?? invoice.id} of ${writtenAmount(due, currency)}. ${told(scope, invoice)}`;
    }
  return undefined;
}
