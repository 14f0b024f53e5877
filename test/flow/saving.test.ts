import { describe, expect, it } from 'vitest';
import type { EmulatorOptions } from '../../src/index.ts';
import { clientOf, loggedIn, picked, refusedWith } from '../support/flow-client.ts';
import { openSession, setup } from '../support/setup.ts';

const DETAILS = { email_address: 'jenny@example.com', phone_number: '4015006000' };

async function world(options: EmulatorOptions = {}) {
  const made = setup(options);
  const open = async () => clientOf(made, (await openSession(made)).client_secret);
  return { ...made, open, client: await open() };
}

describe('the question whether to save accounts', () => {
  it('is asked after accounts were picked, and saves them as far as a user sees', async () => {
    const { client } = await world();
    const { next_pane: pane } = await picked(client, ['Success', 'High Balance']);

    expect(pane).toBe('networking_link_signup_pane');
    expect(await client.saveAccounts(DETAILS)).toEqual({
      next_pane: 'success',
      display: { text: { success_pane: { sub_title: 'Your accounts were connected and saved with Link.' } } },
    });
  });

  it('changes no object', async () => {
    const saving = await world();
    await picked(saving.client, ['Success']);
    await saving.client.saveAccounts(DETAILS);
    const saved = await saving.client.complete();
    const other = await world();
    await picked(other.client, ['Success']);
    await other.client.disableNetworking();
    const unsaved = await other.client.complete();
    const shape = (account: object | undefined) => ({ ...account, id: '', account_holder: '', created: 0 });

    expect(shape(saved.accounts.data[0])).toEqual(shape(unsaved.accounts.data[0]));
    expect(saving.emulator.events().map(({ type }) => type)).toEqual(
      other.emulator.events().map(({ type }) => type),
    );
  });

  it('asks for a code whose accounts were saved before, and refuses those of Stripe’s docs', async () => {
    const { client, open } = await world();
    await picked(client, ['Success']);
    await client.saveAccounts(DETAILS);
    const again = await open();
    await picked(again, ['Success']);

    const asked = await again.saveAccounts({ ...DETAILS, email_address: 'Jenny@Example.com' });
    const refused = await Promise.all(
      ['000001', '000002', '000003', '12345'].map((one_time_code) =>
        refusedWith(again.saveAccounts({ ...DETAILS, one_time_code })),
      ),
    );
    const done = await again.saveAccounts({ ...DETAILS, one_time_code: '000000' });

    expect(asked.next_pane).toBe('networking_save_to_link_verification');
    expect(refused.map(({ message, param }) => `${message} (${param})`)).toEqual([
      'Error, code invalid (one_time_code)',
      'Error, code expired (one_time_code)',
      'Error, max attempts exceeded (one_time_code)',
      'Error, code invalid (one_time_code)',
    ]);
    expect(done.next_pane).toBe('success');
  });

  it('is asked before an institution is picked under assume.savePane=after_consent, and then no more', async () => {
    const { client } = await world({ assume: { savePane: 'after_consent' } });
    const consented = await client.consentAcquired();
    const answered = await client.disableNetworking();

    expect(consented.next_pane).toBe('networking_link_signup_pane');
    expect(answered.next_pane).toBe('institution_picker');
    expect((await picked(client, ['Success'])).next_pane).toBe('success');
  });

  it('is not asked under assume.savePane=none', async () => {
    const { client } = await world({ assume: { savePane: 'none' } });

    expect((await picked(client, ['Success'])).next_pane).toBe('success');
  });

  it('is asked where the page says, unless the session says otherwise', async () => {
    const { client, open, emulator } = await world({ autofill: 'save_pane=none' });
    const { manifest, emulator: extras } = await client.synchronize();
    const consented = await client.consentAcquired({ save_pane: 'after_consent' });
    const other = await open();
    const { id } = (await other.synchronize()).manifest;
    await emulator.setScenario(id, { save_pane: 'after_accounts' });

    expect(manifest.next_pane).toBe('consent');
    expect(extras).toMatchObject({ save_pane: 'none', default_scenario: { save_pane: 'none' } });
    expect(consented.next_pane).toBe('networking_link_signup_pane');
    expect((await other.consentAcquired({ save_pane: 'none' })).next_pane).toBe('institution_picker');
    await loggedIn(other);
    expect((await picked(other, ['Success'])).next_pane).toBe('networking_link_signup_pane');
  });
});

describe('a consent', () => {
  const asked = async () => {
    const made = setup();
    const session = await openSession(made);
    const holder = session.account_holder?.customer ?? '';
    const give = async (customer: unknown) => {
      const { body } = await made.call('POST', '/v1/financial_connections/consents', {
        form: `account_holder[type]=customer&account_holder[customer]=${customer}`,
        headers: { 'stripe-version': '2026-08-26.preview' },
      });
      return body.id;
    };
    return { ...made, holder, give, client: clientOf(made, session.client_secret) };
  };

  it('that was given before is taken', async () => {
    const { client, give, holder, emulator } = await asked();

    const { next_pane, consent_acquired_at: at } = await client.consentAcquired({
      consent: await give(holder),
    });

    expect(next_pane).toBe('institution_picker');
    expect(at).toBe(emulator.clock.now().getTime() / 1000);
  });

  it('is refused that there is not, that has expired, or that somebody else has given', async () => {
    const { client, give, holder, stripe, emulator } = await asked();
    const expired = await give(holder);
    const others = await give((await stripe.customers.create()).id);
    const refused = async (consent: string) =>
      (await refusedWith(client.consentAcquired({ consent }))).message;

    expect(await refused('fccons_none')).toContain("'fccons_none'");
    expect(await refused(others)).toBe('This consent was given by another account holder.');
    await emulator.clock.advance('1h');
    expect(await refused(expired)).toBe('This consent has expired.');
    expect((await client.synchronize()).manifest.next_pane).toBe('consent');
  });
});
