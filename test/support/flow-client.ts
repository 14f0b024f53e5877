import type { FlowInstitution } from '../../src/model/flow.ts';
import { ApiError, type CallSettings, caller } from '../../src/stripe-js/call.ts';
import { type FlowClient, flowClient } from '../../src/stripe-js/client.ts';
import type { Setup } from './setup.ts';

/* The authentication flow as a page calls it: with a publishable key, and the secret of one session. */

type World = Pick<Setup, 'emulator' | 'fetch'>;

const settingsOf = ({ emulator, fetch }: World, more: Partial<CallSettings>): CallSettings => ({
  apiBase: 'https://api.stripe.com',
  publishableKey: emulator.publishableKey,
  fetch,
  ...more,
});

export const pageOf = (world: World, more: Partial<CallSettings> = {}) => caller(settingsOf(world, more));

export const clientOf = (world: World, secret: string | null, more: Partial<CallSettings> = {}): FlowClient =>
  flowClient(pageOf(world, more), secret ?? '');

/** The institution of that name, wherever it is found. */
export async function institution(client: FlowClient, name: string): Promise<FlowInstitution> {
  const { data } = await client.searchInstitutions(name);
  const found = data.find((one) => one.name === name);
  if (found === undefined) throw new Error(`The picker has no ${name}.`);
  return found;
}

/** Consents, and logs in where nothing is asked for. */
export async function loggedIn(client: FlowClient, name = 'Test (Non-OAuth)') {
  await client.synchronize();
  await client.consentAcquired();
  return client.openAuthSession((await institution(client, name)).id);
}

/** Picks accounts by name, as far as the picker. */
export async function picked(client: FlowClient, names: readonly string[], at?: string) {
  const login = await loggedIn(client, at);
  const { data } = await client.partnerAccounts(login.id);
  const ids = names.map((name) => data.find((one) => one.name === name)?.id ?? name);
  return client.selectAccounts(login.id, ids);
}

/** What the API refuses a call with. */
export async function refusedWith(call: Promise<unknown>): Promise<ApiError['fields'] & { status: number }> {
  const thrown = await call.then(
    (answer) => answer,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ApiError)) throw new Error(`Expected a refusal, got ${JSON.stringify(thrown)}`);
  return { ...thrown.fields, status: thrown.status };
}
