/* Makes what the panes are made of. Texts become text nodes: nothing that a user can set is ever read as markup. */

export type Child = Node | string | undefined;

/** `true` is an attribute without a value; `false` and undefined are none. */
export interface Attributes {
  readonly [name: string]: string | boolean | undefined;
}

function dressed<Made extends Element>(made: Made, attributes: Attributes, children: readonly Child[]): Made {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child): child is Node | string => child !== undefined));
  return made;
}

export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => dressed(document.createElement(tag), attributes, children);

const SVG = 'http://www.w3.org/2000/svg';

export const drawing = <Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] => dressed(document.createElementNS(SVG, tag), attributes, children);

/** The first element inside another that a test id names. */
export const byTestId = (root: ParentNode, testId: string): HTMLElement | null =>
  // A test id may be made of a name, with any character in it, so that no selector is made of it.
  [...root.querySelectorAll<HTMLElement>('[data-testid]')].find(({ dataset }) => dataset.testid === testId) ??
  null;
