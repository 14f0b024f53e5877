import { API_PARAMETER, FRAME_PATH, FRAME_SCRIPT_PATH, NONCE } from '../protocol.ts';

/* The frame in the page. Styles are set by CSSOM, which every Content-Security-Policy allows. */

export interface Frame {
  readonly container: HTMLElement;
  readonly element: HTMLIFrameElement;
}

/** Names have been given so far; public suites find the frame by the beginning of its name. */
let frames = 0;

const COVERING: Readonly<Record<string, string>> = {
  position: 'fixed',
  top: '0',
  left: '0',
  width: '100%',
  height: '100%',
  margin: '0',
  padding: '0',
  border: '0',
  background: 'transparent',
  'color-scheme': 'light',
  'z-index': '2147483647',
};

function covering(element: HTMLElement): void {
  for (const [name, value] of Object.entries(COVERING)) element.style.setProperty(name, value, 'important');
}

/** The document where nobody answers a navigation: its one script is asked for by the page, which a service worker sees. */
function documentIn(filesBase: string, nonce: string): string {
  const script = new URL(`${filesBase}${FRAME_SCRIPT_PATH}`).href;
  return (
    `<!doctype html><html lang="en" data-${NONCE}="${nonce}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>Financial Connections</title></head>` +
    `<body><script src="${script.replace(/&/g, '&amp;')}"></script></body></html>`
  );
}

/** Where the documents and scripts of the frame are, and where it is going to call the API. */
export interface Bases {
  readonly filesBase: string;
  readonly apiBase: string;
}

/** The frame, not in the page yet. Its URL has the nonce in its fragment, which no server sees, and no secret. */
export function frameFor({ filesBase, apiBase }: Bases, nonce: string, inSrcdoc: boolean): Frame {
  const container = document.createElement('div');
  const element = document.createElement('iframe');
  covering(container);
  covering(element);
  element.name = `__privateStripeFrame${++frames}`;
  element.title = 'Financial Connections';
  if (inSrcdoc) element.srcdoc = documentIn(filesBase, nonce);
  // There even where `srcdoc` is what loads: tests find the frame by it.
  element.src = `${filesBase}${FRAME_PATH}?${API_PARAMETER}=${encodeURIComponent(apiBase)}#${nonce}`;
  container.append(element);
  return { container, element };
}

/** Puts the container before everything else and lets nothing else be reached; answers what undoes the latter. */
export function cover(container: HTMLElement): () => void {
  const { body } = document;
  // The first child: public suites take the first frame of the page.
  body.insertBefore(container, body.firstChild);
  const covered = [...body.children].filter((child) => child !== container && !child.hasAttribute('inert'));
  for (const child of covered) child.setAttribute('inert', '');
  return () => {
    for (const child of covered) child.removeAttribute('inert');
  };
}
