import type { ApiAnswer } from '../api/request.ts';
import { jsonText } from '../core/json-text.ts';
import type { Internals } from './internals.ts';

export const errorText = (message: string, type = 'invalid_request_error'): string =>
  jsonText({ error: { message, type } });

// The SDKs take a JSON answer without `error` for a success, so each refusal has Stripe's envelope.
export const refusal = (status: number, message: string, type?: string): ApiAnswer => ({
  status,
  headers: ['Content-Type', 'application/json'],
  text: errorText(message, type),
});

/** The answer when the emulator itself has failed: a 500, with the stack in the log. */
export function failed(thrown: unknown, { log }: Pick<Internals, 'log'>): ApiAnswer {
  log({
    kind: 'error',
    text: `A request failed inside the emulator: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`,
  });
  return refusal(500, 'The emulator failed to answer this request; its log says why.', 'api_error');
}
