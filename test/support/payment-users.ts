import { ROUTING, spelled } from './payment-asked.ts';
import type { Caller } from './payment-calls.ts';
import { arrive, collected, newMethod } from './payment-model.ts';
import { say } from './payment-model-course.ts';
import { accountOf, CUSTOMERS, type StepOf } from './payment-steps.ts';
import { same } from './payment-told.ts';
import { toldByEmulator } from './payment-wire.ts';
import { type Intent, toldIntent, type World } from './payment-world.ts';

/* What users and banks do, under `/_emulator`. */

/** With an intent; no call of Stripe's API, so that no event has a request. */
export async function playUser(
  caller: Caller,
  world: World,
  next: StepOf<'collect' | 'arrive' | 'knobs'>,
  intent: Intent,
): Promise<null> {
  const path = `/${intent.kind}_intents/${intent.ref.id}`;
  if (next.do === 'arrive') {
    const answer = await caller.act(`${path}/microdeposits/arrive`, {});
    same(world, 'whether they arrive', answer !== null, arrive(intent) === 'done');
  } else if (next.do === 'knobs') {
    const answer = await caller.act(path, spelled(next));
    same(world, 'whether it is so', answer !== null, say(world, intent, next.change) === 'done');
  } else {
    const { name, number } = accountOf(next.account);
    const typed = { manual_entry: { routing_number: ROUTING, account_number: number } };
    const answer = await caller.act(`${path}/collect_bank_account`, next.isTyped ? typed : { account: name });
    const method = newMethod(world, next.account, !next.isTyped);
    const ending = collected(world, intent, method);
    same(world, 'whether it is collected', answer !== null, ending === 'done');
    if (answer !== null) same(world, 'an answer', toldByEmulator(answer), toldIntent(intent));
  }
  return null;
}

/** The id of a new account of Stripe's test institutions. */
export async function linkAccount(caller: Caller, { account }: StepOf<'link'>): Promise<string> {
  const { name } = accountOf(account);
  const linked = await caller.act('/financial_connections/accounts', {
    account: name,
    account_holder: { type: 'customer', customer: CUSTOMERS[0] },
    permissions: ['payment_method'],
  });
  if (linked === null) throw new Error(`${name} cannot be linked.`);
  return linked.id;
}
