import { isHash } from '../core/form.ts';
import { jsonText } from '../core/json-text.ts';

/**
 * An answer to a browser: why a bank account is blocked is for secret keys alone (docs:
 * payments/ach-direct-debit/blocked-bank-accounts). Few answers tell it, so the others are looked through, and no more.
 */
export const withheld = (text: string): string =>
  text.includes('"blocked": {') ? jsonText(JSON.parse(text, withoutBlock)) : text;

function withoutBlock(name: string, value: unknown): unknown {
  if (name !== 'status_details' || !isHash(value)) return value;
  const { blocked: _, ...rest } = value;
  return rest;
}
