import type { Session } from './wire.ts';
import { PERMISSIONS } from './words.ts';

/* What is set in Stripe's Dashboard, and that no object of the API shows. */

export type Permission = Session['permissions'][number];

/** What the Dashboard asks bank accounts for. */
export interface DashboardConnections {
  /** `payment_method` is always among them. */
  readonly permissions: readonly Permission[];
}

export interface Dashboard {
  readonly financialConnections: DashboardConnections;
}

/** Payments could not be made without it. */
const ALWAYS: Permission = 'payment_method';

/** What is asked for when these are ticked. */
export const askingFor = (ticked: readonly Permission[]): DashboardConnections => ({
  permissions: PERMISSIONS.filter((permission) => permission === ALWAYS || ticked.includes(permission)),
});

export const DEFAULT_DASHBOARD: Dashboard = { financialConnections: askingFor([]) };

/** What is set in it, as the control surface answers it. */
export interface DashboardView {
  readonly object: 'emulator.dashboard';
  readonly financial_connections: {
    /** What bank accounts are asked for, where a payment that offers what is switched on does not say it itself. */
    readonly permissions: readonly Permission[];
  };
}

/** What is to be set in it: what is not named stays. */
export interface DashboardPatch {
  readonly financial_connections?: {
    /** `payment_method` is always asked for, be it named or not. */
    readonly permissions?: readonly Permission[];
  };
}
