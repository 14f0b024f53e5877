import { type Browser, chromium } from 'playwright-core';

/*
 * Debian's Chromium, because the tests download none. It talks to nobody but this machine: no updates, no names, and what
 * a test does not route is not there.
 */

export const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-gpu',
  '--disable-quic',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

export const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
