import { type Child, element } from './element.ts';
import { warningGlyph } from './glyphs.ts';

/* What panes are put together from. */

export interface ButtonOptions {
  readonly label: Child;
  readonly testId: string;
  readonly kind: 'primary' | 'plain' | 'bare';
  /** Without it the button submits its form. */
  readonly press?: () => void;
  /** The form that it submits, where it stands outside. */
  readonly form?: string;
  readonly disabled?: boolean;
}

export function button({ label, testId, kind, press, form, disabled }: ButtonOptions): HTMLButtonElement {
  const made = element(
    'button',
    {
      type: press === undefined ? 'submit' : 'button',
      class: `button ${kind}`,
      'data-testid': testId,
      form,
      'aria-disabled': disabled === true ? 'true' : undefined,
    },
    label,
  );
  if (press !== undefined)
    made.addEventListener('click', () => {
      if (!isDisabled(made)) press();
    });
  return made;
}

export const isDisabled = (control: Element): boolean => control.getAttribute('aria-disabled') === 'true';

export function setDisabled(control: Element, disabled: boolean): void {
  if (disabled) control.setAttribute('aria-disabled', 'true');
  else control.removeAttribute('aria-disabled');
}

export interface Heading {
  readonly title: string;
  readonly glyph?: SVGSVGElement;
  readonly tone?: 'plain' | 'wrong';
  readonly centred?: boolean;
}

export const TITLE_ID = 'pane-title';

/** The heading of a pane, which names the dialog and has the focus when the pane is shown. */
export function heading({ title, glyph, tone, centred }: Heading, ...texts: readonly Child[]): HTMLElement {
  const mark = tone === 'wrong' ? 'mark wrong' : 'mark';
  return element(
    'div',
    { class: centred === true ? 'head centred' : 'head' },
    glyph === undefined
      ? undefined
      : element('span', { class: centred === true ? `${mark} large` : mark }, glyph),
    element('h1', { id: TITLE_ID, tabindex: '-1' }, title),
    ...texts,
  );
}

export const quiet = (...children: readonly Child[]): HTMLElement =>
  element('p', { class: 'quiet' }, ...children);

/** What went wrong, said at once to who cannot see it. */
export const note = (text: string): HTMLElement =>
  element('div', { class: 'note', role: 'alert' }, warningGlyph(), element('p', {}, text));

export interface FieldOptions {
  readonly id: string;
  readonly label: string;
  readonly testId: string;
  readonly name: string;
  readonly type?: 'text' | 'password' | 'email' | 'tel' | 'search';
  readonly numeric?: boolean;
  readonly autocomplete?: string;
  readonly hint?: string;
  readonly maxLength?: number;
}

export interface Field {
  readonly root: HTMLElement;
  readonly input: HTMLInputElement;
  /** Says below the field what is wrong with it; an empty text is nothing. */
  readonly say: (error: string) => void;
}

function fieldInput(options: FieldOptions): HTMLInputElement {
  const { id, testId, name, type = 'text', numeric, autocomplete = 'off', hint, maxLength } = options;
  const described = hint === undefined ? `${id}-error` : `${id}-hint ${id}-error`;
  return element('input', {
    id,
    name,
    type,
    autocomplete,
    'data-testid': testId,
    inputmode: numeric === true ? 'numeric' : undefined,
    maxlength: maxLength === undefined ? undefined : String(maxLength),
    'aria-describedby': described,
    spellcheck: 'false',
  });
}

/** A text that is typed in, with its label, and below it a hint and what is wrong. */
export function field(options: FieldOptions): Field {
  const { id, label, hint } = options;
  const input = fieldInput(options);
  const error = element('p', { id: `${id}-error`, class: 'wrong' });
  const root = element(
    'div',
    { class: 'field' },
    element('label', { for: id }, label),
    input,
    hint === undefined ? undefined : element('p', { id: `${id}-hint`, class: 'hint' }, hint),
    error,
  );
  const say = (text: string): void => {
    error.textContent = text;
    if (text === '') input.removeAttribute('aria-invalid');
    else input.setAttribute('aria-invalid', 'true');
    // What is wrong stands below the field, where little space may hide it.
    if (text !== '') error.scrollIntoView({ block: 'nearest' });
  };
  input.addEventListener('input', () => say(''));
  return { root, input, say };
}

/** A form whose answer is ours; the browser asks for nothing by itself. */
export function form(id: string, submit: () => void, ...children: readonly Child[]): HTMLFormElement {
  const made = element('form', { id, class: 'form', novalidate: true }, ...children);
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  return made;
}
