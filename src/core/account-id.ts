import { lettersOf } from './ids.ts';

/** Whether a text can be the id of a (connected) Stripe account; any well-formed one exists on first use. */
export const isAccountId = (text: string): boolean => /^acct_[A-Za-z0-9_]+$/.test(text);

// What a real key shows of its account: `sk_test_51…` is of `acct_1…` (assumed).
const OF_A_REAL_KEY = /^1[A-Za-z0-9]{15}$/;

/** The id of the account whose keys have that name; one is made of names that tell none, always the same. */
export const accountOfKey = (name: string): string =>
  OF_A_REAL_KEY.test(name) ? `acct_${name}` : `acct_1${lettersOf(`acct/${name}`, 15)}`;
