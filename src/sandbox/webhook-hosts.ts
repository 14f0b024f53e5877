import { asText } from '../core/as-text.ts';
import { errors } from '../core/catalogue.ts';
import { isHash } from '../core/form.ts';
import { sentence } from '../core/sentence.ts';
import type { Sandbox } from './sandbox.ts';

/*
 * Where the server may be made to send to. A client that could name any host would make it call any host; the user who
 * started it has named those that are allowed, and those of the endpoints in its own options.
 */

/** Why no webhook is sent to that URL; undefined if it may be, or if it is none. */
export function webhookHostRefusal({ parts }: Sandbox, url: string): string | undefined {
  const hostname = URL.parse(url)?.hostname;
  if (hostname === undefined || parts.mayCall(hostname)) return undefined;
  return sentence`This emulator may not send webhooks to ${hostname}. Start it with --webhook-host ${hostname}.`;
}

/** Refuses an endpoint that may not be sent to, however it comes into the sandbox. */
export function checkWebhookHost(sandbox: Sandbox, url: string, param = 'url'): void {
  const refusal = webhookHostRefusal(sandbox, url);
  if (refusal !== undefined) throw errors.misuse(refusal, param);
}

/** The hosts of endpoints among the objects of an option, which need not be any yet. */
export function hostsOfEndpoints(endpoints: unknown): ReadonlySet<string> {
  const given = isHash(endpoints) || Array.isArray(endpoints) ? Object.values(endpoints) : [];
  const urls = given.map((endpoint) => (isHash(endpoint) ? URL.parse(asText(endpoint.url)) : null));
  return new Set(urls.flatMap((url) => (url === null ? [] : [url.hostname])));
}
