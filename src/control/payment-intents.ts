import { errors } from '../core/catalogue.ts';
import { hash, optional, string } from '../core/shape.ts';
import { collectForIntent } from '../flow/bank-account.ts';
import type { ApiResource, BankAccountScenario } from '../options/options.ts';
import { email } from '../resources/params/texts.ts';
import { action, twin } from './action.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** Plays the user whom an intent asks for a bank account; resolves to the intent with `payment_method` expanded. */
    readonly collectBankAccount: (intent: string, scenario?: BankAccountScenario) => Promise<ApiResource>;
  }
}

const CHOICE = hash({
  institution: optional(string()),
  account: optional(string()),
  manual_entry: optional(hash({ routing_number: string(), account_number: string() })),
  billing_details: optional(hash({ name: optional(string()), email: optional(email) })),
});

export const paymentIntentActions = [
  action(
    'POST',
    '/payment_intents/:id/collect_bank_account',
    {
      about:
        'Plays the user whom the intent asks for a bank account: an `account` of an `institution` is picked, or instead one is typed in. `billing_details[name]` is `Jenny Rosen` by default. Answers the intent with `payment_method` expanded.',
      params: CHOICE,
      twin: twin(
        'collectBankAccount',
        'collectBankAccount(id, scenario)',
        ({ act }) =>
          (intent, scenario = {}) =>
            act(intent, scenario),
      ),
      answers: 'object',
      expand: ['payment_method'],
      has: ({ tables }, id) => tables.payment_intent.get(id) !== undefined,
    },
    ({ scope, id, params, tools }) => collectForIntent(scope, tools.institutions, id, params),
  ),
  action(
    'POST',
    '/setup_intents/:id/collect_bank_account',
    { about: 'Not emulated yet: says so.', params: CHOICE },
    () => {
      throw errors.notYetEmulated(
        'SetupIntents',
        'Collect the account for a PaymentIntent or in a session instead.',
      );
    },
  ),
] as const;
