import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/index.ts';
import { clientOf, loggedIn, picked } from '../support/flow-client.ts';
import { openSession, setup } from '../support/setup.ts';

/* A user is in the middle of the flow when a snapshot is taken. */

interface Facts {
  readonly flows: [string, { linked: string[]; pane: string; login?: { state: string } }][];
  readonly scenarios: [string, object][];
}

/** A snapshot in which somebody has linked an account and has not ended. */
async function taken() {
  const world = setup();
  const { client_secret: secret, id } = await openSession(world);
  const { data } = await picked(clientOf(world, secret), ['Success']);
  // A cast: a snapshot is plain JSON to its users.
  const document = structuredClone(await world.emulator.snapshot()) as Snapshot & {
    readonly scopes: readonly [{ readonly facts: Facts }];
  };
  return { document, secret, id, linked: data[0]?.linked_account_id };
}

describe('a snapshot of a user in the authentication flow', () => {
  it('has the user go on where it was taken', async () => {
    const { document, secret, linked } = await taken();
    const world = setup();
    await world.emulator.restore(document);
    const client = clientOf(world, secret);

    expect((await client.synchronize()).manifest.next_pane).toBe('networking_link_signup_pane');
    expect((await client.disableNetworking()).next_pane).toBe('success');
    expect((await client.complete()).accounts.data.map(({ id }) => id)).toEqual([linked]);
  });

  it.each<readonly [string, (facts: Facts) => void, string]>([
    ['an account that is not there', ({ flows: [one] }) => one?.[1].linked.push('fca_none'), 'fca_none'],
    ['a session that is not there', ({ flows: [one] }) => one?.splice(0, 1, 'fcsess_none'), 'fcsess_none'],
    ['a pane that there is not', ({ flows: [one] }) => Object.assign(one?.[1] ?? {}, { pane: 'x' }), 'pane'],
    ['a scenario of nothing', ({ scenarios }) => scenarios.push(['fcsess_none', {}]), 'fcsess_none'],
    [
      'a scenario that is none',
      ({ scenarios, flows: [one] }) => scenarios.push([one?.[0] ?? '', { outcome: 'x' }]),
      'outcome is "x"',
    ],
  ])('is refused that names %s', async (_, damage, sentence) => {
    const { document } = await taken();
    damage(document.scopes[0].facts);

    await expect(setup().emulator.restore(document)).rejects.toThrow(sentence);
  });

  it('knows the login that is under way', async () => {
    const before = setup();
    const { client_secret: secret } = await openSession(before);
    const login = await loggedIn(clientOf(before, secret), 'Bank (Non-OAuth)');
    const after = setup();
    await after.emulator.restore(await before.emulator.snapshot());
    const client = clientOf(after, secret);

    expect((await client.synchronize()).manifest.active_auth_session).toEqual(login);
    expect((await client.login(login.id, { username: 'a', password: 'b' })).next_pane).toBe('account_picker');
  });
});

describe('a hosted session whose page expires', () => {
  it('has what was linked by then', async () => {
    const world = setup();
    const { id: customer } = await world.stripe.customers.create();
    const { body } = await world.call('POST', '/v1/financial_connections/sessions', {
      form: `account_holder[type]=customer&account_holder[customer]=${customer}&permissions[]=balances&ui_mode=hosted`,
      headers: { 'stripe-version': '2026-08-26.preview' },
    });
    const client = clientOf(world, body.client_secret);
    await picked(client, ['Success']);
    await world.emulator.clock.advance('25h');

    expect(await client.receipt()).toMatchObject({ status: 'succeeded', accounts: { total_count: 1 } });
  });
});
