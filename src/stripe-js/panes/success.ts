import { button, heading, quiet } from './controls.ts';
import { element } from './element.ts';
import { tickGlyph } from './glyphs.ts';
import type { Flow, PaneView } from './pane.ts';

function ending(flow: Flow, title: string, ...texts: readonly (HTMLElement | undefined)[]): PaneView {
  const { labels, learnt, finish } = flow;
  const done = button({
    label: labels.done(learnt.manifest.business_name),
    testId: 'done-button',
    kind: 'primary',
    press: finish,
  });
  return {
    // A public test waits for this class.
    body: [
      element(
        'div',
        { class: 'head centred la-v3-successTextWrapper' },
        heading({ title, glyph: tickGlyph(), centred: true }, ...texts),
      ),
    ],
    foot: [done],
  };
}

export function success(flow: Flow): PaneView {
  const { labels, learnt } = flow;
  const count = learnt.linkedAccounts.length;
  const business = learnt.manifest.business_name ?? 'This application';
  const title = learnt.savedText === null ? labels.connected(count) : labels.connectedAndSaved(count);
  return ending(flow, title, quiet(`${business} can see it now.`));
}

/** After numbers were typed in: the account is to be confirmed by deposits. */
export function manualEntrySuccess(flow: Flow): PaneView {
  const { labels, learnt } = flow;
  const business = learnt.manifest.business_name ?? 'the page you came from';
  const account = learnt.typedLast4 === null ? 'Your account' : `The account ••••${learnt.typedLast4}`;
  return ending(
    flow,
    'Almost done',
    quiet(`${account} is there, and still to be confirmed.`),
    quiet(labels.finishUp(business)),
  );
}
