import type { Flow } from './flow.ts';

/** The accounts that live: a persona, and behind a stroke which of its accounts. */
export const PART_NAMES = [
  'payroll_worker',
  'payroll_worker/savings',
  'payroll_worker/card',
  'overdrawn',
  'joint_owners',
  'freelancer',
  'gig_worker',
  'student',
  'retiree',
  'retiree/savings',
  'small_business',
  'small_business/line_of_credit',
  'closed_account',
  'expiring_number',
  'no_balances',
  'card_holder',
  'mortgage',
  'new_account',
  'dormant',
  'homeowners',
  'homeowners/savings',
  'homeowners/card',
  'homeowners/mortgage',
  'two_currencies',
] as const;

export type PartName = (typeof PART_NAMES)[number];

type Texts = readonly [string, ...string[]];

/** What brings an account back, month by month, to a figure within a range, so that it does not drift in years. */
export interface Anchor {
  /** By currency, relative to the figure at linking. */
  readonly levels: Readonly<Record<string, readonly [low: number, high: number]>>;
  /** What the month's balancing item is called that brings money in, or takes it out. */
  readonly into: Texts;
  readonly out: Texts;
}

/** What makes the items of an account. */
export interface Part {
  readonly flows: readonly Flow[];
  readonly anchor?: Anchor;
  /** Of a card that is paid in full: what its payment is called. All else that happens to it is on the statement. */
  readonly statement?: string;
  /** Of the account that pays that card: what the payment is called there. */
  readonly paysCard?: { readonly card: PartName; readonly text: string };
  /** The bank knows it for so many days before linking, and what the fixture tells is all of them. */
  readonly opened?: { readonly days: number };
}
