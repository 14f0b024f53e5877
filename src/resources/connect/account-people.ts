import type { ConnectedAccount } from '../../model/wire.ts';
import type { Scope } from '../../sandbox/scope.ts';

/* The company and the individual of a connected account before anything is said of them: recorded in 2026-05. */

const NO_ADDRESS = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};
const NO_DOCUMENT = { back: null, details: null, details_code: null, front: null };
const NOTHING_DUE = {
  alternatives: [],
  currently_due: [],
  errors: [],
  eventually_due: [],
  past_due: [],
  pending_verification: [],
};

export const EMPTY_COMPANY: NonNullable<ConnectedAccount['company']> = {
  address: NO_ADDRESS,
  directors_provided: true,
  executives_provided: true,
  name: null,
  owners_provided: true,
  phone: null,
  tax_id_provided: false,
  verification: { document: NO_DOCUMENT },
};

export const newIndividual = (
  scope: Scope,
  account: string,
): NonNullable<ConnectedAccount['individual']> => ({
  id: scope.id('person'),
  object: 'person',
  account,
  address: NO_ADDRESS,
  created: scope.seconds(),
  dob: { day: null, month: null, year: null },
  email: null,
  first_name: null,
  future_requirements: NOTHING_DUE,
  id_number_provided: false,
  last_name: null,
  metadata: {},
  phone: null,
  relationship: {
    authorizer: false,
    director: false,
    executive: false,
    legal_guardian: false,
    owner: false,
    percent_ownership: null,
    representative: true,
    title: null,
  },
  requirements: NOTHING_DUE,
  ssn_last_4_provided: false,
  verification: {
    additional_document: NO_DOCUMENT,
    details: null,
    details_code: null,
    document: NO_DOCUMENT,
    status: 'unverified',
  },
});
