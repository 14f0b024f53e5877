import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { processes } from './support/processes.ts';

/* The code of a page is one program: it is run as it is written, and what its comments claim is asked of the emulator behind it. */

const run = promisify(execFile);
const root = fileURLToPath(new URL('../', import.meta.url));

/** What is printed by the code of a page, with what is asked behind it. */
async function printedBy(page: string, asked: string): Promise<unknown> {
  const text = readFileSync(`${root}docs/${page}.md`, 'utf8');
  const blocks = [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);
  const program = [...blocks, `console.log('\\n' + JSON.stringify(${asked}))`]
    .join('\n')
    .replaceAll("'stripe-fc-emulator'", `'${root}src/index.ts'`);
  const { stdout } = await run(process.execPath, ['--input-type=module-typescript', '-e', program], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

const TYPES = 'emulator.events().map(({ type }) => type)';

describe('the program of a page does what its comments say:', () => {
  it('docs/billing.md', processes(1), async () => {
    const asked = `{
      found: data.map(({ lookup_key }) => lookup_key),
      drafted: invoice.total,
      paid: (await stripe.invoices.retrieve(invoice.id)).status,
      at: [subscription.status, (await stripe.subscriptions.retrieve(subscription.id)).status],
      saved: (await stripe.subscriptions.retrieve(subscription.id)).default_payment_method !== null,
      billed: (await stripe.invoices.list({ subscription: subscription.id })).data
        .map(({ billing_reason, status }) => [billing_reason, status]),
    }`;

    expect(await printedBy('billing', asked)).toEqual({
      found: ['yearly'],
      drafted: 4000,
      paid: 'paid',
      at: ['incomplete', 'active'],
      saved: true,
      billed: [
        ['subscription_cycle', 'paid'],
        ['subscription_create', 'paid'],
      ],
    });
  });

  it('docs/checkout.md', processes(1), async () => {
    expect(await printedBy('checkout', '[status, payment_status]')).toEqual(['complete', 'unpaid']);
  });

  it('docs/connect.md', processes(1), async () => {
    const asked = `{
      before: [account.requirements.pending_verification.length > 0, account.capabilities.transfers],
      after: (await stripe.accounts.retrieve(account.id)).capabilities.transfers,
      linked: bank_account_token.id.slice(0, 5),
      external: (await stripe.accounts.listExternalAccounts(account.id)).data.length,
      payouts: (await stripe.payouts.list({}, header)).data.map(({ status }) => status),
    }`;

    expect(await printedBy('connect', asked)).toEqual({
      before: [true, 'pending'],
      after: 'active',
      linked: 'btok_',
      external: 2,
      payouts: ['paid'],
    });
  });

  it('docs/legacy-sources.md', processes(1), async () => {
    const asked = `{
      source: [source.slice(0, 3), (await stripe.customers.retrieveSource(customer.id, source)).status],
      charge: [charge.status, (await stripe.charges.retrieve(charge.id)).status],
      intent: intent.status,
      told: ${TYPES}.includes('charge.succeeded'),
    }`;

    expect(await printedBy('legacy-sources', asked)).toEqual({
      source: ['ba_', 'verified'],
      charge: ['pending', 'succeeded'],
      intent: 'processing',
      told: true,
    });
  });
});
