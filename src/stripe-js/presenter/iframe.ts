import { ApiError } from '../call.ts';
import { IntegrationError } from '../integration-error.ts';
import type { FromFrame } from '../protocol.ts';
import { type Channel, channelTo, newNonce } from './channel.ts';
import { cover, type Frame, frameFor } from './frame.ts';
import type { Ending, Launch, Presentation, Presenter } from './presenter.ts';

/*
 * The modal: a frame over the whole page, in front of everything. What was linked is never told by the frame; the methods
 * read it from the server.
 */

export interface FrameSettings {
  /** Where the frame's document is. */
  readonly filesBase: string;
  /** Whether the document is put into the frame, because nobody answers its navigation (a service worker does not). */
  readonly inSrcdoc: () => boolean;
  readonly animations: () => boolean;
}

/** A frame that has not said that it is ready by then does not load. */
const GUARD_MS = 10_000;

/**
 * How long the hidden frame stays: a frame that goes in the tick of its last click keeps browser automation waiting for
 * that click (measured in Chromium 156: 7 of 15 runs; after 50 ms none).
 */
const REMOVED_AFTER_MS = 150;

const blocked = (base: string): ApiError =>
  new ApiError(
    {
      type: 'api_connection_error',
      message:
        `The frame of Financial Connections did not load. ` +
        (globalThis.crossOriginIsolated === true
          ? `This page is isolated: the frame needs the headers Cross-Origin-Embedder-Policy and Cross-Origin-Resource-Policy, which the emulator sends; does something between them drop these? `
          : '') +
        `If the page has a Content-Security-Policy, it has to allow: frame-src ${new URL(base).origin}`,
    },
    0,
  );

/** Focus goes back to where it was, if that is still in the page. */
function restoreFocus(opener: Element | null): void {
  if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
}

/** Where the policy of the page has forbidden the frame, it says so, and nothing has to be waited for. */
function onForbidden(base: string, forbidden: () => void): () => void {
  const origin = new URL(base).origin;
  const listen = ({ blockedURI, effectiveDirective }: SecurityPolicyViolationEvent): void => {
    const isFrames = /^(frame|child|default)-src$/.test(effectiveDirective);
    if (isFrames && blockedURI.startsWith(origin)) forbidden();
  };
  document.addEventListener('securitypolicyviolation', listen);
  return () => document.removeEventListener('securitypolicyviolation', listen);
}

function onEscape(escaped: () => void): () => void {
  const listen = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') escaped();
  };
  window.addEventListener('keydown', listen, true);
  return () => window.removeEventListener('keydown', listen, true);
}

/** Waits for the frame to load and for the user to come to an end in it. */
function ended(frame: Frame, launch: Launch, settings: FrameSettings, nonce: string): Promise<Ending> {
  const undo: (() => void)[] = [];
  const ending = new Promise<Ending>((resolve, reject) => {
    const fail = () => reject(blocked(settings.filesBase));
    const guard = setTimeout(fail, GUARD_MS);
    const hears = (message: FromFrame): void => {
      if (message.type === 'ready') {
        clearTimeout(guard);
        frame.element.focus();
      }
      if (message.type === 'result') resolve(message.status);
      if (message.type === 'fatal') reject(new ApiError({ ...message.error }, 0));
    };
    const channel: Channel = channelTo(frame.element, nonce, hears);
    channel.send(initial(launch, settings));
    undo.push(
      () => clearTimeout(guard),
      channel.close,
      onForbidden(settings.filesBase, fail),
      onEscape(() => channel.send({ type: 'close-request' })),
    );
  });
  return ending.finally(() => {
    for (const undone of undo) undone();
  });
}

const initial = (
  { flow, clientSecret, settings: { publishableKey, apiBase, stripeAccount }, locale, ...launch }: Launch,
  { inSrcdoc, animations }: FrameSettings,
) =>
  ({
    type: 'init',
    clientSecret,
    publishableKey,
    apiBase,
    stripeAccount,
    locale,
    flow,
    scenario: launch.scenario,
    labels: launch.labels,
    animations: animations(),
    inSrcdoc: inSrcdoc(),
  }) as const;

async function show(launch: Launch, settings: FrameSettings, opener: Element | null): Promise<Ending> {
  const nonce = newNonce();
  const { filesBase } = settings;
  const frame = frameFor({ filesBase, apiBase: launch.settings.apiBase }, nonce, settings.inSrcdoc());
  const waiting = ended(frame, launch, settings, nonce);
  const uncover = cover(frame.container);
  try {
    return await waiting;
  } finally {
    frame.container.style.visibility = 'hidden';
    uncover();
    restoreFocus(opener);
    setTimeout(() => frame.container.remove(), REMOVED_AFTER_MS);
  }
}

/** One modal at a time in a page, whichever `Stripe` object has opened it. */
export function iframePresenter(settings: FrameSettings): Presenter {
  let isOpen = false;
  return {
    reserve: (): Presentation => {
      if (isOpen)
        throw new IntegrationError(
          'Another modal of Financial Connections is open: wait until its promise has resolved.',
        );
      isOpen = true;
      const opener = document.activeElement;
      return {
        show: (launch) => show(launch, settings, opener),
        release: () => {
          isOpen = false;
        },
      };
    },
  };
}
