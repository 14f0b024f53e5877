import type { Mutant } from './mutants.ts';

/* What could be wrong about payments: small changes of the source, each of which their model test must notice. */

type Change = readonly [name: string, from: string, to: string];

const SETTLEMENT: readonly Change[] = [
  [
    'a payment that was canceled is settled',
    "if (intent?.status !== 'processing' || charge?.status !== 'pending') return undefined;",
    'if (intent === undefined || charge === undefined) return undefined;',
  ],
  [
    'a payment succeeds before its charge',
    "  scope.emit('charge.succeeded', paid);\n  scope.emit('payment_intent.succeeded', succeeded);",
    "  scope.emit('payment_intent.succeeded', succeeded);\n  scope.emit('charge.succeeded', paid);",
  ],
  ['nothing is received', 'amount_received: intent.amount, status', 'status'],
  [
    'a payment of fifty cents is never disputed',
    'if (ending.disputed === true)',
    'if (ending.disputed === true && charge.amount > 50)',
  ],
  ['refunds do not go on when their payment has succeeded', '  paymentEnded(scope, paid);\n', ''],
  ['refunds go on when their payment has failed', '  paymentEnded(scope, failed);\n', ''],
  ['a mandate outlives its return', '  endMandate(scope, failed, failure);', '  endMandate(scope, failed);'],
];

const REFUNDS: readonly Change[] = [
  ['a refund ends twice', "if (refund?.status !== 'pending') return;", 'if (refund === undefined) return;'],
  ['the money of a failed refund is lost', 'returned(scope, refund)?.id', 'undefined'],
  [
    'the money of a refund that never left comes back',
    'if (refund.balance_transaction === null) return undefined;',
    '',
  ],
  [
    'a failed refund counts as refunded',
    'if (charge !== undefined) scope.tables.charge.put(refunded(charge, -refund.amount));',
    '',
  ],
  ['a part is a full refund', 'refunded: total >= charge.amount', 'refunded: total > 0'],
  [
    'a refund of a pending charge is submitted',
    "const waits = charge.status === 'pending';",
    'const waits = false;',
  ],
  [
    'a refund is announced after its charge',
    "scope.emit('refund.created', refund);\n  scope.emit('charge.refunded', changed);",
    "scope.emit('charge.refunded', changed);\n  scope.emit('refund.created', refund);",
  ],
  [
    'a refund goes on while its charge is disputed',
    "if (refund.status === 'pending') failRefund",
    'if (isWaiting(refund)) failRefund',
  ],
  ['no refund.failed', "  scope.emit('refund.failed', failed);\n", ''],
];

const DISPUTES: readonly Change[] = [
  [
    'a dispute takes nothing',
    'const draft = completeDispute(scope, { amount,',
    'const draft = completeDispute(scope, { amount: 0,',
  ],
  ['funds are not withdrawn', "  scope.emit('charge.dispute.funds_withdrawn', opened);\n", ''],
  ['a dispute leaves refunds alone', '  failRefundsOfDisputed(scope, disputed);\n', ''],
];

const DEPOSITS: readonly Change[] = [
  ['amounts may be wrong ten times', 'amounts: 3, descriptor_code: 10', 'amounts: 10, descriptor_code: 10'],
  ['the last failure does not end the deposits', 'if (remaining <= 0)', 'if (remaining < 0)'],
  ['failures are forgotten', 'failures: { ...deposits.failures, [way]: failures },', ''],
  [
    'an account that was verified meanwhile is verified again',
    'if (plan.verified) throw errors.bankAccountAlreadyVerified();',
    '',
  ],
];

const INTENTS: readonly Change[] = [
  ['a canceled payment keeps its refunds waiting', '  paymentEnded(scope, ended);\n', ''],
  ['a canceled charge stays pending', 'scope.tables.charge.put(canceledCharge(pending))', 'pending'],
];

const RESULTS: readonly Change[] = [
  ['a setup attaches nothing', '  attachToHolder(scope, intent, draft);\n', ''],
  ['an attempt stays under way', "  moveAttempt(scope, intent, 'succeed');\n", ''],
  ['a failed setup keeps its PaymentMethod', '    payment_method: null,\n    status,', '    status,'],
];

const of = (file: string, changes: readonly Change[]): readonly Mutant[] =>
  changes.map(([name, from, to]) => ({ name, file: `resources/${file}`, from, to }));

export const PAYMENT_MUTANTS: readonly Mutant[] = [
  ...of('payment-intents/settlement.ts', SETTLEMENT),
  ...of('payment-intents/change-of-course.ts', [
    [
      'a payment that would never end is settled twice',
      "kind === 'payment_intent.settle' && subject === intent.id",
      "kind === 'payment_intent.settle' && subject === ''",
    ],
  ]),
  ...of('refunds/course.ts', REFUNDS),
  ...of('disputes/course.ts', DISPUTES),
  ...of('intents/microdeposit-verification.ts', DEPOSITS),
  ...of('payment-intents/canceling.ts', INTENTS),
  ...of('setup-intents/results.ts', RESULTS),
  ...of('refunds/decision.ts', [
    ['more than the rest is refunded', 'if (amount > rest)', 'if (amount > whole)'],
    ['a disputed charge is refunded', '  if (charge.disputed) throw errors.chargeDisputed(id);\n', ''],
  ]),
  ...of('mandates.ts', [
    ['an inactive mandate holds again', " || mandate.status === 'inactive') return;", ') return;'],
  ]),
  ...of('payment-intents/debit.ts', [
    ['a PaymentMethod that was used may be used again', '{ ...plan, spent: true }', 'plan'],
    ['a PaymentMethod is not attached', '  if (holder !== null) attach(', '  if (holder === "") attach('],
  ]),
  ...of('intents/blocking.ts', [
    ['the first dispute blocks', 'if (isSecond) blockAccount', 'blockAccount'],
    ['one PaymentMethod of an account is blocked', 'method === paidWith ||', 'method === paidWith &&'],
  ]),
  ...of('balance-transactions/record.ts', [
    [
      'fees have no cap',
      'Math.min(Math.round((amount * FEE_PER_MILLE) / 1000), HIGHEST_FEE)',
      'Math.round((amount * FEE_PER_MILLE) / 1000)',
    ],
  ]),
];
