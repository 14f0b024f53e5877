import type { PaymentIntent } from '../../model/wire.ts';
import { alphabetical } from '../params/alphabetical.ts';

/** An intent out of an older snapshot with the field it lacks, and with no `prefetch` that is null. */
export function asRecorded(intent: PaymentIntent): PaymentIntent {
  const { id, object, ...rest } = intent;
  return {
    id,
    object,
    ...alphabetical({
      ...rest,
      payment_method_options: withPrefetch(rest.payment_method_options),
      shared_payment_granted_token: rest.shared_payment_granted_token ?? null,
    }),
  };
}

function withPrefetch(options: PaymentIntent['payment_method_options']): typeof options {
  const bank = options?.us_bank_account;
  const connections = bank?.financial_connections;
  if (options === null || bank === undefined || connections === undefined) return options;
  const financial_connections = { ...connections, prefetch: connections.prefetch ?? [] };
  return { ...options, us_bank_account: { ...bank, financial_connections } };
}
