import { describe, expect, it } from 'vitest';
import { ENABLED_IN_PREVIEWS, type EventType, isOfPreviews } from '../../../src/model/events.ts';
import { DAY, living } from '../../support/account-life.ts';
import { openSession } from '../../support/setup.ts';

type World = Awaited<ReturnType<typeof living>>;
type OwnType = Extract<EventType, `financial_connections.${string}`>;

const TOKEN = { identifier_type: 'tokenized_account_number', status: 'transactable' } as const;
const expecting = ({ now }: World, days: number) => ({
  status_details: { active: { expected_deactivation_date: now() + days * DAY } },
});
const refreshing =
  (feature: 'balance' | 'ownership' | 'transactions') =>
  async ({ stripe, emulator, id }: World) => {
    await stripe.financialConnections.accounts.refresh(id, { features: [feature] });
    await emulator.clock.advance('1s');
  };

/** Its events are sent to whoever has asked for them by name, or has its version. */
const preview = ({ emulator, clientFor }: World) =>
  clientFor(emulator.apiKey, { apiVersion: '2026-08-26.preview' as never });

/** What makes each event happen: one that the SDK has and this table has not does not compile. */
const CAUSES = {
  'financial_connections.account.account_numbers_updated': ({ update }) =>
    update({ account_numbers: [TOKEN] }),
  'financial_connections.account.created': ({ emulator }) => emulator.linkAccount(),
  'financial_connections.account.deactivated': ({ update }) => update({ status: 'inactive' }),
  'financial_connections.account.disconnected': ({ stripe, id }) =>
    stripe.financialConnections.accounts.disconnect(id),
  'financial_connections.account.expected_deactivation_date_updated': (world) =>
    world.update(expecting(world, 40)),
  'financial_connections.account.reactivated': async ({ update, emulator, id }) => {
    await update({ status: 'inactive' });
    await emulator.reconnectAccount(id);
  },
  'financial_connections.account.refreshed_balance': refreshing('balance'),
  'financial_connections.account.refreshed_inferred_balances': async (world) => {
    const features = ['inferred_balances' as never];
    await preview(world).financialConnections.accounts.refresh(world.id, { features });
    await world.emulator.clock.advance('1s');
  },
  'financial_connections.account.refreshed_ownership': refreshing('ownership'),
  'financial_connections.account.refreshed_transactions': refreshing('transactions'),
  'financial_connections.account.supported_payment_method_types_updated': ({ update }) =>
    update({ supported_payment_method_types: ['us_bank_account'] }),
  'financial_connections.account.upcoming_account_number_expiry': ({ update, now }) =>
    update({ account_numbers: [{ ...TOKEN, expected_expiry_date: now() + DAY }] }),
  'financial_connections.account.upcoming_deactivation': (world) => world.update(expecting(world, 1)),
  'financial_connections.authorization.expected_deactivation_date_updated': (world) =>
    world.update(expecting(world, 40)),
  'financial_connections.authorization.upcoming_deactivation': (world) => world.update(expecting(world, 1)),
  'financial_connections.session.updated': async (world) => {
    const { id } = await openSession({ stripe: preview(world) });
    await world.emulator.completeSession(id);
  },
} as const satisfies Readonly<Record<OwnType, (world: World) => Promise<unknown>>>;

describe('events of Financial Connections', () => {
  it('are all in this table', () => {
    const known = ENABLED_IN_PREVIEWS.filter((type) => type.startsWith('financial_connections.'));

    expect(Object.keys(CAUSES)).toEqual(known.toSorted());
  });

  it.each(Object.entries(CAUSES))('%s is sent by the change that it tells of', async (type, cause) => {
    const world = await living();
    await world.emulator.clock.advance(0);
    const before = world.received.length;
    const earlier = world.emulator.events().length;

    await cause(world);
    await world.emulator.clock.advance(0);

    const sent = isOfPreviews(type)
      ? world.emulator.events().slice(earlier)
      : world.received.slice(before).map(({ event }) => event);
    expect(sent.map((event) => event.type)).toContain(type);
  });

  it('tell what the payment method types were before', async () => {
    const { emulator, update } = await living();

    await update({ supported_payment_method_types: [] });

    expect(emulator.events().at(-1)?.data.previous_attributes).toEqual({
      supported_payment_method_types: ['us_bank_account', 'link'],
    });
  });
});
