import type { FlowInstitution, InstitutionList, UnavailableExtras } from '../../model/flow.ts';
import { ApiError } from '../call.ts';
import { element } from './element.ts';
import { chevronGlyph, initials } from './glyphs.ts';
import type { Flow, Learnt } from './pane.ts';

/* Institutions: how one is shown, and what follows when it is picked. */

export const isUnavailable = (extras: object | undefined): extras is UnavailableExtras =>
  extras !== undefined && 'institution_unavailable' in extras && extras.institution_unavailable === true;

/** Opens a login at an institution; one that is down has a pane of its own. */
export async function openLogin(
  flow: Flow,
  institution: FlowInstitution,
  oauthEnd: Learnt['oauthEnd'] = null,
): Promise<void> {
  const manifest = await flow.client.institutionSelected(institution.id);
  try {
    const authSession = await flow.client.openAuthSession(institution.id);
    const learnt = { manifest, institution, authSession, loginStep: null, oauthEnd, oauthPage: null };
    await flow.go(authSession.next_pane, learnt);
  } catch (thrown) {
    if (!(thrown instanceof ApiError)) throw thrown;
    const isDown = isUnavailable(thrown.fields.extra_fields);
    const trouble = { institution, trouble: thrown.fields, isFatal: false };
    await flow.go(isDown ? 'institution_unavailable' : 'unexpected_error', trouble);
  }
}

function row(flow: Flow, institution: FlowInstitution): HTMLElement {
  const { name, emulator } = institution;
  const label = flow.labels.institution(name, emulator.aliases);
  const made = element(
    'button',
    {
      type: 'button',
      class: 'row',
      'data-testid': emulator.test_id,
      'aria-label': label,
      // What a scenario may call it.
      'data-called': [institution.id, name, ...emulator.aliases].join('|').toLowerCase(),
    },
    initials(name),
    element(
      'span',
      { class: 'what' },
      element('span', { class: 'name' }, name),
      // Tests look for what an institution was called before by its text, too.
      label === name ? undefined : element('span', { class: 'hidden' }, emulator.aliases.join(' ')),
    ),
    chevronGlyph(),
  );
  made.addEventListener('click', () => flow.attempt(() => openLogin(flow, institution)));
  return element('li', {}, made);
}

export const rows = (flow: Flow, list: InstitutionList): readonly HTMLElement[] =>
  list.data.map((institution) => row(flow, institution));
