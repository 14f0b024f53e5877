/**
 * Writes the names of Stripe.js's `Stripe` object, so that the stand-in has each of them: those of the installed types,
 * and those of earlier majors that are gone. `--check` only compares.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { stripeJsSurface } from './stripe-js-surface.ts';

const file = new URL('../src/stripe-js/surface.generated.json', import.meta.url);
const text = `${JSON.stringify(stripeJsSurface(), null, 2)}\n`;

if (process.argv.includes('--check')) {
  if (readFileSync(file, 'utf8') !== text)
    throw new Error('src/stripe-js/surface.generated.json is old: npm run generate.');
} else writeFileSync(file, text);
