import type { OauthPage } from '../../model/flow.ts';
import { ApiError, encoded } from '../call.ts';
import type { OauthClient } from './pane.ts';

const FAILED = 'The page of the bank could not be reached.';

async function pageFrom(response: Response): Promise<OauthPage> {
  if (response.ok) return response.json();
  throw new ApiError({ type: 'api_error', message: FAILED }, response.status);
}

/** Asks without a key: the id of an auth session is all that is known. `base` is what stands before it. */
export const oauthClient = (base: string): OauthClient => ({
  details: async (id) => pageFrom(await fetch(`${base}/${id}/details`, { credentials: 'omit' })),
  decide: async (id, { decision, accounts }) =>
    pageFrom(
      await fetch(`${base}/${id}/decision`, {
        method: 'POST',
        body: encoded({ decision, accounts }),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        credentials: 'omit',
      }),
    ),
});

/** Where the pages of banks are, below an origin. */
export const OAUTH_PATH = '/flow/oauth';
