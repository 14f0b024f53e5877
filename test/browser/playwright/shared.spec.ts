import { expect } from '@playwright/test';
import { test } from 'stripe-fc-emulator/playwright';

/* Tests that share the sandbox of a back end with a key of its own. */

test.describe.configure({ mode: 'serial' });
test.use({ apiKey: 'sk_test_of_the_back_end', emulatorOptions: { seed: 'shared' } });

for (const at of ['first', 'second'])
  test(`the ${at} of them begins with an empty sandbox`, async ({ emulator, apiKey, emulatorUrl }) => {
    expect(apiKey).toBe('sk_test_of_the_back_end');
    expect(emulator.apiKey).toBe(apiKey);
    expect(emulator.publishableKey).toBe('pk_test_of_the_back_end');

    const customers = `${emulatorUrl}/v1/customers`;
    const headers = { authorization: `Bearer ${apiKey}` };
    await fetch(customers, { method: 'POST', headers });

    expect(((await (await fetch(customers, { headers })).json()) as { data: unknown[] }).data).toHaveLength(
      1,
    );
  });
