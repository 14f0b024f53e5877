import type { Mutant } from './mutants.ts';

/* What could be wrong about transactions: small changes of the source, each noticed by the tests named beside it. */

type Change = readonly [name: string, from: string, to: string];

const FOLDER = 'test/resources/financial-connections/';
const TRANSACTIONS = 'resources/financial-connections/transactions/';

const of = (file: string, changes: readonly Change[]): readonly Mutant[] =>
  changes.map(([name, from, to]) => ({ name, file, from, to }));

/** Noticed by the loop of Stripe's docs. */
const SYNC: readonly Mutant[] = [
  ...of(`${TRANSACTIONS}visibility.ts`, [
    ['history is sixty days', 'HISTORY_DAYS * DAY_SECONDS', '60 * DAY_SECONDS'],
    [
      'history begins before the last refresh',
      'const [first] = this.#successes;',
      'const first = this.last;',
    ],
    [
      'a refresh knows what came until its end',
      'const sees = ({ at, place }: Success,',
      'const sees = ({ end: at, place }: Success,',
    ],
    ['a refresh that failed shows something', "status === 'succeeded' ? [", "status !== 'pending' ? ["],
    [
      'what was seen is seen anew',
      'if (sees(elementAt(this.#successes, middle), stage)) high',
      'if (sees(elementAt(this.#successes, middle), stage) && low < 0) high',
    ],
  ]),
  ...of(`${TRANSACTIONS}transaction-list.ts`, [
    [
      'a cursor is inclusive',
      'sighting.refresh.place <= (afterRefresh ?? -1)',
      'sighting.refresh.place < (afterRefresh ?? -1)',
    ],
    [
      'what changes late is passed over',
      'seenBefore.at - ledger.bank.settledWithin - 1',
      'seenBefore.at - ledger.bank.settledWithin / 6 - 1',
    ],
  ]),
  ...of(`${TRANSACTIONS}transaction.ts`, [
    ['updated is when a refresh began', 'updated: refresh.end', 'updated: refresh.at'],
    ['what is to come is told', 'stages.slice(0, last + 1)', 'stages.slice(0, last + 2)'],
  ]),
  ...of('resources/financial-connections/daily-run.ts', [
    ['days are an hour longer', 'DAY_MS = 86_400_000', 'DAY_MS = 90_000_000'],
  ]),
];

/** Noticed by what is said while a refresh is under way. */
const INITIATION: readonly Mutant[] = [
  ...of(`${TRANSACTIONS}visibility.ts`, [
    ['what is said meanwhile is in it', 'place >= behind', 'place >= behind - 1'],
  ]),
  ...of(`${TRANSACTIONS}transaction-list.ts`, [
    ['what was told late is in no delta', 'to: Math.min(to, settledTo),', 'to: Number.NEGATIVE_INFINITY,'],
  ]),
  ...of(`${TRANSACTIONS}bank.ts`, [
    [
      'what settles is known before',
      'behind === 0 ? stage : { ...stage, behind }',
      'behind < 9 ? stage : { ...stage, behind }',
    ],
  ]),
  ...of(`${TRANSACTIONS}told.ts`, [
    [
      'what posts is known before',
      '...(behind === 0 ? {} : { behind })',
      '...(behind < 9 ? {} : { behind })',
    ],
  ]),
];

/** Noticed by balances that are held against lists. */
const CONSERVATION: readonly Mutant[] = [
  ...of('bank/ledger/effect.ts', [
    ['pending credits are bound', 'Math.min(stage.amount, 0)', 'stage.amount'],
    [
      'what is pending counts',
      "stage?.status === 'posted' ? stage.amount : 0",
      "stage !== undefined && stage.status !== 'void' ? stage.amount : 0",
    ],
  ]),
  ...of('bank/ledger/seeded.ts', [
    [
      'what settles in the next month is forgotten',
      'const months = [monthAt(at) - 1, monthAt(at)];',
      'const months = [monthAt(at)];',
    ],
  ]),
];

/** Noticed by one seed in several worlds. */
const DETERMINISM: readonly Mutant[] = of(`${TRANSACTIONS}open-ledger.ts`, [
  ['the past of an account is of the process', "bankSeed ?? ''", 'process.pid'],
  ['the past of all seeds is one', "bankSeed ?? ''", "''"],
]);

export const TRANSACTION_MUTANTS: Readonly<Record<string, readonly Mutant[]>> = {
  [`${FOLDER}transactions/sync.test.ts`]: SYNC,
  [`${FOLDER}transactions/initiation.test.ts`]: INITIATION,
  [`${FOLDER}transactions/conservation.test.ts`]: CONSERVATION,
  'test/determinism.test.ts': DETERMINISM,
  [`${FOLDER}transactions/own.test.ts`]: of(`${TRANSACTIONS}account-ledger.ts`, [
    [
      'an id comes to mean another transaction',
      '  let next = nextNumber(ledger);',
      '  let next = OWN_NUMBERS;',
    ],
  ]),
  [`${FOLDER}account-numbers.test.ts`]: of('resources/financial-connections/account-numbers.ts', [
    ['all numbers expire with the first', 'date !== null && date <= scope.seconds() + 1;', 'date !== null;'],
    ['a date is announced for each number', 'return [...new Set(dates)]', 'return dates'],
    [
      'numbers that were deactivated arrive',
      "number.status === 'pending' ? { ...number, status: 'transactable' } : number",
      "({ ...number, status: 'transactable' })",
    ],
  ]),
  [`${FOLDER}relink.test.ts`]: of('resources/financial-connections/account-relink.ts', [
    ['a relink ends refreshes that are under way', '      started: earlier.started,\n', ''],
    ['a relink forgets refreshes that wait to be told', '      waiting: earlier.waiting,\n', ''],
    ['a relink makes an account new', 'created: lost.created, status', 'status'],
    ['what was said of an account is lost with it', '  goOnWithLedger(scope, lost.id, account.id);\n', ''],
  ]),
};
