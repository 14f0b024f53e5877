import { oneOf, optional, type Shape } from '../../core/shape.ts';
import { anId, anyText, isTrue, listOf, orNull, stored, whole } from '../../core/stored.ts';
import { STRIPES_VOICE } from '../../core/voice.ts';
import { type FlowScenario, PANES, SAVE_PANES } from '../flow.ts';
import { type FlowProgress, LOGIN_PROMPTS, LOGIN_STATES } from '../flow-progress.ts';
import { readScenario, ScenarioError } from '../flow-scenario.ts';
import { RELINK_FAILURES, type SessionProgress } from '../session-progress.ts';
import { metadataShape, textOrNull } from './fields.ts';
import { billingDetailsShape } from './payment-method.ts';

export const relinkResultShape = stored<NonNullable<SessionProgress['relinkResult']>>({
  account: textOrNull,
  authorization: textOrNull,
  failure_reason: orNull(oneOf(...RELINK_FAILURES)),
});

type Login = NonNullable<FlowProgress['login']>;
type Intent = NonNullable<FlowProgress['intent']>;

export const flowShape: Shape<FlowProgress> = stored<FlowProgress>({
  pane: oneOf(...PANES),
  consentedAt: optional(whole),
  login: optional(
    stored<Login>({
      id: anId,
      institution: anyText,
      state: oneOf(...LOGIN_STATES),
      prompt: optional(oneOf(...LOGIN_PROMPTS)),
      picked: optional(listOf(anyText)),
    }),
  ),
  linked: listOf(anId),
  relinkResult: optional(relinkResultShape),
  typed: optional(
    stored<NonNullable<FlowProgress['typed']>>({ routing_number: anyText, account_number: anyText }),
  ),
  paying: optional(anId),
  isSingle: optional(isTrue),
  savePane: optional(oneOf(...SAVE_PANES)),
  saved: optional(textOrNull),
  intent: optional(
    stored<Intent>({
      type: oneOf('payment_intent', 'setup_intent'),
      id: anId,
      billing: billingDetailsShape,
      metadata: optional(metadataShape),
    }),
  ),
});

/** What `readScenario` has read. */
export const scenarioShape: Shape<FlowScenario> = (value, path, voice = STRIPES_VOICE) => {
  try {
    readScenario(typeof value === 'string' ? null : value);
    // A cast: that very value has just been read.
    return value as FlowScenario;
  } catch (thrown) {
    if (!(thrown instanceof ScenarioError)) throw thrown;
    const { message } = thrown;
    throw voice.refused(path, (place) => `${place}: ${message}`);
  }
};
