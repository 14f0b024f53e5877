import { arrayOf, hash, oneOf, optional, string } from '../core/shape.ts';
import { completeSession } from '../flow/session-completion.ts';
import type { ApiResource, SessionScenario } from '../options/options.ts';
import { action, twin } from './action.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Plays the user of a session's authentication flow; resolves to the session with its accounts. */
    readonly completeSession: (idOrClientSecret: string, scenario?: SessionScenario) => Promise<ApiResource>;
  }
}

export const sessionActions = [
  action(
    'POST',
    '/financial_connections/sessions/:id/complete',
    {
      about:
        'Plays the user, to the end of the session, which is named by its id or its client_secret: `accounts[]` of an `institution` are picked (`Success` of `Test (Non-OAuth)` by default), or all those of a `persona`, or one is typed in (`manual_entry`, which yields its `bank_account_token` and no account), or instead the user leaves (`outcome=cancel`), the bank is `down`, or the session `expire`s. Of a session that relinks an authorization the user picks, where nothing else is said, what was lost of it.',
      params: hash({
        institution: optional(string()),
        accounts: optional(arrayOf(string())),
        persona: optional(string()),
        manual_entry: optional(hash({ routing_number: string(), account_number: string() })),
        outcome: optional(oneOf('cancel', 'down', 'expire')),
      }),
      twin: twin(
        'completeSession',
        'completeSession(id, scenario)',
        ({ act }) =>
          (session, scenario = {}) =>
            act(session, scenario),
      ),
      answers: 'object',
      has: ({ facts }, id) => facts.sessions.has(id) || facts.sessionSecrets.has(id),
    },
    ({ scope, id, params }) => completeSession(scope, id, params),
  ),
] as const;
