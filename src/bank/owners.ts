import { arrayOf, hash, type Params, type Shape, string, unsettable } from '../core/shape.ts';
import type { HeldOwner } from '../model/bank-facts.ts';

/** An owner as fixtures and the control surface write them, in Stripe's names. */
export interface OwnerSpec {
  readonly name: string;
  readonly email?: string | null;
  readonly phone?: string | null;
  /** One line, as the institution has it. */
  readonly raw_address?: string | null;
}

// A bound of our own, as of every list.
const MAX_OWNERS = 50;

const OWNER = {
  name: string(),
  email: unsettable(string()),
  phone: unsettable(string()),
  raw_address: unsettable(string()),
} as const satisfies Readonly<Record<keyof OwnerSpec, Shape<unknown>>>;

/** What the owners of an account may be: in the bank's order, of none too. */
export const ownersShape: Shape<readonly Params<typeof OWNER>[]> = arrayOf(hash(OWNER), {
  max: MAX_OWNERS,
  of: 'owners',
});

const held = ({ email = null, name, phone = null, raw_address = null }: OwnerSpec): HeldOwner => ({
  email,
  name,
  phone,
  raw_address,
});

/** The owners with every member that one has. */
export const heldOwners = (owners: readonly OwnerSpec[]): readonly HeldOwner[] => owners.map(held);

/** Who owns an account of which nobody has said it (docs: financial-connections/ownership, its sample). */
export const SAMPLE_OWNERS: readonly HeldOwner[] = [
  {
    email: 'jenny.rosen@example.com',
    name: 'Jenny Rosen',
    phone: '+1 555-555-5555',
    raw_address: '510 Townsend San Francisco, CA 94103',
  },
];
