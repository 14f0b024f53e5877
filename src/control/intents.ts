import { hash, optional, string } from '../core/shape.ts';
import { collectForIntent } from '../flow/bank-account.ts';
import type { ApiResource, BankAccountScenario } from '../options/options.ts';
import { email } from '../resources/params/texts.ts';
import { type Action, action, twin } from './action.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Plays the user whom an intent asks for a bank account; resolves to the intent with `payment_method` expanded. */
    readonly collectBankAccount: (intent: string, scenario?: BankAccountScenario) => Promise<ApiResource>;
  }
}

/** What a customer does who is asked for a bank account. */
export const CHOICE = {
  institution: optional(string()),
  account: optional(string()),
  manual_entry: optional(hash({ routing_number: string(), account_number: string() })),
  billing_details: optional(hash({ name: optional(string()), email: optional(email) })),
} as const;

const collectForSetup = action(
  'POST',
  '/setup_intents/:id/collect_bank_account',
  {
    about: 'The same for a SetupIntent.',
    params: hash(CHOICE),
    twinCall: 'collectBankAccount(id, scenario)',
    answers: 'object',
    expand: ['payment_method'],
    has: ({ tables }, id) => tables.setup_intent.get(id) !== undefined,
  },
  ({ scope, id, params, tools }) => collectForIntent(scope, tools.institutions, 'setup_intent', id, params),
);

const collectForPayment: Action<'collectBankAccount'> = action(
  'POST',
  '/payment_intents/:id/collect_bank_account',
  {
    about:
      'Plays the user whom the intent asks for a bank account: an `account` of an `institution` is picked, or instead one is typed in. `billing_details[name]` is `Jenny Rosen` by default. Answers the intent with `payment_method` expanded.',
    params: hash(CHOICE),
    twin: twin(
      'collectBankAccount',
      'collectBankAccount(id, scenario)',
      ({ act }) =>
        (intent, scenario = {}) =>
          act(intent, scenario, bothFor(intent, collectForPayment, collectForSetup)),
    ),
    answers: 'object',
    expand: ['payment_method'],
    has: ({ tables }, id) => tables.payment_intent.get(id) !== undefined,
  },
  ({ scope, id, params, tools }) => collectForIntent(scope, tools.institutions, 'payment_intent', id, params),
);

/**
 * The actions of both kinds of intents, first that of the kind which the id seems to be of: what is put in place may have any
 * id, and of one that is of nothing the first tells.
 */
export const bothFor = (id: unknown, ofPayment: Action, ofSetup: Action): readonly Action[] =>
  typeof id === 'string' && id.startsWith('seti_') ? [ofSetup, ofPayment] : [ofPayment, ofSetup];

export const intentActions = [collectForPayment, collectForSetup] as const;
