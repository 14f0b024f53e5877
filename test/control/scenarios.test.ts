import { describe, expect, it } from 'vitest';
import { createEmulator } from '../../src/index.ts';
import { clientOf } from '../support/flow-client.ts';
import { openSession, setup } from '../support/setup.ts';

describe('a scenario', () => {
  it('is said of a session, by its id or its client_secret, until it is said anew', async () => {
    const world = setup();
    const { id, client_secret: secret } = await openSession(world);
    const client = clientOf(world, secret);
    const told = async () => (await client.synchronize()).emulator.scenario;

    const before = await told();
    const said = await world.emulator.setScenario(id, { accounts: ['High Balance'], show: 'instant' });
    const first = await told();
    await world.emulator.setScenario(secret ?? '', 'cancel');

    expect(before).toBe(null);
    expect(said).toEqual({
      id,
      object: 'emulator.scenario',
      scenario: { accounts: ['High Balance'], show: 'instant' },
    });
    expect(first).toEqual(said.scenario);
    expect(await told()).toEqual({ outcome: 'cancel' });
  });

  it.each(['payment_intents', 'setup_intents'])('is said of %s by HTTP, as a form', async (type) => {
    const { call } = setup({ objects: { payment_intents: [{ id: 'x_1' }], setup_intents: [{ id: 'x_1' }] } });

    const { status, body } = await call('POST', `/_emulator/${type}/x_1/scenario`, {
      form: 'institution=Test+%28OAuth%29&accounts[]=Success&outcome=oauth_denied',
    });

    expect(status).toBe(200);
    expect(body.scenario).toEqual({
      institution: 'Test (OAuth)',
      accounts: ['Success'],
      outcome: 'oauth_denied',
    });
  });

  it.each([
    [{ outcome: 'cancled' }, 'outcome is "cancled". Did you mean "cancel"?'],
    [{ institution: 'Test (Oauht)' }, 'No test institution is called "Test (Oauht)". Did you mean'],
    [{ accounts: ['Sucess'] }, 'has no account called "Sucess"'],
    ['sucess', 'setScenario: "sucess" is no scenario. Did you mean "success"?'],
  ])('is refused that says %j', async (scenario, sentence) => {
    const world = setup();
    const { id } = await openSession(world);

    await expect(world.emulator.setScenario(id, scenario as never)).rejects.toThrow(sentence);
  });

  it('outlives a snapshot', async () => {
    const world = setup();
    const { id, client_secret: secret } = await openSession(world);
    await world.emulator.setScenario(id, 'down');
    const other = setup();
    await other.emulator.restore(await world.emulator.snapshot());

    expect((await clientOf(other, secret).synchronize()).emulator.scenario).toEqual({ outcome: 'down' });
  });

  it('may be that of the options, with the words on the panes', async () => {
    const world = setup({ autofill: 'success', labels: 'legacy' });
    const { client_secret: secret } = await openSession(world);

    expect((await clientOf(world, secret).synchronize()).emulator).toMatchObject({
      labels: 'legacy',
      scenario: null,
      default_scenario: { outcome: 'success' },
    });
  });

  it('is refused in the options by a sentence', () => {
    expect(() => createEmulator({ autofill: 'sucess' })).toThrow(
      'createEmulator: autofill: "sucess" is no scenario. Did you mean "success"?',
    );
    // A cast: a program without types may write it.
    expect(() => createEmulator({ labels: '2025' as never })).toThrow('createEmulator: labels is "2025".');
  });
});
