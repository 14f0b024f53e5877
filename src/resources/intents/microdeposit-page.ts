import { lettersOf } from '../../core/ids.ts';
import { sentence } from '../../core/sentence.ts';
import type { Microdeposits } from '../../model/facts.ts';
import type { IntentType } from '../../model/jobs.ts';
import type { Scope } from '../../sandbox/scope.ts';
import { INTENT_NOUNS } from './access.ts';

/* The page on which a customer verifies a bank account. It is stored as a path: `src/model/pages.ts` says where. */

const PATH = '/microdeposit/';

/** What begins a token and what is in it (decoded from recorded URLs). */
const OF_TYPE: { readonly [Type in IntentType]: { readonly token: string; readonly nonce: string } } = {
  payment_intent: { token: 'pacs_test_', nonce: 'pa_nonce' },
  setup_intent: { token: 'sacs_test_', nonce: 'sa_nonce' },
};
const SUFFIX_LENGTH = 8;

/** Of texts of letters, digits, `_` and `,`, whose base64 has no characters that a path could not hold. */
export function newPagePath(scope: Scope, type: IntentType): string {
  const { token, nonce } = OF_TYPE[type];
  const once = scope.id(nonce);
  // The key, which the platform's own account is known by, is not known here; no source says whose it has to be.
  const account = scope.account ?? `acct_1${lettersOf('page/acct', 15)}`;
  const encoded = btoa(`${account},${once}`).replace(/=+$/, '');
  return `${PATH}${token}${encoded}0000${lettersOf(once, SUFFIX_LENGTH)}`;
}

const TOLD: { readonly [State in Microdeposits['state']]: string } = {
  underway: 'are underway',
  arrived: 'have arrived',
  verified: 'are verified',
  failed: 'have failed',
  canceled: 'are not needed any more',
};

/** What the page says until it is emulated. */
function pageText(id: string, type: IntentType, { state }: Microdeposits): string {
  const path = `${type}s/${id}`;
  const told = sentence`The microdeposits of the ${INTENT_NOUNS[type]} ${id} ${TOLD[state]}.`;
  const arrive = sentence` POST /_emulator/${path}/microdeposits/arrive lets them arrive,`;
  const verify = sentence` POST /v1/${path}/verify_microdeposits with descriptor_code=SM11AA or amounts[]=32&amounts[]=45 verifies them.`;
  if (state === 'underway') return `${told} This page is not emulated:${arrive}${verify}`;
  return state === 'arrived' ? `${told} This page is not emulated:${verify}` : told;
}

/** Whose page a path is, and what it says; undefined if it is of none. */
export function pageAt(scopes: Iterable<Scope>, path: string): string | undefined {
  for (const { facts, tables } of scopes)
    for (const [id, deposits] of facts.microdeposits)
      if (deposits.page === path)
        return pageText(
          id,
          tables.payment_intent.get(id) === undefined ? 'setup_intent' : 'payment_intent',
          deposits,
        );
  return undefined;
}

export const isPagePath = (path: string): boolean => path.startsWith(PATH);
