import type { Institution } from '../bank/institutions.ts';
import { lettersOf } from '../core/ids.ts';

/* What the authentication flow knows of the test institutions besides. */

/** How a user logs in there: by a form, in a popup, in a popup where accounts are picked as well, or by nothing at all. */
export type LoginKind = 'none' | 'form' | 'popup' | 'popup_with_accounts';

interface OfFlow {
  /** `bcinst_…`, the first as it is shown; all were seen in public code, where tests click on them. */
  readonly ids?: readonly [string, ...string[]];
  readonly login?: LoginKind;
  readonly testId?: string;
  /** Found by its name alone (docs: financial-connections/testing). */
  readonly searchOnly?: true;
  /** It has told when it will be there again. */
  readonly isPlanned?: true;
}

const SEARCHED = { searchOnly: true } as const;

/** What only the flow has of the shipped institutions, by name (docs: financial-connections/testing, for how one logs in). */
const OF_FLOW: Readonly<Record<string, OfFlow>> = {
  'Test (Non-OAuth)': {
    ids: ['bcinst_QsDedeogZ5PA7V', 'bcinst_Jg18xEfPHevfHP'],
    testId: 'featured-institution-default',
  },
  'Test (OAuth)': {
    ids: ['bcinst_LLQZzmKZMjl0j0'],
    login: 'popup',
    testId: 'featured-institution-default_oauth',
  },
  'Bank (OAuth)': { ids: ['bcinst_RJnR88CE2nmpVF'], login: 'popup_with_accounts' },
  'Bank (Non-OAuth)': { ids: ['bcinst_RpAh7cQLyntawr'], login: 'form' },
  'Ownership Accounts': { ids: ['bcinst_LLQZzmKZMjl0jf'] },
  'Invalid Payment Accounts': { ids: ['bcinst_JqZfPE8Ckm8kKU'] },
  'Down (Unscheduled)': { ids: ['bcinst_Job0h4OGUcHbR3'] },
  'Down (Error)': { ids: ['bcinst_Jq8pfHc6UyAuCs'] },
  'Down (Scheduled)': { ids: ['bcinst_LLQZ46ou9SRTNv', 'bcinst_JoazV8C7lSyXt4'], isPlanned: true },
  // Of another list, that of payments through Link (docs: payments/link/instant-bank-payments).
  'Payment Success': SEARCHED,
  'Success (Later Disputed)': SEARCHED,
  'Payment Blocked': SEARCHED,
  'Tokenized Account Number': SEARCHED,
  'Inactive Accounts': SEARCHED,
  'Immediately Requires Reauthentication': SEARCHED,
  'Eventually Requires Reauthentication': SEARCHED,
  'Emulator: Account Numbers': SEARCHED,
  'Emulator: Refreshes': SEARCHED,
  'Emulator: Balances': SEARCHED,
  'Emulator: Personas': SEARCHED,
};

/** One of the options signs in by itself, and is featured. */
export const ofFlow = ({ name }: Institution): OfFlow => OF_FLOW[name] ?? {};

const ID_LETTERS = 14;

export const flowIds = (institution: Institution): readonly [string, ...string[]] =>
  ofFlow(institution).ids ?? [`bcinst_${lettersOf(`bcinst/${institution.name.toLowerCase()}`, ID_LETTERS)}`];

export const loginKindOf = (institution: Institution): LoginKind => ofFlow(institution).login ?? 'none';
