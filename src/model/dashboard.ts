import { every } from '../core/stored.ts';

/* What is set in Stripe's Dashboard, and that no object of the API shows. */

/** Written out, because users are given it. */
export type Permission = 'balances' | 'ownership' | 'payment_method' | 'transactions';

const REQUESTED_PERMISSIONS = every<Permission>()('balances', 'ownership', 'payment_method', 'transactions');

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
  permissions: REQUESTED_PERMISSIONS.filter(
    (permission) => permission === ALWAYS || ticked.includes(permission),
  ),
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
