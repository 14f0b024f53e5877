import type { Mutant } from './mutants.ts';

/* What could be wrong about invoices, subscriptions and Checkout Sessions: each of it their walks must notice. */

type Change = readonly [name: string, from: string, to: string];

const changed = (file: string, changes: readonly Change[]): readonly Mutant[] =>
  changes.map(([name, from, to]) => ({ name, file, from, to }));

const of = (file: string, changes: readonly Change[]): readonly Mutant[] =>
  changed(`resources/${file}`, changes);

export const DOOR_MUTANTS: readonly Mutant[] = [
  ...of('billing/invoices/course.ts', [
    ['a payment under way is no attempt', 'attempt_count: Math.max(1, invoice.attempt_count),', ''],
    ['what was paid is not told of its payment', 'amount_paid: intent.amount_received,', ''],
    [
      'a failed payment is not tried again',
      'if (delayMs !== undefined) scheduleCollecting(scope, invoice, delayMs);',
      '',
    ],
  ]),
  ...of('billing/invoices/ending.ts', [
    [
      'a void invoice can still be paid',
      'status: next(invoiceLifecycle, INVOICE, stateOf(before), ' + "'void'" + '),',
      "status: 'open',",
    ],
    ['a payment outlives its invoice', "cancelIntent(scope, intent, 'void_invoice');", 'return;'],
    ['something remains of what is paid', '    amount_remaining: 0,\n', ''],
  ]),
  ...of('billing/invoices/collection.ts', [
    [
      'whatever fails is tried again',
      'if (!isCollected(invoice) || intent.last_payment_error?.code !== WORTH_ANOTHER) return undefined;',
      'if (!isCollected(invoice)) return undefined;',
    ],
  ]),
  ...of('billing/subscriptions/following.ts', [
    [
      'a subscription is overdue before it has begun',
      "if (before.status === 'incomplete') {\n    if (expiryOf(before)",
      "if (before.status === 'canceled') {\n    if (expiryOf(before)",
    ],
    [
      'an old invoice makes a subscription active',
      'return subscription?.latest_invoice === invoice?.id ? subscription : undefined;',
      'return subscription;',
    ],
    [
      'the end of dunning is put off for ever',
      'if (invoice.attempt_count > 1) giveUp(scope, subscription);',
      'if (invoice.attempt_count > 9) giveUp(scope, subscription);',
    ],
    [
      'the default is saved whether it was asked for or not',
      "const isWanted = before.payment_settings?.save_default_payment_method === 'on_subscription';\n  if (!isWanted ||",
      'if (',
    ],
  ]),
  ...of('billing/subscriptions/canceling.ts', [
    [
      'what a canceled subscription has billed is collected on',
      "...withField(before, 'auto_advance', false),",
      '...before,',
    ],
  ]),
  ...of('checkout/course.ts', [
    [
      'a session is paid before its payment',
      "session.payment_status, 'pay');\n  const invoice",
      "'unpaid', 'waive');\n  const invoice",
    ],
  ]),
  ...of('checkout/ending.ts', [
    [
      'an expired session leaves its payment',
      "cancelIntent(scope, payment, 'abandoned');",
      'return expired;',
    ],
    ['an expired session leaves what it was to set up', "cancelSetup(scope, setup, 'abandoned');", ''],
  ]),
  ...of('checkout/creation.ts', [
    [
      'nothing tells of what a session is to set up',
      "scope.emit('setup_intent.created', setup);",
      'scope.seconds();',
    ],
  ]),
  ...changed('flow/checkout-subscription.ts', [
    [
      'a session has no default for what is subscribed to',
      '...(method === undefined ? {} : { default_payment_method: method.paymentMethod.id }),',
      '',
    ],
    [
      'what is subscribed to is not paid at first',
      'if (method !== undefined) useMethod(play, subscription, method);',
      '',
    ],
    ['a session names no invoice', 'invoice: subscription.latest_invoice,', ''],
    [
      'a refused bank account subscribes all the same',
      'if (refusal !== undefined) return refusal;',
      'if (refusal !== undefined && scope.nowMs() < 0) return refusal;',
    ],
    [
      'a limit is met before there is a debit',
      'const isDebited = plan.verified && total !== 0;',
      'const isDebited = total !== 0;',
    ],
  ]),
  ...changed('flow/checkout-setup.ts', [
    [
      'a session is complete though nothing is set up',
      'if (result instanceof StripeError) {',
      'if (result instanceof StripeError && scope.nowMs() < 0) {',
    ],
    [
      'a session whose setup is done can be submitted again',
      'return completeCheckout(scope, known, submitted(session, written));',
      'return scope.tables[CHECKOUT].put({ ...known, ...submitted(session, written) });',
    ],
  ]),
];
