import { hash, optional, type Shape, string } from '../core/shape.ts';
import type { FlowScenario } from '../model/flow.ts';
import type { ApiResource } from '../options/options.ts';
import { scenario as scenarioShape } from '../options/scenario.ts';
import { voiceIn } from '../options/voice.ts';
import { chosenAccounts, requireTestAccounts } from '../resources/financial-connections/account-choice.ts';
import type { Scope } from '../sandbox/scope.ts';
import { type Action, type ActionContext, action, twin } from './action.ts';
import { bothFor } from './intents.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /**
     * Says what the authentication flow's pages do by themselves for a session, a PaymentIntent or a SetupIntent, until it is
     * said anew; resolves to what was said, as `scenario`.
     */
    readonly setScenario: (id: string, scenario: FlowScenario | string) => Promise<ApiResource>;
  }
}

/** Named for the documentation: `scenarioShape` reads them. */
const { members } = hash({
  institution: optional(string()),
  'accounts[]': optional(string()),
  manual_entry: optional(hash({ routing_number: string(), account_number: string() })),
  save_pane: optional(string()),
  outcome: optional(string()),
  show: optional(string()),
});
const SCENARIO: Shape<FlowScenario> = Object.assign(
  (...given: Parameters<typeof scenarioShape>) => scenarioShape(...given),
  { members },
);

/** Refuses an institution or accounts that nobody could pick; those that are down have none. */
function checkPickable(
  { scope }: ActionContext<FlowScenario>,
  { institution: at, accounts }: FlowScenario,
): void {
  const { institutions: catalogue } = scope.sandbox.parts;
  const { institution, names } = chosenAccounts(catalogue, { institution: at, accounts });
  if (institution.down === undefined && accounts !== undefined)
    requireTestAccounts(catalogue, institution, names, 'accounts');
}

function say(context: ActionContext<FlowScenario>, id: string): object {
  const { scope, params: scenario } = context;
  checkPickable(context, scenario);
  scope.facts.scenarios.set(id, scenario);
  return { id, object: 'emulator.scenario', scenario };
}

const sessionNamed = ({ facts }: Scope, id: string): string => facts.sessionSecrets.get(id) ?? id;

const ofSession: Action = action(
  'POST',
  '/financial_connections/sessions/:id/scenario',
  {
    about: 'The same for a session, named by its id or its client_secret.',
    params: SCENARIO,
    twinCall: 'setScenario(id, scenario)',
    has: ({ facts }, id) => facts.sessions.has(id) || facts.sessionSecrets.has(id),
  },
  (context) => {
    const { id } = context.scope.require(
      'financial_connections.session',
      sessionNamed(context.scope, context.id),
    );
    return say(context, id);
  },
);

const ofSetup: Action = action(
  'POST',
  '/setup_intents/:id/scenario',
  {
    about: 'The same for a SetupIntent.',
    params: SCENARIO,
    twinCall: 'setScenario(id, scenario)',
    has: ({ tables }, id) => tables.setup_intent.get(id) !== undefined,
  },
  (context) => say(context, context.scope.require('setup_intent', context.id).id),
);

const VOICE = voiceIn('setScenario');

const ofPayment: Action<'setScenario'> = action(
  'POST',
  '/payment_intents/:id/scenario',
  {
    about:
      "Says what the authentication flow's pages do by themselves for the intent, until it is said anew: `accounts[]` of an `institution` are picked, or one is typed in (`manual_entry`); `save_pane` says where saving is offered; `outcome` is `success`, `cancel`, `cancel_at:<pane>`, `down`, `oauth_denied`, `login_error`, `expire` or `api_error`; `show=instant` does it without pages, `visible` in them. It comes before what the page itself and `--autofill` say. [flow.md](flow.md#scenarios) tells of each.",
    params: SCENARIO,
    twin: twin(
      'setScenario',
      'setScenario(id, scenario)',
      ({ act }) =>
        async (id, scenario) =>
          act(id, typeof scenario === 'string' ? scenarioShape(scenario, '', VOICE) : scenario, [
            ...bothFor(id, ofPayment, ofSetup),
            ofSession,
          ]),
    ),
    has: ({ tables }, id) => tables.payment_intent.get(id) !== undefined,
  },
  (context) => say(context, context.scope.require('payment_intent', context.id).id),
);

export const scenarioActions = [ofPayment, ofSetup, ofSession] as const;
