/**
 * What the control surface does, as methods of an emulator. Each member is written beside the action whose twin it is, in
 * `control/`, by `declare module`; the list of actions does not compile while one of them is missing there.
 */
// biome-ignore lint/suspicious/noEmptyInterface: its members stand beside their actions.
export interface Twins {}
