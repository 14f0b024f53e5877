import type { LabelSet } from '../../model/flow.ts';

/*
 * What public tests of applications look for, by its words. `2026` are those of Stripe's flow today, `legacy` those of before
 * December 2025 (both seen in public end-to-end tests). Part of the DOM contract, docs/dom-contract.json: they change with a
 * major version alone. Every other word of the panes is ours, and stands where it is said.
 */

export interface Labels {
  readonly agree: string;
  /** What searches among the institutions. */
  readonly search: string;
  readonly manualInstead: string;
  readonly continueToBank: string;
  readonly selectAccounts: (single: boolean) => string;
  readonly connectAccounts: (single: boolean) => string;
  readonly save: string;
  readonly notNow: string;
  readonly email: string;
  readonly phone: string;
  readonly routingNumber: string;
  readonly accountNumber: string;
  readonly confirmAccountNumber: string;
  readonly useTestAccount: string;
  readonly submit: string;
  readonly finishUp: (business: string) => string;
  readonly connected: (accounts: number) => string;
  readonly connectedAndSaved: (accounts: number) => string;
  readonly done: (business: string | null) => string;
  readonly unavailable: (institution: string) => string;
  readonly maintained: (institution: string) => string;
  readonly anotherBank: string;
  readonly close: string;
  readonly sureToCancel: string;
  readonly cancel: string;
  /** What an institution is called, and is found by. */
  readonly institution: (name: string, aliases: readonly string[]) => string;
}

const accounts = (count: number): string => (count > 1 ? 'accounts were' : 'account was');

const SHARED = {
  search: 'Search',
  manualInstead: 'Manually verify instead',
  continueToBank: 'Continue',
  selectAccounts: (single) => (single ? 'Select account' : 'Select accounts'),
  email: 'Email',
  phone: 'Phone number',
  routingNumber: 'Routing number',
  accountNumber: 'Account number',
  confirmAccountNumber: 'Confirm account number',
  useTestAccount: 'Use test account',
  submit: 'Submit',
  finishUp: (business) =>
    `Next, finish up on ${business} to have two small deposits sent. They arrive in 1–2 business days, and confirm the account.`,
  connected: (count) => `Your ${accounts(count)} connected`,
  connectedAndSaved: (count) => `Your ${accounts(count)} connected and saved with Link.`,
  done: (business) => (business === null ? 'Done' : `Back to ${business}`),
  unavailable: (institution) => `${institution} is currently unavailable`,
  maintained: (institution) => `${institution} is undergoing maintenance`,
  anotherBank: 'Select another bank',
  close: 'Close',
  sureToCancel: 'Are you sure you want to cancel?',
  cancel: 'Yes, cancel',
} satisfies Partial<Labels>;

export const LABELS = {
  '2026': {
    ...SHARED,
    agree: 'Agree and continue',
    connectAccounts: (single) => (single ? 'Connect account' : 'Connect accounts'),
    save: 'Save with Link',
    notNow: 'Finish without saving',
    institution: (name) => name,
  },
  legacy: {
    ...SHARED,
    agree: 'Agree',
    connectAccounts: (single) => (single ? 'Link account' : 'Link accounts'),
    save: 'Save to Link',
    notNow: 'Not now',
    institution: (name, aliases) => [name, ...aliases].join(' '),
  },
} satisfies Record<LabelSet, Labels>;
