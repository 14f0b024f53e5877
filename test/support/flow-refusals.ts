import type { errors } from '../../src/core/catalogue.ts';
import { type Refusal, row } from './refusal-row.ts';
import { openSession, type Setup } from './setup.ts';

/* What is refused in the authentication flow, each by a way through it. */

type Row = keyof typeof errors;

const FLOW = '/v1/link_account_sessions';
const LOGIN = '/v1/connections/auth_sessions';

type Ask = (path: string, form?: Record<string, string>) => ReturnType<Setup['call']>;

/** Goes as far as the institutions, and then on. */
const through =
  (onward: (ask: Ask) => ReturnType<Setup['call']>): Refusal['provoke'] =>
  async (world) => {
    const { client_secret: secret } = await openSession(world);
    const ask: Ask = (path, form = {}) =>
      world.call('POST', path, {
        form: new URLSearchParams({ client_secret: secret ?? '', ...form }).toString(),
      });
    await ask(`${FLOW}/consent_acquired`);
    return onward(ask);
  };

const at = (id: string) => ({ institution: id });
const OAUTH = at('bcinst_LLQZzmKZMjl0j0');

export const FLOW_REFUSALS = {
  flowPending: row(
    through(async (ask) => {
      const { body } = await ask(LOGIN, OAUTH);
      return ask(`${LOGIN}/oauth_results`, { id: body.id });
    }),
    404,
    'The user has not come back from the institution yet.',
    { param: 'id' },
  ),
  flowRefused: row(
    through(async (ask) => {
      const { body } = await ask(LOGIN, OAUTH);
      return ask(`${LOGIN}/authorized`, { id: body.id });
    }),
    400,
    'The user has not logged in: the login is opened.',
    { param: 'id' },
  ),
  institutionUnavailable: row(
    through((ask) => ask(LOGIN, at('bcinst_Job0h4OGUcHbR3'))),
    400,
    'Down (Unscheduled) is currently unavailable.',
    { param: 'institution' },
  ),
  oneTimeCodeRefused: row(
    through((ask) =>
      ask(`${FLOW}/save_accounts_to_link`, { email_address: 'test@test.com', one_time_code: '000002' }),
    ),
    400,
    'Error, code expired',
    { param: 'one_time_code' },
  ),
  sessionSecretUnknown: row(
    (world) => world.call('POST', `${FLOW}/consent_acquired`, { form: 'client_secret=secret_of_nothing' }),
    404,
    'No such financial connections session: no session has this client_secret.',
    { code: 'resource_missing', param: 'client_secret' },
  ),
  sessionUnlaunchable: row(
    through(async (ask) => {
      await ask(`${FLOW}/complete`);
      return ask(`${FLOW}/consent_acquired`);
    }),
    400,
    'This Financial Connections session has ended, its state is canceled: create a new one.',
    { param: 'client_secret' },
  ),
} as const satisfies { readonly [Name in Row]?: Refusal };
