import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect } from 'vitest';
import { bundledIn, installed } from './support/strangers.ts';
import { test } from './support/test.ts';

/*
 * `loadStripe()` of each major of @stripe/stripe-js, as its users have it: the default entry, which loads by being
 * imported, and `/pure`, which loads when it is called. Nothing of it is changed.
 */

/** The channel that each of them asks for: https://js.stripe.com/{channel}/stripe.js. */
const CHANNELS: Readonly<Record<string, string>> = {
  '1': 'v3',
  '2': 'v3',
  '3': 'v3',
  '4': 'v3',
  '5': 'v3',
  '6': 'acacia',
  '7': 'basil',
  '8': 'clover',
  '9': 'dahlia',
  '10': 'endive',
};

const { dependencies } = JSON.parse(
  readFileSync(new URL('./loaders/package.json', import.meta.url), 'utf8'),
) as { dependencies: Record<string, string> };

const ENTRIES = ['', '/pure'];
const CASES = Object.keys(CHANNELS).flatMap((major) =>
  ENTRIES.map((entry) => ({ major, entry, specifier: `stripe-js-${major}${entry}` })),
);

const application = (specifier: string, entry: string): string => `
import { loadStripe } from '${specifier}';
${entry === '/pure' ? 'loadStripe.setLoadParameters({ advancedFraudSignals: false });' : ''}
window.loaded = loadStripe('pk_test_loaded').then((stripe) => ({
  elements: typeof stripe.elements,
  collects: typeof stripe.collectFinancialConnectionsAccounts,
  version: window.Stripe.version,
  sources: Array.from(document.scripts, ({ src }) => src).filter((src) => src.includes('stripe.com')),
}));
`;

describe('the loader', () => {
  beforeAll(() => installed('loaders'));

  test('is tried in each major that is installed for it', () => {
    expect(Object.keys(dependencies).map((name) => name.replace('stripe-js-', ''))).toEqual(
      Object.keys(CHANNELS),
    );
  });

  test.for(CASES)(
    'of $specifier has the stand-in for its Stripe.js, and no complaint',
    async ({ major, entry, specifier }, { page, complaints, site }) => {
      const channel = CHANNELS[major] ?? '';
      const script = await bundledIn('loaders', application(specifier, entry));
      site.put('/shop.js', script);
      await page.goto(site.put('/', '<title>Shop</title><body><script src="/shop.js"></script>'));

      expect(await page.evaluate('window.loaded')).toEqual({
        elements: 'function',
        collects: 'function',
        // What the loader compares from 5.9 on, with a warning where it is another.
        version: channel === 'v3' ? 3 : channel,
        sources: [
          `https://js.stripe.com/${channel === 'v3' ? 'v3' : `${channel}/stripe.js`}${entry === '' ? '' : '?advancedFraudSignals=false'}`,
        ],
      });
      expect(complaints).toEqual([]);
    },
  );
});
