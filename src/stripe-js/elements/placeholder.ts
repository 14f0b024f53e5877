/*
 * What is seen of an element in the page: a box with a sentence. Styles by CSSOM and text by textContent, so that every
 * Content-Security-Policy allows it, and nothing can be put into it.
 */

const STYLE: Readonly<Record<string, string>> = {
  'box-sizing': 'border-box',
  padding: '8px 12px',
  border: '1px dashed currentColor',
  'border-radius': '4px',
  font: 'inherit',
  'font-size': '14px',
  opacity: '0.7',
};

export function placeholder(type: string): HTMLElement {
  const box = document.createElement('div');
  for (const [name, value] of Object.entries(STYLE)) box.style.setProperty(name, value);
  box.dataset.emulatorElement = type;
  box.textContent = `Emulator: the element "${type}" is not emulated, and nothing can be entered here.`;
  return box;
}
