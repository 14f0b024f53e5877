import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ENABLED_EVENTS, ENABLED_IN_PREVIEWS, isOfPreviews } from '../../src/model/events.ts';
import { wants } from '../../src/webhooks/deliveries.ts';
import { refusal, setup } from '../support/setup.ts';

const NEWEST = '2026-10-28.endive';
const PREVIEW = '2026-08-26.preview';
const TYPE = 'financial_connections.session.updated';

describe('an event that only previews have', () => {
  it('is one of the preview SDK, and all of those of Financial Connections are known', () => {
    const declarations = new URL(
      '../../node_modules/stripe-preview/cjs/resources/WebhookEndpoints.d.ts',
      import.meta.url,
    );
    const declared = readFileSync(declarations, 'utf8').match(/'financial_connections\.[a-z_.]+'/g) ?? [];
    const types = [...new Set(declared.map((type) => type.slice(1, -1)))];

    expect(types.length).toBeGreaterThan(10);
    expect(types.filter((type) => !ENABLED_EVENTS.includes(type))).toEqual(types.filter(isOfPreviews));
    expect(types.filter((type) => !ENABLED_IN_PREVIEWS.includes(type))).toEqual([]);
    expect(ENABLED_IN_PREVIEWS.filter(isOfPreviews).every((type) => types.includes(type))).toBe(true);
  });

  it.each([
    [['*'], NEWEST, false],
    [['financial_connections.*'], NEWEST, false],
    [[TYPE], NEWEST, true],
    [['*'], PREVIEW, true],
    [['financial_connections.*'], PREVIEW, true],
    [['customer.created'], PREVIEW, false],
    [['*'], '2022-08-01; financial_connections_relink_api_beta=v1', true],
  ] as const)('is wanted by %s in version %s: %s', (patterns, version, isWanted) => {
    expect(wants(patterns, TYPE, version)).toBe(isWanted);
  });

  it('can be enabled by name in a call of a preview, and in no other', async () => {
    const { call } = setup();
    const form = `url=http://localhost:1&enabled_events[]=${TYPE}`;
    const post = (version: string) =>
      call('POST', '/v1/webhook_endpoints', { form, headers: { 'stripe-version': version } });

    const [allowed, refused] = [await post(PREVIEW), await post(NEWEST)];

    expect(allowed.body.enabled_events).toEqual([TYPE]);
    expect(refused.status).toBe(400);
    expect(refused.body.error.message).toMatch(/^Invalid enabled_events\[0\]: must be one of /);
  });

  it('can be named in the options, and is still no event to the SDK of others', async () => {
    const { stripe } = setup({ webhooks: [{ url: 'http://localhost:1', enabledEvents: [TYPE] }] });

    const refused = await refusal(
      stripe.webhookEndpoints.create({ url: 'http://localhost:1', enabled_events: [TYPE as never] }),
    );

    expect(refused.statusCode).toBe(400);
  });
});
