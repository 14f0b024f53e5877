import type { InstitutionCatalogue } from '../bank/institutions.ts';
import { errors } from '../core/catalogue.ts';
import { duration } from '../core/duration.ts';
import type { FormValue } from '../core/form.ts';
import { instant } from '../core/instant.ts';
import type { ScheduledJob } from '../core/scheduler.ts';
import { boolean, hash, optional, type Shape, string } from '../core/shape.ts';
import type { Delivery } from '../model/facts.ts';
import type { PaymentIntent } from '../model/wire.ts';
import type { JobView } from '../options/options.ts';
import {
  checkSubcategories,
  collectAccounts,
  DEFAULT_ACCOUNT,
  DEFAULT_INSTITUTION,
  isPayable,
  requireInstitution,
  requireTestAccounts,
} from '../resources/financial-connections/account-collection.ts';
import { checkCollectable, collectBankAccount } from '../resources/payment-intents/operations.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { boundDeliveries, schedule } from '../webhooks/deliveries.ts';
import type { Dispatcher } from '../webhooks/dispatcher.ts';
import type { World } from '../world/worlds.ts';
import { putObjects } from './seeding/objects.ts';

/* What the control surface does, once for its endpoints and its in-process twins. */

const bankAccountParams = hash({
  institution: optional(string()),
  account: optional(string()),
  manual_entry: optional(hash({ routing_number: string(), account_number: string() })),
  billing_details: optional(hash({ name: optional(string()), email: optional(string()) })),
});

/** Plays the user whom a payment asks for a bank account. */
export function collectForIntent(
  sandbox: Sandbox,
  catalogue: InstitutionCatalogue,
  id: string,
  form: FormValue,
): PaymentIntent {
  const {
    institution: at,
    account,
    manual_entry: typed,
    billing_details: billing,
  } = bankAccountParams(form, '');
  const billingDetails = { name: 'Jenny Rosen', ...billing };
  const intent = sandbox.require('payment_intent', id);
  checkCollectable(sandbox, intent, typed !== undefined);
  if (typed !== undefined) {
    checkTypedAlone({ institution: at, account });
    return collectBankAccount(
      sandbox,
      id,
      { routingNumber: typed.routing_number, accountNumber: typed.account_number },
      billingDetails,
    );
  }
  const institution = requireInstitution(catalogue, at ?? DEFAULT_INSTITUTION);
  if (institution.down !== undefined)
    throw errors.misuse(
      `${institution.name} ${institution.down}: no account can be linked there.`,
      'institution',
    );
  const picked = requireTestAccounts(catalogue, institution, [account ?? DEFAULT_ACCOUNT], 'account');
  const unpayable = picked.find((testAccount) => !isPayable(testAccount));
  if (unpayable !== undefined)
    throw errors.misuse(
      `"${unpayable.name}" of ${institution.name} cannot be used for ACH payments.`,
      'account',
    );
  const options = intent.payment_method_options?.us_bank_account?.financial_connections;
  checkSubcategories(picked, options?.filters?.account_subcategories, 'PaymentIntent', 'account');
  const permissions = [...new Set([...(options?.permissions ?? []), 'payment_method' as const])];
  const accountHolder =
    intent.customer === null ? null : { customer: intent.customer, type: 'customer' as const };
  const [linked] = collectAccounts(sandbox, institution, picked, {
    accountHolder,
    permissions,
    prefetch: options?.prefetch ?? [],
  });
  if (linked === undefined) throw errors.misuse(`${institution.name} has no accounts.`, 'institution');
  return collectBankAccount(sandbox, id, { financialConnectionsAccount: linked }, billingDetails);
}

function checkTypedAlone(picked: Readonly<Record<string, string | undefined>>): void {
  const [name] = Object.keys(picked).filter((param) => picked[param] !== undefined);
  if (name === undefined) return;
  throw errors.misuse(
    `Either a bank account is typed in, or one is picked: leave ${name} or manual_entry away.`,
    name,
  );
}

const resetParams = hash({ all: optional(boolean) });

/** Back to the start. `all` drops what was configured, too. */
export function reset(
  world: World,
  dispatcher: Dispatcher,
  catalogue: InstitutionCatalogue,
  form: FormValue,
): { readonly object: 'emulator.reset'; readonly removed: readonly string[] } {
  const { all = false } = resetParams(form, '');
  const { sandbox, timeline } = world;
  const { jobs, ids } = sandbox.parts;
  const removed = sandbox
    .all()
    .flatMap((scope) => [...scope.tables.webhook_endpoint.values()].map(({ id }) => id));
  dispatcher.abandon(sandbox);
  sandbox.clear();
  jobs.restore([]);
  ids.restore({});
  timeline.startAnew(timeline.startAgainMs());
  if (all) sandbox.targets.length = 0;
  else if (sandbox.settings.objects !== undefined) putObjects(sandbox, catalogue, sandbox.settings.objects);
  return { object: 'emulator.reset', removed };
}

/** One attempt more, due now, whatever became of the earlier ones. */
export function resend(sandbox: Sandbox, id: string): Delivery {
  const delivery = sandbox.deliveries.get(id);
  if (delivery === undefined) throw errors.resourceMissing('delivery', id);
  const { attempts: _attempts, ...rest } = delivery;
  const again: Delivery = { ...rest, id: sandbox.id('whd'), attempts: [], resent: true };
  schedule(sandbox, again, 0);
  boundDeliveries(sandbox);
  return sandbox.deliveries.get(again.id) ?? again;
}

export const jobView = ({
  dueMs,
  background,
  job: { kind, subject, ...details },
}: ScheduledJob): JobView => ({
  ...details,
  kind,
  subject,
  due: dueMs / 1000,
  background,
});

export interface ClockView {
  readonly object: 'emulator.clock';
  /** Unix seconds, with a fraction. */
  readonly now: number;
  readonly iso: string;
  /** How many sandbox seconds pass in one real second; 0 stands. */
  readonly scale: number;
}

export function clockView({ parts: { clock } }: Sandbox): ClockView {
  const nowMs = clock.now();
  return {
    object: 'emulator.clock',
    now: nowMs / 1000,
    iso: new Date(nowMs).toISOString(),
    scale: clock.scale,
  };
}

// Too far to be a date: refused where the end of time is known.
const anyInstant: Shape<number> = (value, path, voice) =>
  typeof value === 'string' && /^\d{12,}$/.test(value)
    ? Number.POSITIVE_INFINITY
    : instant(value, path, voice);

const advanceParams = hash({ by: optional(duration), to: optional(anyInstant), until: optional(string()) });
export const waitParams = hash({
  type: optional(string()),
  object: optional(string()),
  after: optional(string()),
  timeout: optional(duration),
});

/** Moves time as the body says: `by`, `to` or `until=idle`. */
export function advance({ sandbox, timeline }: World, form: FormValue): Promise<readonly ScheduledJob[]> {
  const { by, to, until } = advanceParams(form, '');
  if ([by, to, until].filter((way) => way !== undefined).length !== 1)
    throw errors.misuse('Say how far: by=5s, to=<instant>, or until=idle.');
  if (until !== undefined && until !== 'idle')
    throw errors.misuse(`Invalid until: "${until}". The only thing to wait for is idle.`, 'until');
  if (until !== undefined) return timeline.runToIdle();
  return timeline.advanceTo(to ?? sandbox.nowMs() + (by ?? 0));
}
