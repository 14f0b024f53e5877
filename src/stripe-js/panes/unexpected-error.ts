import { button, heading, quiet } from './controls.ts';
import { warningGlyph } from './glyphs.ts';
import type { Flow, PaneView } from './pane.ts';

/** What the API refuses in the middle of the way. Leaving tells the page of the error. */
export function unexpectedError(flow: Flow): PaneView {
  const { labels, learnt } = flow;
  const other = (): void => flow.attempt(() => flow.go('institution_picker', { trouble: null }));
  return {
    body: [
      heading(
        { title: 'Something went wrong', glyph: warningGlyph(), tone: 'wrong', centred: true },
        quiet(learnt.trouble?.message ?? 'Your account cannot be connected at this time.'),
      ),
    ],
    foot: [
      button({
        label: labels.anotherBank,
        testId: 'select-another-bank-button',
        kind: 'primary',
        press: other,
      }),
      button({ label: labels.close, testId: 'leave-button', kind: 'plain', press: flow.askToLeave }),
    ],
  };
}
