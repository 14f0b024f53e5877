import type { ApiAnswer } from '../api/request.ts';
import { jsonText } from '../core/json-text.ts';
import { VERSION } from '../version.ts';
import { type Asking, guessedWorld } from './asked-world.ts';
import { PREFIX } from './lists.ts';

export const HEALTH_PATH = `${PREFIX}/health`;

export const health = (): object => ({ status: 'ready', version: VERSION });

/** What the control surface answers, without it: whoever waits for a server asks this first, and not much else. */
export function healthAnswer(asking: Asking, authorization: string | null): ApiAnswer {
  const world = guessedWorld(asking, authorization);
  const sandbox = world === undefined ? [] : ['emulator-sandbox', world.key.masked];
  return {
    status: 200,
    headers: ['content-type', 'application/json', ...sandbox],
    text: jsonText(health()),
  };
}
