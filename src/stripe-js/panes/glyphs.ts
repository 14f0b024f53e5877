import { drawing, element } from './element.ts';

/* The few drawings, all made here. */

const outline = (...paths: readonly string[]): SVGSVGElement =>
  drawing(
    'svg',
    {
      viewBox: '0 0 24 24',
      class: 'glyph',
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': '1.75',
      'stroke-linecap': 'round',
      'stroke-linejoin': 'round',
      'aria-hidden': 'true',
      focusable: 'false',
    },
    ...paths.map((d) => drawing('path', { d })),
  );

/** A house with columns: any bank. */
export const bankGlyph = (): SVGSVGElement =>
  outline('M3.5 9.5 12 4l8.5 5.5z', 'M6 12.5v5', 'M10 12.5v5', 'M14 12.5v5', 'M18 12.5v5', 'M3.5 20.5h17');

export const closeGlyph = (): SVGSVGElement => outline('M6 6l12 12', 'M18 6 6 18');
export const tickGlyph = (): SVGSVGElement => outline('M5 12.5l4.5 4.5L19 7.5');
export const chevronGlyph = (): SVGSVGElement => outline('M9.5 6l6 6-6 6');
export const searchGlyph = (): SVGSVGElement =>
  outline('M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13z', 'M15.5 15.5 20 20');
export const warningGlyph = (): SVGSVGElement => outline('M12 4.5 21 19.5H3z', 'M12 10.5v4', 'M12 17.2v.1');
export const eyeGlyph = (): SVGSVGElement =>
  outline(
    'M2.5 12S6 6 12 6s9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z',
    'M12 9.5a2.5 2.5 0 1 0 0 5 2.5 2.5 0 0 0 0-5z',
  );
export const shieldGlyph = (): SVGSVGElement =>
  outline('M12 3.5l7.5 3v5c0 4.5-3 7.8-7.5 9.5-4.5-1.7-7.5-5-7.5-9.5v-5z', 'M8.8 12l2.4 2.4 4-4.4');
export const windowGlyph = (): SVGSVGElement => outline('M4 5.5h16v13H4z', 'M4 9h16');

/** What stands for an institution: the first letters of its words. */
export function initials(name: string): HTMLElement {
  const letters = (name.match(/[\p{L}\p{N}]+/gu) ?? [])
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase());
  // Shown by the style, because they are a picture, and no part of the name of what they stand on.
  return element('span', { class: 'initials', 'aria-hidden': 'true', 'data-initials': letters.join('') });
}
