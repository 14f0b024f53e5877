import type { Pane } from '../../model/flow.ts';
import { button, TITLE_ID } from './controls.ts';
import { element } from './element.ts';
import { closeGlyph } from './glyphs.ts';
import type { Labels } from './labels.ts';
import type { PaneView } from './pane.ts';
import { ribbon } from './ribbon.ts';

/* What all panes stand in: the dialog with its close button, which holds the focus, and the question whether to leave. */

export interface Dialog {
  readonly show: (pane: Pane, view: PaneView) => void;
  readonly setBusy: (busy: boolean) => void;
  /** Covers the pane with the question whether to leave. */
  readonly ask: () => void;
  readonly isAsking: () => boolean;
  readonly stopAsking: () => void;
  readonly root: HTMLElement;
}

export interface DialogOptions {
  readonly labels: Labels;
  readonly business: string | null;
  /** The close button, or Esc. */
  readonly close: () => void;
  /** The user is sure. */
  readonly leave: () => void;
}

const FOCUSABLE = 'button, input, select, a[href]';

/** What can have the focus at this time, in its order. */
const focusable = (root: ParentNode): readonly HTMLElement[] =>
  [...root.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.closest('[inert]') === null);

/** An end of the dialog: whoever comes there by the keyboard goes on at the other one. */
function sentinel(goOn: () => void): HTMLElement {
  const made = element('div', { class: 'sentinel', tabindex: '0' });
  made.addEventListener('focus', goOn);
  return made;
}

function bar({ labels, business, close }: DialogOptions): HTMLElement {
  const closing = element(
    'button',
    { type: 'button', class: 'icon', 'aria-label': labels.close, 'data-testid': 'close-button' },
    closeGlyph(),
  );
  closing.addEventListener('click', close);
  return element('div', { class: 'bar' }, element('span', { class: 'whose' }, business ?? ''), closing);
}

const QUESTION_ID = 'cancel-title';
const QUESTION_TEXT_ID = 'cancel-text';

function question({ labels, leave }: DialogOptions, back: () => void): HTMLElement {
  return element(
    'div',
    { class: 'cover' },
    element(
      'div',
      {
        class: 'question',
        role: 'alertdialog',
        'aria-modal': 'true',
        'aria-labelledby': QUESTION_ID,
        'aria-describedby': QUESTION_TEXT_ID,
        'data-pane': 'cancel_confirmation',
      },
      element('h2', { id: QUESTION_ID, tabindex: '-1' }, labels.sureToCancel),
      element('p', { id: QUESTION_TEXT_ID, class: 'quiet' }, 'No account has been connected yet.'),
      button({ label: labels.cancel, testId: 'confirm-cancel-button', kind: 'primary', press: leave }),
      button({ label: 'Go back', testId: 'go-back-button', kind: 'plain', press: back }),
    ),
  );
}

export function dialogIn(body: HTMLElement, options: DialogOptions): Dialog {
  const top = bar(options);
  const pane = element('div', { class: 'pane' });
  const root = element(
    'div',
    { class: 'dialog', role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': TITLE_ID },
    sentinel(() => focusable(root).slice(-1)[0]?.focus()),
    top,
    pane,
    sentinel(() => focusable(root)[0]?.focus()),
  );
  let asked: { readonly cover: HTMLElement; readonly before: Element | null } | undefined;
  const behind = (inert: boolean): void => {
    for (const part of [top, pane]) part.inert = inert;
  };
  const stopAsking = (): void => {
    if (asked === undefined) return;
    behind(false);
    asked.cover.remove();
    // Another pane may have come meanwhile.
    if (asked.before instanceof HTMLElement && asked.before.isConnected) asked.before.focus();
    else pane.querySelector('h1')?.focus();
    asked = undefined;
  };
  const ask = (): void => {
    if (asked !== undefined) return;
    asked = { cover: question(options, stopAsking), before: document.activeElement };
    pane.after(asked.cover);
    behind(true);
    asked.cover.querySelector('h2')?.focus();
  };
  body.replaceChildren(element('div', { class: 'overlay' }, ribbon(), root));
  return {
    root,
    ask,
    stopAsking,
    isAsking: () => asked !== undefined,
    setBusy: (busy) => root.setAttribute('aria-busy', String(busy)),
    show: (name, view) => fill(pane, name, view),
  };
}

/** Puts a pane in the place of the one before, and the focus where it tells what it is. */
export function fill(place: HTMLElement, name: Pane | 'oauth', { body, foot = [] }: PaneView): void {
  const shown = foot.filter((child) => child !== undefined);
  place.dataset.pane = name;
  place.replaceChildren(
    element('div', { class: 'body' }, ...body),
    ...(shown.length === 0 ? [] : [element('div', { class: 'foot' }, ...shown)]),
  );
  place.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
}
