import { button, heading, quiet } from './controls.ts';
import { element } from './element.ts';
import { bankGlyph, eyeGlyph, shieldGlyph } from './glyphs.ts';
import type { Flow, PaneView } from './pane.ts';

const ASKED: Readonly<Record<string, string>> = {
  balances: 'balances',
  ownership: 'the names of owners',
  payment_method: 'account and routing numbers',
  transactions: 'transactions',
};

/** What is asked for, as a part of a sentence. */
function askedFor(permissions: readonly string[]): string {
  const names = permissions.map((permission) => ASKED[permission] ?? permission);
  const last = names.pop();
  if (last === undefined) return 'account details';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

const fact = (glyph: SVGSVGElement, title: string, text: string): HTMLElement =>
  element('li', {}, glyph, element('div', {}, element('strong', {}, title), quiet(text)));

/** What is agreed to, before anything else. */
export function consent(flow: Flow): PaneView {
  const { labels, client, learnt } = flow;
  const name = learnt.manifest.business_name;
  const business = name ?? 'This application';
  const agree = (): void =>
    flow.attempt(async () => {
      const manifest = await client.consentAcquired({ save_pane: flow.savePane });
      await flow.go(manifest.next_pane, { manifest });
    });
  return {
    body: [
      heading(
        { title: `Connect a bank account to ${name ?? 'this application'}`, glyph: bankGlyph() },
        quiet(`${business} asks to be shown what a bank knows of an account of yours.`),
      ),
      element(
        'ul',
        { class: 'facts' },
        fact(eyeGlyph(), 'What is shown', `It will see ${askedFor(learnt.manifest.permissions)}.`),
        fact(shieldGlyph(), 'Nothing is real', 'Banks, accounts and money here belong to an emulator.'),
      ),
    ],
    foot: [button({ label: labels.agree, testId: 'agree-button', kind: 'primary', press: agree })],
  };
}
