import { connectedAccount } from '../resources/connect/shown-account.ts';
import type { Scope } from '../sandbox/scope.ts';

/** The name under which a connected account does its business; the platform's own is not known. */
export function businessOf(scope: Scope): string | null {
  if (scope.account === null) return null;
  const { business_profile: profile, settings } = connectedAccount(scope, scope.account);
  return profile?.name ?? settings?.dashboard?.display_name ?? null;
}
