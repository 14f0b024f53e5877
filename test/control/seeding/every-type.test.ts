import { describe, expect, it } from 'vitest';
import { SEEDINGS } from '../../../src/control/seeding/types.ts';
import { createEmulator } from '../../../src/index.ts';
import { OBJECT_TYPES, type ObjectType } from '../../../src/model/records.ts';
import { PREVIEW } from '../../support/preview.ts';
import { call, richWorld } from '../../support/rich-world.ts';

/* Every type that there is can be put in place: what the API answers in one sandbox stands in another as it is. */

const PATHS: Readonly<Record<ObjectType, string>> = {
  customer: '/v1/customers',
  'financial_connections.session': '/v1/financial_connections/sessions',
  'financial_connections.account': '/v1/financial_connections/accounts',
  'financial_connections.account_ownership': '/v1/financial_connections/accounts',
  'financial_connections.consent': '/v1/financial_connections/consents',
  'financial_connections.authorization': '',
  payment_intent: '/v1/payment_intents',
  setup_intent: '/v1/setup_intents',
  setup_attempt: '/v1/setup_attempts',
  refund: '/v1/refunds',
  dispute: '/v1/disputes',
  payment_method: '/v1/payment_methods',
  payment_method_configuration: '/v1/payment_method_configurations',
  charge: '/v1/charges',
  balance_transaction: '/v1/balance_transactions',
  mandate: '/v1/mandates',
  bank_account: '',
  token: '/v1/tokens',
  'checkout.session': '/v1/checkout/sessions',
  product: '/v1/products',
  price: '/v1/prices',
  subscription: '/v1/subscriptions',
  invoiceitem: '/v1/invoiceitems',
  account: '/v1/accounts',
  payout: '/v1/payouts',
  event: '/v1/events',
  webhook_endpoint: '/v1/webhook_endpoints',
  invoice: '/v1/invoices',
  line_item: '/v1/invoices',
  invoice_payment: '/v1/invoice_payments',
};

/** What other versions do not answer. */
const OF_PREVIEWS: readonly ObjectType[] = ['financial_connections.consent'];

type Emulator = Awaited<ReturnType<typeof richWorld>>;
type Answer = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly account_holder?: { readonly account?: string } | null;
};

// An account collected for a connected account is found only with its header.
const ownerOf = ({ account_holder: holder }: Answer): Record<string, string> =>
  holder?.account === undefined ? {} : { 'stripe-account': holder.account };
const retrieved = (emulator: Emulator, type: ObjectType, answer: Answer) =>
  type === 'setup_attempt'
    ? listed(emulator, answer)
    : type === 'financial_connections.account_ownership'
      ? expanded(emulator, answer)
      : type === 'financial_connections.authorization' || type === 'line_item' || type === 'bank_account'
        ? kept(emulator, type, answer)
        : call(emulator, 'GET', `${PATHS[type]}/${answer.id}`, undefined, {
            ...ownerOf(answer),
            ...(OF_PREVIEWS.includes(type) ? { 'stripe-version': PREVIEW } : {}),
          });

/** Attempts are answered by their list alone. */
async function listed(emulator: Emulator, { id, setup_intent }: Answer) {
  const { status, body } = await call(emulator, 'GET', `${PATHS.setup_attempt}?setup_intent=${setup_intent}`);
  return { status, body: body.data.find((attempt: Answer) => attempt.id === id) };
}

/** Ownerships are answered in their accounts alone. */
async function expanded(emulator: Emulator, { id }: Answer) {
  const path = `${PATHS['financial_connections.account']}?limit=100&expand[]=data.ownership`;
  const { status, body } = await call(emulator, 'GET', path);
  const owned = body.data.find(({ ownership }: { ownership: Answer | null }) => ownership?.id === id);
  return owned === undefined ? { status: 404, body } : { status, body: owned.ownership };
}

/** Authorizations are told of by events alone, and bank accounts by those whose they are. */
async function kept(emulator: Emulator, type: ObjectType, { id }: Answer) {
  const { scopes } = JSON.parse(JSON.stringify(await emulator.snapshot()));
  const [body] = scopes[0].tables[type].find(([record]: [Answer]) => record.id === id);
  return { status: 200, body };
}

/** All objects of the platform, and the accounts collected for others, as the API answers them. */
async function answersOf(emulator: Emulator) {
  const { scopes } = JSON.parse(JSON.stringify(await emulator.snapshot()));
  const answers = new Map<ObjectType, Answer[]>();
  for (const type of OBJECT_TYPES) {
    const records: [Answer][] = scopes.flatMap(({ account, tables }: (typeof scopes)[0]) =>
      tables[type].filter(([record]: [Answer]) => (ownerOf(record)['stripe-account'] ?? null) === account),
    );
    const bodies = await Promise.all(records.map(([record]) => retrieved(emulator, type, record)));
    const there = bodies.filter(({ status, body }) => status === 200 && body.deleted !== true);
    answers.set(
      type,
      there.map(({ body }) => body),
    );
  }
  return answers;
}

describe('what the API answers', () => {
  it.each(OBJECT_TYPES)('can be put in place as it is when it is of type %s', async (type) => {
    const there = await answersOf(await richWorld());
    const other = createEmulator({ time: { start: '2026-01-01T04:00:00Z', runs: false }, log: false });

    await other.putObjects(
      Object.fromEntries([...there].map(([known, answers]) => [SEEDINGS[known].plural, answers])),
    );

    const answers = there.get(type) ?? [];
    expect(answers).not.toEqual([]);
    for (const answer of answers) expect((await retrieved(other, type, answer)).body).toEqual(answer);
  });
});
