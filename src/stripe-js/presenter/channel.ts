import { type FromFrame, type Hello, type ToFrame, VERSION_OF_PROTOCOL, type Welcome } from '../protocol.ts';

/* The page's end of the channel: a port for whoever says hello from the frame's window with its nonce. */

export interface Channel {
  readonly send: (message: ToFrame) => void;
  readonly close: () => void;
}

const NONCE_BYTES = 16;

/** It cannot be guessed by another frame of the page, and means nothing else. */
export function newNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

const isHello = (data: unknown, nonce: string): data is Hello =>
  typeof data === 'object' &&
  data !== null &&
  'fc' in data &&
  data.fc === VERSION_OF_PROTOCOL &&
  'type' in data &&
  data.type === 'hello' &&
  'nonce' in data &&
  data.nonce === nonce;

/** What is sent before the frame has said hello arrives then. */
export function channelTo(
  frame: HTMLIFrameElement,
  nonce: string,
  hears: (message: FromFrame) => void,
): Channel {
  const { port1: port, port2: theirs } = new MessageChannel();
  port.onmessage = ({ data }: MessageEvent<FromFrame>) => hears(data);
  const listen = (event: MessageEvent<unknown>): void => {
    const window = frame.contentWindow;
    if (window === null || event.source !== window || !isHello(event.data, nonce)) return;
    globalThis.removeEventListener('message', listen);
    const welcome: Welcome = { fc: VERSION_OF_PROTOCOL, type: 'welcome', nonce };
    // To any origin: inside `srcdoc` it is none, and the window that has the nonce is the frame's.
    window.postMessage(welcome, '*', [theirs]);
  };
  globalThis.addEventListener('message', listen);
  return {
    send: (message) => port.postMessage(message),
    close: () => {
      globalThis.removeEventListener('message', listen);
      port.close();
    },
  };
}
