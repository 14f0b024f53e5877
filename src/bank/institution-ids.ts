import { lettersOf } from '../core/ids.ts';

// Seen in public code, of names of before December 2025; not documented, and of the scheduled outage there are two.
const SEEN: Readonly<Record<string, string>> = {
  'Test (Non-OAuth)': 'fcinst_Qn1a7A4KhL42se',
  'Test (OAuth)': 'fcinst_Qn1a6jqpI0Gb84',
  'Ownership Accounts': 'fcinst_Qn1aly9zRRkWP1',
  'Bank (OAuth)': 'fcinst_Qn1aNn8l07746s',
  'Bank (Non-OAuth)': 'fcinst_Qn1aVTBBJ4ubmQ',
  'Invalid Payment Accounts': 'fcinst_Qn1aporTsLJQH4',
  'Down (Scheduled)': 'fcinst_Qn1aC9A7bD2EED',
  'Down (Unscheduled)': 'fcinst_Qn1a8Ynz2Il9zF',
  'Down (Error)': 'fcinst_Qn1aOU8Z6Qsvpn',
};
const LENGTH = 14;

/** The id by which previews name an institution; of those whose id nobody has seen it is made of the name. */
export const institutionIdOf = (name: string): string =>
  SEEN[name] ?? `fcinst_${lettersOf(`institution/${name}`, LENGTH)}`;
