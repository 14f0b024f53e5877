import { DEFAULT_DASHBOARD, type Permission } from '../model/dashboard.ts';
import type { Scope } from '../sandbox/scope.ts';

/** The area of the Dashboard in which it says what bank accounts are asked for. */
export const CONNECTIONS = 'financial_connections';

/**
 * What the Dashboard asks bank accounts for, where a payment offers what the account has switched on and does not say it
 * itself (docs: financial-connections/balances, "configure requested permissions in the Dashboard").
 */
export const requestedPermissions = ({ facts, settings }: Scope): readonly Permission[] =>
  facts.dashboard.get(CONNECTIONS)?.permissions ?? settings.dashboard.financialConnections.permissions;

/** What is asked for where a call names no permissions: what the Dashboard says holds for dynamic types alone. */
export const permissionsFor = (scope: Scope, isDynamic: boolean): readonly Permission[] =>
  isDynamic ? requestedPermissions(scope) : DEFAULT_DASHBOARD.financialConnections.permissions;
