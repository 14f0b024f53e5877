import { hash, type Params, string, unsettable } from '../../core/shape.ts';

/** A postal address as a parameter; an empty string unsets a line. */
export const addressParser = hash({
  city: unsettable(string()),
  country: unsettable(string()),
  line1: unsettable(string()),
  line2: unsettable(string()),
  postal_code: unsettable(string()),
  state: unsettable(string()),
});

type Address = Params<(typeof addressParser)['members']>;

const EMPTY_ADDRESS: Required<Address> = {
  city: null,
  country: null,
  line1: null,
  line2: null,
  postal_code: null,
  state: null,
};

/** An address as Stripe answers it: all six lines, null where not given. */
export const fullAddress = (address: Address): Required<Address> => ({ ...EMPTY_ADDRESS, ...address });
