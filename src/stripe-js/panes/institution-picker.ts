import type { InstitutionList } from '../../model/flow.ts';
import { button, field, heading, quiet } from './controls.ts';
import { element } from './element.ts';
import { searchGlyph } from './glyphs.ts';
import { rows } from './institutions.ts';
import type { Flow, PaneView } from './pane.ts';

const counted = (count: number): string =>
  count === 0 ? 'No bank has that name.' : `${count} ${count === 1 ? 'bank' : 'banks'} found`;

interface Results {
  readonly list: HTMLElement;
  readonly count: HTMLElement;
  readonly show: (found: InstitutionList, searched: boolean) => void;
}

function results(flow: Flow): Results {
  const list = element('ul', { class: 'rows', 'aria-label': 'Banks' });
  const count = element('p', { class: 'small', role: 'status', 'aria-live': 'polite' });
  const show = (found: InstitutionList, searched: boolean): void => {
    list.replaceChildren(...rows(flow, found));
    count.textContent = searched ? counted(found.data.length) : '';
  };
  return { list, count, show };
}

/** The box that searches with each letter; an answer that comes after a later one's question is dropped. */
function searchBox(flow: Flow, featured: InstitutionList, { show }: Results): HTMLElement {
  const box = field({
    id: 'institution-search',
    label: flow.labels.search,
    testId: 'institution-search-input',
    name: 'search',
    type: 'search',
  });
  const glyph = searchGlyph();
  box.root.classList.add('search');
  box.root.querySelector('label')?.classList.add('hidden');
  box.input.placeholder = flow.labels.search;
  box.input.before(glyph);
  let asked = '';
  box.input.addEventListener('input', async () => {
    const query = box.input.value.trim();
    asked = query;
    const found =
      query === '' ? featured : await flow.client.searchInstitutions(query).catch(() => undefined);
    if (asked !== query || found === undefined) return;
    show(found, query !== '');
    flow.changed();
  });
  return box.root;
}

/** The banks, featured ones at first. */
export async function institutionPicker(flow: Flow): Promise<PaneView> {
  const { labels, client, learnt } = flow;
  const featured = await client.featuredInstitutions();
  const shown = results(flow);
  shown.show(featured, false);
  const { allow_manual_entry, institution_search_disabled } = learnt.manifest;
  const manual = button({
    label: labels.manualInstead,
    testId: 'manual-entry-link',
    kind: 'bare',
    press: () => flow.attempt(() => flow.go('manual_entry')),
  });
  return {
    body: [
      heading(
        { title: 'Select your bank' },
        quiet('Each of them is pretended, and behaves as its name says.'),
      ),
      institution_search_disabled ? undefined : searchBox(flow, featured, shown),
      shown.count,
      shown.list,
    ],
    foot: allow_manual_entry ? [manual] : [],
  };
}
