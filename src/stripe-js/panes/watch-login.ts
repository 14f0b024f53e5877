import type { OauthResult } from '../../model/flow.ts';

/* Waits for the end of a login that goes on in another window. */

/** How long between two questions; nothing that is shown or answered is decided by it. */
const POLL_MS = 500;

export interface WatchedLogin {
  readonly id: string;
  readonly gone: AbortSignal;
  readonly ask: (id: string) => Promise<OauthResult | undefined>;
  /** Each time that it has not ended yet. */
  readonly look: () => void;
  readonly ended: (result: OauthResult) => void;
}

/** Told by the popup at its end, so that nobody waits for the next question; whoever tells it, the server is asked. */
const isEndOf = (message: unknown, id: string): boolean =>
  typeof message === 'object' &&
  message !== null &&
  'type' in message &&
  message.type === 'oauth-end' &&
  'id' in message &&
  message.id === id;

/**
 * Asks until the login has ended or the pane is left, whether the popup seems to be closed or not: to a page that isolates
 * itself it always does.
 */
export function watchLogin({ id, gone, ask, look, ended }: WatchedLogin): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isAsking = false;
  const question = async (): Promise<void> => {
    if (isAsking || gone.aborted) return;
    isAsking = true;
    clearTimeout(timer);
    // Whatever is answered besides an end, and be it an error, is "not yet", as it is to Stripe's SDKs.
    const result = await ask(id).catch(() => undefined);
    isAsking = false;
    if (gone.aborted) return;
    if (result !== undefined) return ended(result);
    look();
    timer = setTimeout(question, POLL_MS);
  };
  const told = ({ data }: MessageEvent<unknown>): void => {
    if (isEndOf(data, id)) void question();
  };
  window.addEventListener('message', told);
  gone.addEventListener('abort', () => {
    clearTimeout(timer);
    window.removeEventListener('message', told);
  });
  void question();
}
