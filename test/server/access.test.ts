import crypto from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import {
  type AccessPolicy,
  isControl,
  isLoopback,
  type RequestFacts,
  refusalFor,
} from '../../src/server/access.ts';

const LOOPBACK: AccessPolicy = { loopback: true, allowHosts: [], allowOrigins: [], controlToken: undefined };
const SHARED: AccessPolicy = { loopback: false, allowHosts: [], allowOrigins: [], controlToken: 'secret' };

const request = (facts: Partial<RequestFacts> = {}): RequestFacts => ({
  path: '/v1/customers',
  host: 'localhost:12113',
  origin: null,
  fetchSite: null,
  token: null,
  preflight: false,
  ...facts,
});
const control = (facts: Partial<RequestFacts> = {}) => request({ path: '/_emulator/reset', ...facts });

describe('which host names a server on loopback answers to', () => {
  test.each([
    'localhost',
    'LOCALHOST:1',
    'localhost.:80',
    '127.0.0.1',
    '127.8.9.10:3000',
    '[::1]',
    '[::1]:12113',
  ])('%s: yes', (host) => {
    expect(refusalFor(request({ host }), LOOPBACK)).toBeUndefined();
  });

  test.each([
    null,
    '',
    'evil.test',
    'evil.test:12113',
    '127.0.0.1.evil.test',
    'localhost.evil.test',
    '127.0.0.256',
    '10.0.0.1',
    '[::2]',
    'localhost@evil.test',
    '0.0.0.0',
  ])('%s: no', (host) => {
    expect(refusalFor(request({ host }), LOOPBACK)).toMatchObject({
      status: 403,
      message: expect.stringContaining('--allow-host'),
    });
  });

  test('an allowed one, with any port', () => {
    const policy = { ...LOOPBACK, allowHosts: ['App.Test'] };

    expect(refusalFor(request({ host: 'app.test:3000' }), policy)).toBeUndefined();
    expect(refusalFor(request({ host: 'sub.app.test' }), policy)?.status).toBe(403);
  });
});

test.each(['App.Test:8080', 'http://app.test', 'https://app.test/', ' app.test. '])(
  'the name is allowed however it is spelled: %j',
  (allowed) => {
    const policy = { ...LOOPBACK, allowHosts: [allowed] };

    expect(refusalFor(request({ host: 'app.test' }), policy)).toBeUndefined();
  },
);

describe('an allowed origin', () => {
  const policy = { ...LOOPBACK, allowOrigins: ['https://app.test:3000'] };

  test('may control it, though the browser calls it cross-site', () => {
    const facts = { origin: 'https://app.test:3000', fetchSite: 'cross-site' };

    expect(refusalFor(control(facts), policy)).toBeUndefined();
    expect(refusalFor(control({ ...facts, preflight: true }), policy)).toBeUndefined();
  });

  test.each(['https://app.test', 'http://app.test:3000', 'https://app.test:3000.evil.test', 'null'])(
    'allows no other: %s',
    (origin) => {
      expect(refusalFor(control({ origin }), policy)).toMatchObject({
        status: 403,
        message: expect.stringContaining(`--allow-origin ${origin}`),
      });
    },
  );

  test('stands for no host, and for no request that hides its page', () => {
    expect(refusalFor(control({ host: 'app.test:3000' }), policy)?.status).toBe(403);
    expect(refusalFor(control({ fetchSite: 'cross-site' }), policy)?.status).toBe(403);
  });
});

describe('which pages a server on loopback lets control it', () => {
  test.each([null, 'http://localhost:3000', 'https://127.0.0.1', 'http://[::1]:8080'])(
    'of origin %s: yes',
    (origin) => {
      expect(refusalFor(control({ origin }), LOOPBACK)).toBeUndefined();
    },
  );

  test.each(['null', 'https://evil.test', 'http://localhost.evil.test', 'chrome-extension://localhost', ''])(
    'of origin %j: no',
    (origin) => {
      expect(refusalFor(control({ origin }), LOOPBACK)?.status).toBe(403);
    },
  );

  test('none that the browser calls cross-site', () => {
    expect(refusalFor(control({ fetchSite: 'cross-site' }), LOOPBACK)?.status).toBe(403);
    expect(refusalFor(control({ fetchSite: 'same-site' }), LOOPBACK)).toBeUndefined();
  });

  test('the API itself answers any page, because it asks for a key', () => {
    expect(
      refusalFor(request({ origin: 'https://shop.test', fetchSite: 'cross-site' }), LOOPBACK),
    ).toBeUndefined();
  });
});

describe('beyond loopback', () => {
  test('any host name is answered', () => {
    expect(refusalFor(request({ host: 'emulator:12113' }), SHARED)).toBeUndefined();
  });

  test('the control surface asks for its token', () => {
    expect(refusalFor(control({ host: 'emulator' }), SHARED)?.status).toBe(401);
    expect(refusalFor(control({ host: 'emulator', token: 'wrong' }), SHARED)?.status).toBe(403);
    expect(refusalFor(control({ host: 'emulator', token: 'secret' }), SHARED)).toBeUndefined();
  });

  test('health is for everyone', () => {
    expect(refusalFor(request({ path: '/_emulator/health' }), SHARED)).toBeUndefined();
  });

  test('a browser that asks first cannot send the token yet', () => {
    expect(refusalFor(control({ preflight: true }), SHARED)).toBeUndefined();
  });
});

test('a token is asked for on loopback as well once there is one', () => {
  expect(refusalFor(control(), { ...LOOPBACK, controlToken: 'secret' })?.status).toBe(401);
});

test.each(['/_emulator', '/_emulator/reset', '//_emulator/reset', '/_EMULATOR/reset', '/v1/_emulator'])(
  '%s counts as control',
  (path) => {
    expect(isControl(path)).toBe(true);
  },
);

test.each(['localhost', '127.0.0.1', '127.255.0.1', '::1', '::ffff:127.0.0.1', '::ffff:7f00:1'])(
  '%s is loopback',
  (name) => {
    expect(isLoopback(name)).toBe(true);
  },
);

test.each(['0.0.0.0', '::', '', '192.168.1.2', '127.0.0.1.nip.io', '1270.0.0.1'])(
  '%j is not loopback',
  (name) => {
    expect(isLoopback(name)).toBe(false);
  },
);

test.each(['secret', 'secre', 'Secret', 'a'.repeat(10_000), ''])(
  'the token %.20j is compared in a time that tells nothing of the right one',
  (token) => {
    const compared = vi.spyOn(crypto, 'timingSafeEqual');

    refusalFor(control({ token }), SHARED);

    expect(compared.mock.calls.map((sides) => sides.map(({ byteLength }) => byteLength))).toEqual([[32, 32]]);
    compared.mockRestore();
  },
);
