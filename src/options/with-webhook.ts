import { isHash } from '../core/form.ts';
import type { EmulatorOptions, WebhookOptions } from './options.ts';

/** The options with a webhook more. What is no object, or has no list of webhooks, is for `createEmulator` to refuse. */
export function withWebhook(options: EmulatorOptions, webhook: WebhookOptions): EmulatorOptions {
  if (!isHash(options)) return options;
  const { webhooks = [] } = options;
  return Array.isArray(webhooks) ? { ...options, webhooks: [...webhooks, webhook] } : options;
}
