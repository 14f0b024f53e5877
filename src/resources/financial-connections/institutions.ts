import type StripePreview from 'stripe-preview';
import {
  type InstitutionCatalogue,
  institutionId,
  type TestAccount,
  type Institution as TestInstitution,
} from '../../bank/institutions.ts';
import { TEST_ROUTING_NUMBER } from '../../bank/test-bank-accounts.ts';
import { errors } from '../../core/catalogue.ts';
import { pageOf, pagination } from '../../core/list.ts';
import { Table } from '../../core/table.ts';
import type { Institution, ParamsOf } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { type Operation, operation } from '../operation.ts';
import { isPayable } from './account-payability.ts';

const TYPE = 'financial_connections.institution';
const PATH = '/v1/financial_connections/institutions';

type Features = Institution['features'];

const hasBalance = ({ balance }: TestAccount): boolean => balance != null;

/** What some account of it has; one that is down tells nothing of its accounts, and supports all (assumed). */
function featuresOf(accounts: readonly TestAccount[]): Features {
  const isDown = accounts.length === 0;
  return {
    balances: { supported: isDown || accounts.some(hasBalance) },
    ownership: { supported: true },
    payment_method: { supported: isDown || accounts.some(isPayable) },
    transactions: { supported: true },
  };
}

/** A test institution as it is shown. Which of those that are down are `degraded` is inferred from their names. */
function shownInstitution(catalogue: InstitutionCatalogue, institution: TestInstitution): Institution {
  const { down, name, status, url = null } = institution;
  const accounts = catalogue.accountsOf(institution);
  return {
    id: institutionId(institution),
    object: TYPE,
    countries: ['US'],
    features: featuresOf(accounts),
    livemode: false,
    name,
    routing_numbers: accounts.some(({ account_number: number }) => number != null)
      ? [TEST_ROUTING_NUMBER]
      : [],
    status: status ?? (down === undefined ? 'active' : 'inactive'),
    url,
  };
}

// Made when previews first ask for them. They do not change.
const shown = new WeakMap<InstitutionCatalogue, Table<Institution>>();

function institutionsOf({ sandbox }: Scope): Table<Institution> {
  const { institutions: catalogue } = sandbox.parts;
  const known = shown.get(catalogue);
  if (known !== undefined) return known;
  const table = new Table<Institution>();
  // A list begins with what was put last: it is in the order of the catalogue (assumed).
  for (const institution of [...catalogue.byId().values()].reverse())
    table.put(shownInstitution(catalogue, institution));
  shown.set(catalogue, table);
  return table;
}

/** The institution of that id. */
export const institutionOf = (scope: Scope, id: string): Institution | undefined =>
  institutionsOf(scope).get(id);

const list = operation(
  'GET',
  PATH,
  {
    answers: TYPE,
    list: true,
    ofPreviews: true,
    sdkParams: 'FinancialConnections.InstitutionListParams',
    params: pagination satisfies ParamsOf<StripePreview.FinancialConnections.InstitutionListParams>,
  },
  ({ scope, params }) =>
    pageOf(institutionsOf(scope), {
      url: PATH,
      noun: TYPE,
      params,
      outOfRange: scope.settings.assume.limitOutOfRange,
    }),
);

const retrieve = operation(
  'GET',
  `${PATH}/:institution`,
  {
    answers: TYPE,
    ofPreviews: true,
    sdkParams: 'FinancialConnections.InstitutionRetrieveParams',
    params: {} satisfies ParamsOf<StripePreview.FinancialConnections.InstitutionRetrieveParams>,
  },
  ({ scope, id }) => {
    const institution = institutionOf(scope, id);
    if (institution === undefined) throw errors.resourceMissing(TYPE, id);
    return institution;
  },
);

export const institutionOperations: readonly Operation[] = [list, retrieve];
