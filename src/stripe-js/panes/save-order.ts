import type { FlowManifest, Pane } from '../../model/flow.ts';
import type { Flow } from './pane.ts';

/*
 * Where the save pane stands. The server knows what was said of the session; what the page says is known here alone, so that
 * here the pane is passed over, or shown before its time.
 */

const SAVE: Pane = 'networking_link_signup_pane';

export const nextAfterConsent = ({ savePane }: Flow, { next_pane }: FlowManifest): Pane =>
  savePane === 'after_consent' && next_pane === 'institution_picker' ? SAVE : next_pane;

/** Whether the save pane is to be passed over when the server names it. */
export const passesOverSaving = ({ savePane, learnt }: Flow): boolean =>
  savePane === 'none' || learnt.saveAnswered;
