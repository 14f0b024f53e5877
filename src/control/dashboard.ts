import { arrayOf, hash, oneOf, optional } from '../core/shape.ts';
import { askingFor, type DashboardPatch, type DashboardView } from '../model/dashboard.ts';
import { PERMISSIONS } from '../model/words.ts';
import { voiceIn } from '../options/voice.ts';
import { CONNECTIONS, requestedPermissions } from '../resources/dashboard.ts';
import type { Scope } from '../sandbox/scope.ts';
import { action, twin } from './action.ts';

declare module '../options/twins.ts' {
  interface Twins {
    /** What is set in Stripe's Dashboard. */
    readonly dashboard: () => Promise<DashboardView>;
    /** Sets it, for what is created from now on; resolves to all that is set. */
    readonly updateDashboard: (patch: DashboardPatch) => Promise<DashboardView>;
  }
}

const view = (scope: Scope): DashboardView => ({
  object: 'emulator.dashboard',
  financial_connections: { permissions: [...requestedPermissions(scope)] },
});

const PATCH = hash({
  financial_connections: optional(hash({ permissions: optional(arrayOf(oneOf(...PERMISSIONS))) })),
});

function change(scope: Scope, { financial_connections: connections }: DashboardPatch): DashboardView {
  const { permissions } = connections ?? {};
  if (permissions !== undefined) scope.facts.dashboard.set(CONNECTIONS, askingFor(permissions));
  return view(scope);
}

const VOICE = voiceIn('updateDashboard');

export const dashboardActions = [
  action(
    'GET',
    '/dashboard',
    {
      about: "What is set in Stripe's Dashboard, for the platform or the account of `Stripe-Account`.",
      twin: twin(
        'dashboard',
        'dashboard()',
        ({ world }) =>
          async () =>
            view(world().sandbox.platform),
      ),
    },
    ({ scope }) => view(scope),
  ),
  action(
    'POST',
    '/dashboard',
    {
      about:
        'Sets what a user would set there: `financial_connections[permissions]`, which intents show and linked accounts get where the types are dynamic and no call names permissions, and which accounts get that are linked for invoices and subscriptions whose settings name neither. It holds for what is created from now on; `payment_method` is always among them.',
      params: PATCH,
      twin: twin('updateDashboard', 'updateDashboard(patch)', ({ world }) => async (patch) => {
        const { sandbox } = world();
        const read = PATCH(patch, '', VOICE);
        sandbox.noteChange();
        return change(sandbox.platform, read);
      }),
    },
    ({ scope, params }) => change(scope, params),
  ),
] as const;
