// @vitest-environment happy-dom
import type { IBrowserSettings } from 'happy-dom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { iframePresenter } from '../../src/stripe-js/presenter/iframe.ts';
import type { Launch } from '../../src/stripe-js/presenter/presenter.ts';

/* The modal in its page, the frame's side of the channel being played here: browsers show the frame itself elsewhere. */

// A cast: happy-dom's own member of its window. Without it there is a complaint for each frame that is not loaded.
const { settings } = (window as unknown as { happyDOM: { settings: IBrowserSettings } }).happyDOM;
settings.enableIframePageLoading = true;
settings.handleDisabledFileLoadingAsSuccess = true;
settings.fetch.interceptor = {
  beforeAsyncRequest: async ({ window: own }) => new own.Response('<!doctype html>'),
};

const SETTINGS = {
  filesBase: 'https://js.stripe.com',
  inSrcdoc: () => false,
  animations: () => false,
};

// A cast: of a launch only what is told to the frame matters here.
const LAUNCH = {
  flow: 'data',
  clientSecret: 'fcsess_client_secret_1',
  settings: { apiBase: 'https://api.stripe.com', publishableKey: 'pk_test_1' },
  locale: 'en',
  scenario: { outcome: 'success' },
} as unknown as Launch;

function frame(): HTMLIFrameElement {
  const found = document.querySelector('iframe');
  if (found === null) throw new Error('There is no frame.');
  return found;
}

const nonce = (): string => new URL(frame().src).hash.slice(1);

interface FramesEnd {
  readonly port: MessagePort;
  readonly heard: unknown[];
  readonly next: () => Promise<void>;
}

/** The window of the frame, which happy-dom makes too late. */
const framesWindow = { postMessage: vi.fn() };

/** Says hello as the frame does, and takes the port. */
function hello(
  said: object = { fc: 1, type: 'hello', nonce: nonce() },
  source: object = framesWindow,
): FramesEnd | undefined {
  // Casts: no window of happy-dom's, nor its stand-in, is one of the library's types.
  globalThis.dispatchEvent(new MessageEvent('message', { data: said, source: source as never }));
  const [, , ports = []] = framesWindow.postMessage.mock.calls[0] ?? [];
  const [port]: readonly (MessagePort | undefined)[] = ports;
  if (port === undefined) return undefined;
  const heard: unknown[] = [];
  let arrived = (): void => undefined;
  port.onmessage = ({ data }) => {
    heard.push(data);
    arrived();
  };
  return { port, heard, next: () => new Promise((resolve) => (arrived = resolve)) };
}

function greeted(): FramesEnd {
  const end = hello();
  if (end === undefined) throw new Error('The page has not answered.');
  return end;
}

/** A modal that a test leaves open fails with the next one's policy: nobody is told of it then. */
function opened(settings = SETTINGS) {
  const ending = iframePresenter(settings).reserve().show(LAUNCH);
  ending.catch(() => undefined);
  return ending;
}

beforeEach(() => {
  framesWindow.postMessage.mockReset();
  vi.spyOn(HTMLIFrameElement.prototype, 'contentWindow', 'get').mockReturnValue(framesWindow as never);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  document.body.innerHTML =
    '<main><button id="opener">Link</button></main><aside inert=""></aside><footer></footer>';
  document.querySelector<HTMLElement>('#opener')?.focus();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const inert = (): readonly (string | undefined)[] =>
  [...document.body.children]
    .filter((child) => child.hasAttribute('inert'))
    .map(({ localName }) => localName);

describe('the modal', () => {
  it('is a frame at Stripe’s place, before everything else in the page', () => {
    void opened();

    expect(document.body.firstElementChild?.firstElementChild).toBe(frame());
    expect(frame().name).toMatch(/^__privateStripeFrame\d+$/);
    expect(frame().title).toBe('Financial Connections');
    expect(frame().src).toMatch(
      /^https:\/\/js\.stripe\.com\/v3\/linked-accounts-inner-.*\.html\?api=https%3A%2F%2Fapi\.stripe\.com#[0-9a-f]{32}$/,
    );
    expect(frame().style.position).toBe('fixed');
  });

  it('has neither a secret nor a key in its URL', () => {
    void opened();

    expect(frame().outerHTML).not.toMatch(/fcsess|pk_test/);
  });

  it('is put whole into the frame where nobody answers its navigation', () => {
    void opened({ ...SETTINGS, inSrcdoc: () => true });

    expect(frame().src).toMatch(/^https:\/\/js\.stripe\.com\/v3\/linked-accounts-inner/);
    expect(frame().srcdoc).toContain(`data-nonce="${nonce()}"`);
    expect(frame().srcdoc).toContain('<script src="https://js.stripe.com/v3/fc/inner.js"></script>');
    expect(frame().srcdoc.match(/<script/g)).toHaveLength(1);
  });

  it('lets nothing else be reached, and afterwards what could be reached before', async () => {
    const ending = opened();
    expect(inert()).toEqual(['main', 'aside', 'footer']);

    greeted().port.postMessage({ type: 'result', status: 'cancelled' });
    await ending;

    expect(inert()).toEqual(['aside']);
  });

  it('tells the frame once it has said hello', async () => {
    void opened();
    const end = greeted();

    await end.next();

    expect(end.heard).toEqual([
      {
        type: 'init',
        flow: 'data',
        clientSecret: 'fcsess_client_secret_1',
        publishableKey: 'pk_test_1',
        apiBase: 'https://api.stripe.com',
        stripeAccount: undefined,
        locale: 'en',
        scenario: { outcome: 'success' },
        labels: undefined,
        animations: false,
        inSrcdoc: false,
      },
    ]);
  });

  it.each([
    ['another nonce', () => ({ fc: 1, type: 'hello', nonce: 'a' })],
    ['another protocol', () => ({ fc: 2, type: 'hello', nonce: nonce() })],
    ['no hello', () => ({ nonce: nonce() })],
    ['a text', () => 'hello' as never],
  ])('answers nobody who says %s', (_what, said) => {
    void opened();

    expect(hello(said())).toBeUndefined();
  });

  it('answers no other window', () => {
    void opened();

    expect(hello(undefined, globalThis.window)).toBeUndefined();
  });

  it('asks the frame to close where Esc is pressed outside of it', async () => {
    void opened();
    const end = greeted();
    await end.next();

    globalThis.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
    await end.next();

    expect(end.heard[1]).toEqual({ type: 'close-request' });
  });

  it.each(['completed', 'cancelled'] as const)('tells that it was %s', async (status) => {
    const ending = opened();

    greeted().port.postMessage({ type: 'result', status });

    expect(await ending).toBe(status);
  });

  it('gives the focus back, hides, and is gone no sooner than 100 ms later', async () => {
    const ending = opened();
    document.querySelector<HTMLElement>('#opener')?.blur();

    greeted().port.postMessage({ type: 'result', status: 'completed' });
    await ending;

    expect(document.activeElement?.id).toBe('opener');
    expect(document.body.firstElementChild).toHaveProperty('style.visibility', 'hidden');
    vi.advanceTimersByTime(100);
    expect(document.querySelector('iframe')).not.toBeNull();
    vi.advanceTimersByTime(100);
    expect(document.querySelector('iframe')).toBeNull();
  });

  it('fails with what the frame could not go on with', async () => {
    const ending = opened();

    greeted().port.postMessage({ type: 'fatal', error: { type: 'api_error', message: 'It broke.' } });

    await expect(ending).rejects.toMatchObject({ fields: { type: 'api_error', message: 'It broke.' } });
    expect(inert()).toEqual(['aside']);
  });

  it('fails after ten seconds where the frame does not load, and names the header', async () => {
    const ending = opened();

    vi.advanceTimersByTime(10_000);

    await expect(ending).rejects.toMatchObject({
      fields: {
        type: 'api_connection_error',
        message: expect.stringMatching(/frame-src https:\/\/js\.stripe\.com$/),
      },
    });
    expect(inert()).toEqual(['aside']);
  });

  it.each([
    ['https://js.stripe.com', 'frame-src', true],
    ['https://js.stripe.com', 'img-src', false],
    ['https://elsewhere.test', 'frame-src', false],
  ])('fails at once where the page’s policy has forbidden its frame: %s by %s is %s', async (uri, by, is) => {
    const failed = vi.fn();
    opened().catch(failed);

    const violation = new Event('securitypolicyviolation');
    document.dispatchEvent(Object.assign(violation, { blockedURI: uri, effectiveDirective: by }));
    await vi.waitFor(() => expect(failed).toHaveBeenCalledTimes(is ? 1 : 0));

    expect(document.body.firstElementChild).toHaveProperty('style.visibility', is ? 'hidden' : '');
  });

  it('waits for the user as long as it takes once the frame is ready', async () => {
    const ending = opened();
    const { port } = greeted();
    port.postMessage({ type: 'ready' });
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0));

    vi.advanceTimersByTime(3_600_000);
    port.postMessage({ type: 'result', status: 'completed' });

    expect(await ending).toBe('completed');
  });

  it('is one at a time in a page', () => {
    const presenter = iframePresenter(SETTINGS);
    const first = presenter.reserve();

    expect(() => presenter.reserve()).toThrow(
      expect.objectContaining({ name: 'IntegrationError', message: expect.stringMatching(/^Another modal/) }),
    );
    first.release();

    expect(() => presenter.reserve()).not.toThrow();
  });
});
