import { describe, expect, it } from 'vitest';
import { microdepositLifecycle } from '../../../src/resources/intents/microdeposits.ts';
import { anotherMethod, KINDS, type Verification } from '../../support/microdeposits.ts';
import { eventTypes } from '../../support/payments.ts';
import { refusal, setup } from '../../support/setup.ts';

const DAY_MS = 86_400_000;
const THURSDAY = { time: { start: '2024-08-08T14:35:00Z', runs: false } } as const;
const FRIDAY_IN_LOS_ANGELES = Date.parse('2024-08-09T07:00:00Z') / 1000;

const PREFIX = 'payment_method_microdeposit';
const EXCEEDED = {
  code: `${PREFIX}_verification_attempts_exceeded`,
  message: 'You have exceeded the number of allowed verification attempts.',
};
const TIMEOUT = {
  code: `${PREFIX}_verification_timeout`,
  message:
    "Microdeposit timeout. Customer hasn't verified their bank account within the required 10 day period.",
};
const FAILED = {
  code: `${PREFIX}_failed`,
  message: 'Microdeposits failed. Please check the account, institution and transit numbers provided',
};

it('microdeposits go from state to state as drawn', () => {
  const events = ['arrive', 'verify', 'fail', 'cancel'] as const;
  const drawn = Object.entries(microdepositLifecycle).map(([state, row]) =>
    [state, ...events.map((event) => row[event] ?? '-')].join(' '),
  );

  expect(drawn).toEqual([
    'underway arrived verified failed canceled',
    'arrived - verified failed canceled',
    'verified - - - -',
    'failed - - - -',
    'canceled - - - -',
  ]);
});

describe.each(KINDS)('the microdeposits of a $noun', (kind) => {
  const { waiting, verify, retrieve, lastError, type } = kind;

  it('are what its customer has to verify, on the next business day', async () => {
    const world = setup(THURSDAY);

    const intent = await waiting(world);

    const token = type === 'payment_intent' ? 'pacs_test_' : 'sacs_test_';
    expect(intent).toMatchObject({
      status: 'requires_action',
      next_action: {
        type: 'verify_with_microdeposits',
        verify_with_microdeposits: {
          arrival_date: FRIDAY_IN_LOS_ANGELES,
          hosted_verification_url: expect.stringMatching(
            new RegExp(
              `^https://payments\\.stripe\\.com/microdeposit/${token}[A-Za-z0-9]+0000[A-Za-z0-9]{8}$`,
            ),
          ),
          microdeposit_type: 'descriptor_code',
        },
      },
    });
    expect(eventTypes(world)).toEqual([`${type}.created`, `${type}.requires_action`]);
  });

  it.each<Verification>([{ amounts: [32, 45] }, { amounts: [45, 32] }, { descriptor_code: 'SM11AA' }])(
    'verify its bank account: %j',
    async (how) => {
      const world = setup(THURSDAY);
      const { id } = await waiting(world);

      const verified = await verify(world, id, how);

      expect(verified).toMatchObject({ status: kind.after, next_action: null });
      expect(lastError(verified)).toBeNull();
      expect(eventTypes(world).slice(2)).toEqual(kind.verified);
    },
  );

  it.each<[Verification, { code: string; message: string }]>([
    [{ amounts: [10, 11] }, EXCEEDED],
    [{ descriptor_code: 'SM33CC' }, EXCEEDED],
    [{ amounts: [40, 41] }, TIMEOUT],
    [{ descriptor_code: 'SM44DD' }, TIMEOUT],
  ])('are over with %j', async (how, { code, message }) => {
    const world = setup(THURSDAY);
    const before = await waiting(world);

    const error = await refusal(verify(world, before.id, how));

    const now = await retrieve(world, before.id);
    expect(error).toMatchObject({
      statusCode: 400,
      code,
      message,
      [type]: { id: before.id, status: now.status },
    });
    expect(now).toMatchObject({ status: 'requires_payment_method', next_action: null, payment_method: null });
    expect(lastError(now)).toMatchObject({
      type: 'invalid_request_error',
      code,
      message,
      payment_method: { id: before.payment_method },
    });
    expect(eventTypes(world).slice(2)).toEqual(kind.failed);
  });

  it.each<[Verification, number, string]>([
    [
      { amounts: [1, 2] },
      3,
      'The amounts provided do not match the amounts that were sent to the bank account.',
    ],
    [
      { descriptor_code: 'SM99ZZ' },
      10,
      'The verification code provided does not match the one sent to the bank account.',
    ],
  ])('may be mistaken a number of times: %j', async (how, most, sentence) => {
    const world = setup(THURSDAY);
    const { id } = await waiting(world);
    const said: string[] = [];

    for (let attempt = 1; attempt < most; attempt++)
      said.push((await refusal(verify(world, id, how))).message);
    const last = await refusal(verify(world, id, how));

    expect(said).toEqual(
      said.map((_, at) => `${sentence} You have ${most - 1 - at} verification attempts remaining.`),
    );
    expect(last).toMatchObject(EXCEEDED);
    expect((await retrieve(world, id)).status).toBe('requires_payment_method');
    expect(eventTypes(world).slice(2)).toEqual(kind.failed);
  });

  it.each<[Verification, object]>([
    [{}, { code: 'parameter_missing', param: 'descriptor_code' }],
    [{ amounts: [32, 45], descriptor_code: 'SM11AA' }, { code: 'parameters_exclusive' }],
    [{ amounts: [32] }, { code: `${PREFIX}_verification_amounts_invalid` }],
    [{ amounts: [32, 45, 1] }, { code: `${PREFIX}_verification_amounts_invalid` }],
  ])('count no attempt that is none: %j', async (how, expected) => {
    const world = setup(THURSDAY);
    const { id } = await waiting(world);

    expect(await refusal(verify(world, id, how))).toMatchObject({ statusCode: 400, ...expected });
    expect((await refusal(verify(world, id, { amounts: [1, 2] }))).message).toContain('You have 2 ');
    expect((await refusal(verify(world, id, { descriptor_code: 'SM' }))).message).toContain('You have 9 ');
  });

  it.each(['sm11aa', ' SM11AA', 'SM11AA '])(
    'have a code that is exactly so: "%s" is another',
    async (code) => {
      const world = setup();
      const { id } = await waiting(world);

      expect((await refusal(verify(world, id, { descriptor_code: code }))).code).toBe(
        `${PREFIX}_verification_descriptor_code_mismatch`,
      );
    },
  );

  it('count an attempt once that is sent again under its idempotency key', async () => {
    const world = setup();
    const { id } = await waiting(world);

    const first = await refusal(verify(world, id, { amounts: [1, 2] }, 'again'));
    const replayed = await refusal(verify(world, id, { amounts: [1, 2] }, 'again'));
    const second = await refusal(verify(world, id, { amounts: [1, 2] }));

    expect([first, replayed, second].map(({ message }) => /You have \d/.exec(message)?.[0])).toEqual([
      'You have 2',
      'You have 2',
      'You have 1',
    ]);
  });

  it('expire ten days after the confirmation, by themselves', async () => {
    const world = setup(THURSDAY);
    const { id } = await waiting(world);
    await world.emulator.clock.advance(10 * DAY_MS - 1000);
    expect((await retrieve(world, id)).status).toBe('requires_action');

    await world.emulator.clock.advance(1000);

    const now = await retrieve(world, id);
    expect(now.status).toBe('requires_payment_method');
    expect(lastError(now)).toMatchObject(TIMEOUT);
    expect(eventTypes(world).slice(2)).toEqual(kind.failed);
    expect(world.emulator.events().at(-1)?.request).toEqual({ id: null, idempotency_key: null });
  });

  it('fail where they do not reach the account, a second later', async () => {
    const world = setup(THURSDAY);
    const { id, status } = await waiting(world, '000666666661');

    await world.emulator.clock.advance(1000);

    const now = await retrieve(world, id);
    expect([status, now.status]).toEqual(['requires_action', 'requires_payment_method']);
    expect(lastError(now)).toMatchObject(FAILED);
    expect(eventTypes(world).slice(2)).toEqual(kind.failed);
  });

  it('fail where they do not reach the account, as soon as somebody verifies them', async () => {
    const world = setup(THURSDAY);
    const { id } = await waiting(world, '000666666661');

    expect(await refusal(verify(world, id, { descriptor_code: 'SM11AA' }))).toMatchObject(FAILED);
    expect((await retrieve(world, id)).status).toBe('requires_payment_method');
  });

  it('fail at once where that is assumed', async () => {
    const world = setup({ assume: { microdepositFailure: 'at_once' } });

    const error = await refusal(waiting(world, '000666666661'));

    expect(error).toMatchObject({
      statusCode: 400,
      ...FAILED,
      [type]: { status: 'requires_payment_method', payment_method: null },
    });
    const [failure] = kind.failed.filter((event) => event !== 'mandate.updated');
    expect(eventTypes(world)).toEqual([`${type}.created`, failure]);
  });

  it('are not needed any more once it is canceled', async () => {
    const world = setup(THURSDAY);
    const { id } = await waiting(world);

    expect(await kind.cancel(world, id)).toMatchObject({ status: 'canceled', next_action: null });

    const error = await refusal(verify(world, id, { amounts: [32, 45] }));
    expect(error).toMatchObject({ code: 'intent_invalid_state', [type]: { id, status: 'canceled' } });
    expect(error.message).toBe(
      `This ${kind.noun} cannot be actioned on because it has a status of canceled. Only a ${kind.noun} with one of the following statuses may be actioned on: ["requires_action"].`,
    );
    await world.emulator.clock.advance(20 * DAY_MS);
    expect((await retrieve(world, id)).status).toBe('canceled');
  });

  it('begin anew with another bank account: what was foretold to the first does not come', async () => {
    const world = setup(THURSDAY);
    const first = await waiting(world);
    await refusal(verify(world, first.id, { amounts: [1, 2] }));
    await world.emulator.clock.advance(5 * DAY_MS);

    const second = await kind.confirm(world, first.id, await anotherMethod(world));
    await world.emulator.clock.advance(6 * DAY_MS);

    expect(second.next_action?.verify_with_microdeposits?.hosted_verification_url).not.toBe(
      first.next_action?.verify_with_microdeposits?.hosted_verification_url,
    );
    expect((await retrieve(world, first.id)).status).toBe('requires_action');
    expect((await refusal(verify(world, first.id, { amounts: [1, 2] }))).message).toContain('You have 2 ');
    expect((await verify(world, first.id, { amounts: [32, 45] })).status).toBe(kind.after);
  });

  it('can be tried again with the bank account that they failed to verify', async () => {
    const world = setup(THURSDAY);
    const { id, payment_method: method } = await waiting(world);
    await refusal(verify(world, id, { descriptor_code: 'SM33CC' }));

    const again = await kind.confirm(world, id, String(method));

    expect(again.status).toBe('requires_action');
    expect(lastError(again)).toBeNull();
  });

  it('keep a sandbox from being idle until they have arrived, and no longer than they are needed', async () => {
    const world = setup(THURSDAY);
    const { id } = await waiting(world);
    await world.emulator.clock.runToIdle();
    expect(world.emulator.clock.now().getTime() / 1000).toBe(FRIDAY_IN_LOS_ANGELES);

    const canceled = await waiting(world);
    await kind.cancel(world, canceled.id);
    await world.emulator.clock.runToIdle();

    expect(world.emulator.clock.now().getTime() / 1000).toBe(FRIDAY_IN_LOS_ANGELES);
    expect((await verify(world, id, { descriptor_code: 'SM11AA' })).status).toBe(kind.after);
  });

  it('survive a snapshot, with what has been tried', async () => {
    const world = setup(THURSDAY);
    const { id } = await waiting(world);
    await refusal(verify(world, id, { amounts: [1, 2] }));

    const document = await world.emulator.snapshot();
    await world.emulator.reset();
    await world.emulator.restore(document);

    expect((await refusal(verify(world, id, { amounts: [1, 2] }))).message).toContain('You have 1 ');
    await world.emulator.clock.advance(10 * DAY_MS);
    expect(lastError(await retrieve(world, id))).toMatchObject(TIMEOUT);
  });
});
