import { walked } from '../walk.ts';
import type { Presenter } from './presenter.ts';

/** Shows nothing: the user's part is played by calls, as the scenario says. */
export const headless: Presenter = {
  reserve: () => ({ show: walked, release: () => undefined }),
};
