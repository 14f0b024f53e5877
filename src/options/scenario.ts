import type { Shape } from '../core/shape.ts';
import { STRIPES_VOICE } from '../core/voice.ts';
import type { FlowScenario } from '../model/flow.ts';
import { readScenario, ScenarioError } from '../model/flow-scenario.ts';

/** What the pages of the authentication flow do by themselves, as an object or as a text. */
export const scenario: Shape<FlowScenario> = (value, path, voice = STRIPES_VOICE) => {
  try {
    return readScenario(value);
  } catch (thrown) {
    if (!(thrown instanceof ScenarioError)) throw thrown;
    const { message } = thrown;
    throw voice.refused(path, (place) => (place === '' ? message : `${place}: ${message}`));
  }
};
