import type { FlowScenario, LabelSet, Synchronized } from '../model/flow.ts';
import { ApiError, type Call, type CallSettings, caller } from './call.ts';
import { type Consent, type FlowClient, flowClient } from './client.ts';
import { headless } from './presenter/headless.ts';
import type { Ending, FlowKind, Presentation, Presenter } from './presenter/presenter.ts';

/* How a user is led through the flow of a session, whoever shows it. */

/** What a `Stripe` object is made with. */
export interface Surroundings {
  readonly settings: CallSettings;
  readonly presenter: Presenter;
  readonly locale: string;
  /** What the page says that the panes do; read as a flow begins. */
  readonly scenario: () => FlowScenario | undefined;
  readonly labels: () => LabelSet | undefined;
}

export interface Flow {
  readonly kind: FlowKind;
  readonly clientSecret: string;
  readonly consent: string | undefined;
}

export interface Ended<Begun extends Flow> {
  readonly flow: Begun;
  readonly client: FlowClient;
  readonly ending: Ending;
}

export interface Instance extends Surroundings {
  readonly call: Call;
}

export const instanceOf = (surroundings: Surroundings): Instance => ({
  ...surroundings,
  call: caller(surroundings.settings),
});

/** What was consented to before is not asked again; where the server does not accept it, it is. */
async function agreed(client: FlowClient, opened: Synchronized, given: Consent): Promise<Synchronized> {
  if (given.consent === undefined) return opened;
  try {
    return { ...opened, manifest: await client.consentAcquired(given) };
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    console.warn(`stripe-fc-emulator: preCollectedConsent is not accepted. ${thrown.message}`);
    return opened;
  }
}

/** Ends that nobody clicks, so that nothing is shown of them: the server is told, and the page of an error. */
async function endedAtOnce(client: FlowClient, { outcome }: FlowScenario): Promise<void> {
  // The server's answer is the error.
  if (outcome === 'expire') await client.complete('session_expired');
  if (outcome !== 'api_error') return;
  await client.complete('api_error');
  throw new ApiError({ type: 'api_error', message: 'The scenario has ended the flow with an error.' }, 500);
}

async function shown<Begun extends Flow>(
  instance: Instance,
  flow: Begun,
  presentation: Presentation,
): Promise<Ended<Begun>> {
  const client = flowClient(instance.call, flow.clientSecret);
  // A token is of one account (docs: js/financial_connections/collect_bank_account_token).
  const opened = await client.synchronize(instance.locale, flow.kind === 'token' ? true : undefined);
  const { emulator } = opened;
  const scenario = emulator.scenario ?? instance.scenario() ?? emulator.default_scenario ?? undefined;
  await endedAtOnce(client, scenario ?? {});
  const { show } = scenario?.show === 'instant' ? headless.reserve() : presentation;
  const ending = await show({
    flow: flow.kind,
    clientSecret: flow.clientSecret,
    settings: instance.settings,
    client,
    locale: instance.locale,
    scenario,
    labels: instance.labels(),
    opened: await agreed(client, opened, { consent: flow.consent, save_pane: scenario?.save_pane }),
  });
  return { flow, client, ending };
}

/**
 * Shows the flow of the session that `begun` tells of, and waits for its end. The presenter is asked at once, so that a
 * second modal is refused before anything is asked of the server.
 */
export async function launched<Begun extends Flow>(
  instance: Instance,
  begun: () => Promise<Begun>,
): Promise<Ended<Begun>> {
  const presentation = instance.presenter.reserve();
  try {
    return await shown(instance, await begun(), presentation);
  } finally {
    presentation.release();
  }
}
