import { errors } from '../core/catalogue.ts';
import { sentence } from '../core/sentence.ts';
import { type BankSide, numberedSide } from '../resources/payment-methods/creation.ts';

/** A bank account that the user types in instead of picking one. */
export interface TypedIn {
  readonly routing_number: string;
  readonly account_number: string;
}

/** Refuses what says that the user did something else as well. */
export function checkTypedAlone(picked: Readonly<Record<string, unknown>>): void {
  const [name] = Object.keys(picked).filter((param) => picked[param] !== undefined);
  if (name === undefined) return;
  throw errors.misuse(
    sentence`Either a bank account is typed in, or one is picked: leave ${name} or manual_entry away.`,
    name,
  );
}

/** What the numbers say; throws for numbers of no test account. */
export function typedInSide({ routing_number: routing, account_number: number }: TypedIn): BankSide {
  if (!/^\d{9}$/.test(routing)) throw errors.routingNumberInvalid('manual_entry[routing_number]');
  return numberedSide(routing, number, 'manual_entry[account_number]');
}
