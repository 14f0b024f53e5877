import { element } from './element.ts';

/** Says on every page that none of it is real. */
export const ribbon = (): HTMLElement =>
  element('aside', { class: 'ribbon', 'aria-label': 'Emulator' }, 'Emulator – no real bank');
