import { describe, expect, it } from 'vitest';
import { before3, type Document, waiting } from '../support/older-snapshots.ts';
import { setup } from '../support/setup.ts';

describe('a snapshot from which a part is missing', () => {
  it('of version 3 is refused without who is waited for', async () => {
    const { document, emulator } = await waiting();
    const old = before3(document);
    Object.assign(old, { version: 3 });

    await expect(emulator.restore(old)).rejects.toThrow('in its scopes[0].facts.awaiting: there is none.');
  });

  it.each([
    ['tables', 'scopes[0].tables.customer'],
    ['facts', 'scopes[0].facts.logins'],
    ['idempotency', 'scopes[0].idempotency'],
    ['account', 'scopes[0].account'],
  ])('is refused without its %s: it would be lost', async (part, place) => {
    const { document, emulator } = await waiting();
    const [scope] = document.scopes;
    Reflect.deleteProperty(scope ?? {}, part);

    await expect(emulator.restore(document)).rejects.toThrow(`in its ${place}: there is none.`);
  });

  it.each(['issued', 'log'])('is refused without the %s of its requests', async (part) => {
    const { document, emulator } = await waiting();
    Reflect.deleteProperty(document.requests as object, part);

    await expect(emulator.restore(document)).rejects.toThrow(`in its requests.${part}: there is none.`);
  });
});

describe('a snapshot with something that this emulator does not know', () => {
  it.each([
    [
      'a table',
      (document: Document) => Object.assign(document.scopes[0]?.tables ?? {}, { transfer: [] }),
      'transfer',
    ],
    [
      'a fact',
      (document: Document) => Object.assign(document.scopes[0]?.facts ?? {}, { moods: [] }),
      'moods',
    ],
    ['a part', (document: Document) => Object.assign(document, { notes: 'mine' }), 'notes'],
  ])('is refused, because it would be lost: %s', async (_, change, name) => {
    const { document, emulator } = await waiting();
    change(document);

    await expect(emulator.restore(document)).rejects.toThrow(`it has a member "${name}", which none has.`);
  });

  it('is refused for the status of a bank account, which decides what becomes of it', async () => {
    const { emulator, stripe } = setup();
    await stripe.customers.create({ source: 'btok_us_verified' });
    const document = JSON.parse(JSON.stringify(await emulator.snapshot()));
    document.scopes[0].tables.bank_account[0][0].status = 'done';

    await expect(emulator.restore(document)).rejects.toThrow(
      'tables.bank_account[0][0].status: it is "done".',
    );
  });

  it('is refused when a record is older than the one before it', async () => {
    const { document, emulator } = await waiting();
    document.scopes[0]?.tables.event.reverse();
    const [[newest] = []] = document.scopes[0]?.tables.event ?? [];
    Object.assign(newest ?? {}, { created: 9_999_999_999 });

    await expect(emulator.restore(document)).rejects.toThrow('it is older than the one before it.');
  });
});

describe('what is said of a damaged snapshot', () => {
  const refusal = async (change: (document: Document) => unknown): Promise<string> => {
    const { document, emulator } = await waiting();
    change(document);
    return emulator.restore(document).then(
      () => 'accepted',
      ({ message }: Error) => message,
    );
  };
  const long = 'x'.repeat(100_000);

  it.each([
    ['a value', (document: Document) => Object.assign(document.clock as object, { now_ms: long })],
    ['a member', (document: Document) => Object.assign(document.clock as object, { [long]: 1 })],
    ['a part', (document: Document) => Object.assign(document, { [long]: 1 })],
    ['a table', (document: Document) => Object.assign(document.scopes[0]?.tables ?? {}, { [long]: [] })],
    ['a fact', (document: Document) => Object.assign(document.scopes[0]?.facts ?? {}, { [long]: [] })],
    ['a prefix of ids', (document: Document) => Object.assign(document.ids as object, { [long]: -1 })],
    [
      'ids',
      (document: Document) =>
        Object.assign(document.scopes[0]?.facts ?? {}, { sessionSecrets: [[long, `${long}y`]] }),
    ],
  ])('carries little of what was in it: %s', async (_, change) => {
    const message = await refusal(change);

    expect(message).toContain('This snapshot is damaged');
    expect(message.length).toBeLessThan(700);
  });

  it('shows no password of a webhook', async () => {
    const message = await refusal((document) => {
      const text = JSON.stringify(document).replace(
        'http://127.0.0.1:9/webhook',
        'ftp://jenny:hunter2@example.com',
      );
      Object.assign(document, JSON.parse(text));
    });

    expect(message).toContain('ftp://jenny:****@example.com');
  });

  it.each([
    [
      '{"object":"emulator.snapshot","version":3,"version":3}',
      'damaged: its member "version" is there more than once.',
    ],
    ['{"object":"emulator.state","version":1}\n{"sandbox":"x"}', 'This is a file of --state'],
  ])('names the place, or what it is: %s', async (body, sentence) => {
    const { call } = setup();

    const { status, body: answer } = await call('PUT', '/_emulator/snapshot', { form: body });

    expect(status).toBe(400);
    expect(answer).toMatchObject({ error: { message: expect.stringContaining(sentence) } });
  });
});
