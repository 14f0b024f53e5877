import type { Provenance } from '../../core/errors.ts';
import type { ExpandableTypes } from '../../core/expand.ts';
import type { CountedList } from '../../core/list.ts';
import type { ObjectType } from '../records.ts';
import type { Fields } from './older-form.ts';
import type { ShownType } from './shown-types.ts';
import type { Boundary } from './version-string.ts';

/** The other objects that an older form shows with one, as the caller sees them. */
export interface Around {
  /** The object as it is in the newest version, and all that is in it. */
  readonly newest: Fields;
  readonly chargesOf: (intent: Fields) => CountedList;
  readonly refundsOf: (charge: Fields) => CountedList;
  /** The id of the invoice that a PaymentIntent or a Charge pays; null if there is none. */
  readonly invoiceOf: (payment: Fields) => string | null;
  /** The PaymentIntent that an invoice is paid by. */
  readonly intentOf: (invoice: Fields) => Fields | undefined;
  /** The price of that id, and the plan that it was: null if it does not recur. */
  readonly priceOf: (id: unknown) => { readonly price: Fields; readonly plan: Fields | null } | undefined;
}

type Older = (object: Fields, around: Around) => Fields;

/** What a version took away, renamed or reworded: how the form before it is made of the one after it. */
export interface Change {
  readonly version: Boundary;
  readonly provenance: Provenance;
  readonly source: string;
  readonly description: string;
  /** The newer form of an object → the older one. */
  readonly objects?: { readonly [Type in ShownType]?: Older };
  /** The older form of an object → the newer one: what comes back from an older caller can be put in place. */
  readonly back?: { readonly [Type in ObjectType]?: (older: Fields) => Fields };
  /** The newer form of `previous_attributes` → the older one: they have only what changed. */
  readonly previous?: { readonly [Type in ShownType]?: (attributes: Fields, object: Fields) => Fields };
  readonly error?: (error: Fields) => Fields;
  /** What could be expanded before it, and no longer can. */
  readonly expandable?: { readonly types: ExpandableTypes; readonly instead: string };
}
