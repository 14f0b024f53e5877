import type { FlowScenario, LabelSet, Pane } from '../model/flow.ts';

/*
 * What the page and the frame of the modal say to each other. The frame says hello with the nonce that it was opened with, in
 * the fragment of its URL or as data of its document; the page knows the frame by that and by its window, and answers with a
 * port. No origin is looked at: inside `srcdoc` it is the text "null".
 */

export const VERSION_OF_PROTOCOL = 1;

/** The document of the modal and its script, below https://js.stripe.com or /js.stripe.com; public suites select the first by its beginning. */
export const FRAME_PATH = '/v3/linked-accounts-inner-emulator.html';
export const FRAME_SCRIPT_PATH = '/v3/fc/inner.js';

/** Of the frame's URL: where the API is. The policy of the document allows calls of that one alone. */
export const API_PARAMETER = 'api';

/** `document.documentElement.dataset[NONCE]` is the nonce inside `srcdoc`; else it is the fragment of the URL. */
export const NONCE = 'nonce';

/** What a page may say before it loads the script, or later: it is read as it is used. */
export interface PageSettings {
  readonly apiBase?: string;
  readonly frame?: 'src' | 'srcdoc';
  /** What `readScenario` reads. */
  readonly autofill?: unknown;
  readonly labels?: LabelSet;
  readonly animations?: boolean;
  /** Takes the place of the key that the page has: a test's own sandbox. */
  readonly publishableKey?: string;
}

export interface Hello {
  readonly fc: typeof VERSION_OF_PROTOCOL;
  readonly type: 'hello';
  readonly nonce: string;
}

/** Comes with the port. */
export interface Welcome {
  readonly fc: typeof VERSION_OF_PROTOCOL;
  readonly type: 'welcome';
  readonly nonce: string;
}

/** From the page to the frame, over the port. */
export type ToFrame =
  | {
      readonly type: 'init';
      /** Of the session. */
      readonly clientSecret: string;
      readonly publishableKey: string;
      readonly apiBase: string;
      readonly stripeAccount: string | undefined;
      readonly locale: string;
      readonly flow: 'data' | 'token' | 'payment' | 'setup';
      /** What the page says that the panes do by themselves; what the session says comes before it. */
      readonly scenario: FlowScenario | undefined;
      readonly labels: LabelSet | undefined;
      readonly animations: boolean;
      /** Whether the document of the frame is inside `srcdoc`: then no popup can be navigated to a page of the emulator's. */
      readonly inSrcdoc: boolean;
    }
  /** Esc was pressed, or the backdrop was clicked, outside the frame. */
  | { readonly type: 'close-request' };

/** From the frame to the page, over the port. What was linked is never told: the page reads it from the server. */
export type FromFrame =
  | { readonly type: 'ready' }
  | { readonly type: 'pane'; readonly name: Pane }
  | { readonly type: 'result'; readonly status: 'completed' | 'cancelled' }
  | { readonly type: 'fatal'; readonly error: FrameError };

/** An error of the API as it came. */
interface FrameError {
  readonly type: string;
  readonly message: string;
  readonly code?: string;
}
