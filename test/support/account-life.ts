import type Stripe from 'stripe';
import type { ApiResource } from '../../src/index.ts';
import { type Setup, setup } from './setup.ts';

/* What happens to accounts, as tests tell it. */

export const DAY = 86_400;
const PREFIX = 'financial_connections.';

const namesOf = (events: readonly ApiResource[]): readonly string[] =>
  events.flatMap(({ type }) => (type.startsWith(PREFIX) ? [type.slice(PREFIX.length)] : []));

/** Every event about accounts and authorizations of the last 30 days, without the common beginning of their names. */
export const eventsOf = ({ emulator }: Pick<Setup, 'emulator'>): readonly string[] =>
  namesOf(emulator.events());

/** The same of what happens in the meantime. */
export async function eventsDuring(world: Pick<Setup, 'emulator'>, work: () => Promise<unknown>) {
  const known = new Set(world.emulator.events().map(({ id }) => id));
  await work();
  const since = world.emulator.events().filter(({ id }) => !known.has(id));
  return namesOf(since);
}

/** The last event of a type. */
export function lastEvent({ emulator }: Pick<Setup, 'emulator'>, type: string) {
  const found = emulator.events().findLast((event) => event.type === PREFIX + type);
  if (found === undefined) throw new Error(`There was no ${type}.`);
  return found;
}

/** An account for a customer, in a world that has nothing else. */
export async function living(
  fields: Parameters<Setup['emulator']['linkAccount']>[0] = {},
  options: Parameters<typeof setup>[0] = {},
) {
  const world = setup(options);
  const { id: customer } = await world.stripe.customers.create();
  const holder = { type: 'customer' as const, customer };
  const account = (await world.emulator.linkAccount({
    account_holder: holder,
    ...fields,
  })) as Stripe.FinancialConnections.Account;
  const now = () => Math.floor(world.emulator.clock.now().getTime() / 1000);
  const shown = () => world.stripe.financialConnections.accounts.retrieve(account.id);
  const update = (patch: Parameters<Setup['emulator']['updateAccount']>[1]) =>
    world.emulator.updateAccount(account.id, patch);
  return { ...world, id: account.id, account, holder, now, shown, update };
}

/** A PaymentMethod of an account. */
export const methodOf = ({ stripe }: Pick<Setup, 'stripe'>, id: string): Promise<Stripe.PaymentMethod> =>
  stripe.paymentMethods.create({
    type: 'us_bank_account',
    billing_details: { name: 'Jenny Rosen' },
    us_bank_account: { financial_connections_account: id },
  });
