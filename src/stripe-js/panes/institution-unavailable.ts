import { button, heading, quiet } from './controls.ts';
import { warningGlyph } from './glyphs.ts';
import { isUnavailable } from './institutions.ts';
import type { Flow, PaneView } from './pane.ts';

/** When a planned outage ends; the same text wherever the browser is. */
const until = (flow: Flow, seconds: number): string =>
  new Intl.DateTimeFormat(flow.locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  }).format(seconds * 1000);

/** A bank that is down: for a while that is known, or for one that is not. */
export function institutionUnavailable(flow: Flow): PaneView {
  const { labels, learnt } = flow;
  const name = learnt.institution?.name ?? 'Your bank';
  const extras = learnt.trouble?.extra_fields;
  const ends = isUnavailable(extras) ? extras.expected_to_be_available_at : undefined;
  const again = (): void => flow.attempt(() => flow.go('institution_picker', { trouble: null }));
  const manual = (): void => flow.attempt(() => flow.go('manual_entry', { trouble: null }));
  return {
    body: [
      heading(
        {
          title: ends === undefined ? labels.unavailable(name) : labels.maintained(name),
          glyph: warningGlyph(),
          tone: 'wrong',
          centred: true,
        },
        quiet(
          ends === undefined
            ? 'Nobody knows for how long. Another bank can be connected meanwhile.'
            : `It is expected to be back on ${until(flow, ends)} UTC.`,
        ),
      ),
    ],
    foot: [
      button({
        label: labels.anotherBank,
        testId: 'select-another-bank-button',
        kind: 'primary',
        press: again,
      }),
      learnt.manifest.allow_manual_entry
        ? button({ label: labels.manualInstead, testId: 'manual-entry-link', kind: 'bare', press: manual })
        : undefined,
    ],
  };
}
