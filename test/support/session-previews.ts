import { type Body, type Setup, setup } from './setup.ts';

/* Sessions under a version of the preview, for one customer. */

export const PREVIEW = '2026-08-26.preview';
export const SESSIONS = '/v1/financial_connections/sessions';
export const BANK = 'Test (Non-OAuth)';
const HOLDER = 'account_holder[type]=customer&account_holder[customer]=cus_1';
export const PLAIN = `${HOLDER}&permissions[]=balances`;

export const world = (options: Parameters<typeof setup>[0] = {}) =>
  setup({ objects: { customers: [{ id: 'cus_1' }] }, ...options });

export const asked = async (
  { call }: Setup,
  method: string,
  path: string,
  form?: string,
  version = PREVIEW,
) => {
  const options = { headers: { 'stripe-version': version }, ...(form === undefined ? {} : { form }) };
  return (await call(method, path, options)).body;
};
export const created = (setting: Setup, form: string) => asked(setting, 'POST', SESSIONS, form);
export const retrieved = (setting: Setup, id: string, version = PREVIEW) =>
  asked(setting, 'GET', `${SESSIONS}/${id}`, undefined, version);

/** Accounts of one customer at one bank, to which access was lost; and the authorization that they belong to. */
export async function lost(setting: Setup, ...names: readonly string[]) {
  const { emulator } = setting;
  const accounts: Body[] = [];
  for (const account of names)
    accounts.push(
      await emulator.linkAccount({
        account,
        account_holder: { type: 'customer', customer: 'cus_1' },
        permissions: ['balances'],
      }),
    );
  for (const { id } of accounts) await emulator.updateAccount(id, { status: 'inactive' });
  const path = `/v1/financial_connections/accounts/${accounts[0].id}`;
  const { authorization } = await asked(setting, 'GET', path);
  return { ids: accounts.map(({ id }) => id as string), authorization: String(authorization) };
}

export const relinking = (authorization: string, account?: string) =>
  `permissions[]=balances&permissions[]=transactions&relink_options[authorization]=${authorization}${account === undefined ? '' : `&relink_options[account]=${account}`}`;

export const updatesOf = ({ emulator }: Setup) =>
  emulator.events().filter(({ type }) => type === 'financial_connections.session.updated');
