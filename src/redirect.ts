import { redirectFetch } from './server/redirect/global-fetch.ts';
import { redirectNodeRequests } from './server/redirect/node-requests.ts';
import { emulatorAt } from './server/redirect/stripe-hosts.ts';

/*
 * A preload for programs that hard-code their client: `node --import stripe-fc-emulator/redirect app.js`. What it does
 * is its import: docs/redirect.md.
 */

const emulator = emulatorAt(process.env.STRIPE_FC_EMULATOR_URL);
redirectNodeRequests(emulator);
redirectFetch(emulator);
