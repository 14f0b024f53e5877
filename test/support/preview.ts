import StripePreview from 'stripe-preview';
import { type Setup, setup } from './setup.ts';

/** The version that the preview SDK sends. */
export const PREVIEW = '2026-08-26.preview';

/** A client of previews over the same emulator. */
const previewOf = ({ emulator, fetch }: Pick<Setup, 'emulator' | 'fetch'>): StripePreview =>
  new StripePreview(emulator.apiKey, {
    httpClient: StripePreview.createFetchHttpClient(fetch),
    maxNetworkRetries: 0,
    telemetry: false,
  });

/** A world with a client of previews beside the other. */
export function previewSetup(
  options: Parameters<typeof setup>[0] = {},
): Setup & { readonly preview: StripePreview } {
  const world = setup(options);
  return { ...world, preview: previewOf(world) };
}
