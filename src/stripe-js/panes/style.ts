import { CONTROLS } from './style-controls.ts';

/*
 * How the panes look. Sheets are constructed, so that no Content-Security-Policy has anything to refuse. All contrasts are AA
 * in both colour schemes, targets are 44 px high, and nothing moves where the user, or whoever drives the browser, asks for it.
 */

const COLOURS = `
:root {
  --accent: #0b6071; --accent-strong: #084a57; --on-accent: #ffffff; --accent-soft: #e4f1f3;
  --ground: #ffffff; --raised: #f5f6f5; --line: #dcdfdd; --edge: #7c8582;
  --text: #1d2624; --quiet: #59625f; --error: #a3261b; --error-soft: #fcefed;
  --veil: rgb(20 28 27 / 55%); --shadow: 0 1px 2px rgb(0 0 0 / 12%), 0 18px 48px rgb(0 0 0 / 24%);
  --ribbon: #3b3215; --on-ribbon: #ffe08a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --accent: #79c9d8; --accent-strong: #9fdbe6; --on-accent: #06272e; --accent-soft: #173238;
    --ground: #1b2120; --raised: #242b2a; --line: #39423f; --edge: #87928e;
    --text: #edf1ef; --quiet: #b0b9b6; --error: #ffa79d; --error-soft: #3a2220;
    --veil: rgb(0 0 0 / 65%); --shadow: 0 0 0 1px #39423f, 0 18px 48px rgb(0 0 0 / 60%);
    --ribbon: #ffe08a; --on-ribbon: #332b12;
  }
}
`;

const FRAME = `
*, ::before, ::after { box-sizing: border-box; }
html { font: 100%/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; background: transparent; }
body { margin: 0; color: var(--text); }
.overlay {
  position: fixed; inset: 0; display: flex; flex-direction: column; align-items: center; justify-content: center;
  gap: 0.75rem; padding: 0.75rem; background: var(--veil); overflow: auto;
}
.ribbon {
  position: sticky; top: 0; z-index: 1; flex: none; margin: 0; padding: 0.25rem 0.875rem; border-radius: 999px;
  background: var(--ribbon); color: var(--on-ribbon); font-size: 0.8125rem; font-weight: 600; text-align: center;
}
/* Not of the root: a frame whose document has another scheme than its page is no longer transparent. */
.dialog { color-scheme: light dark; }
.dialog {
  position: relative; display: flex; flex-direction: column; width: 100%; max-width: 27rem; min-height: min(33rem, 100%);
  max-height: calc(100% - 2.75rem); border-radius: 1rem; background: var(--ground); box-shadow: var(--shadow); overflow: hidden;
}
.bar { flex: none; display: flex; align-items: center; gap: 0.75rem; padding: 0.75rem 0.75rem 0 1.5rem; }
.bar .whose { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--quiet); font-size: 0.875rem; }
.pane { flex: 1; display: flex; flex-direction: column; min-height: 0; }
.body { flex: 1; display: flex; flex-direction: column; gap: 1rem; min-height: 0; padding: 0.5rem 1.5rem 1.5rem; overflow-y: auto; overflow-wrap: anywhere; }
.foot { flex: none; display: flex; flex-direction: column; gap: 0.5rem; padding: 1rem 1.5rem 1.5rem; border-top: 1px solid var(--line); }
.dialog[aria-busy="true"] .body, .dialog[aria-busy="true"] .foot { cursor: progress; }
.hidden { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.sentinel { position: absolute; width: 0; height: 0; }
.cover { position: absolute; inset: 0; display: flex; align-items: flex-end; background: var(--veil); }
.question { width: 100%; display: flex; flex-direction: column; gap: 0.5rem; padding: 1.5rem; border-radius: 1rem 1rem 0 0; background: var(--ground); }
.question p { margin: 0 0 0.75rem; }
.page { min-height: 100vh; display: flex; flex-direction: column; align-items: center; gap: 0.75rem; padding: 0.75rem; background: var(--raised); }
.page .dialog { min-height: 0; max-height: none; margin: auto 0; overflow: visible; }
.page .body { padding-top: 1.5rem; }
@media (min-height: 30rem) {
  .page .foot { position: sticky; bottom: 0; border-radius: 0 0 1rem 1rem; background: var(--ground); }
}
@media (max-width: 30rem) {
  .overlay { justify-content: flex-end; gap: 0.5rem; padding: 0.5rem 0 0; }
  .dialog { max-width: none; border-radius: 1rem 1rem 0 0; flex: 1; max-height: none; }
  .body { padding-left: 1.25rem; padding-right: 1.25rem; }
  .foot { padding: 1rem 1.25rem 1.25rem; }
  .bar { padding-left: 1.25rem; }
}
@media (max-height: 30rem) {
  .overlay { display: block; }
  .ribbon { width: fit-content; margin: 0 auto 0.5rem; }
  .dialog { max-height: none; min-height: 0; margin: 0 auto; overflow: visible; }
  .body { overflow: visible; }
}
@media (forced-colors: active) { .dialog, .question { border: 1px solid CanvasText; } }
`;

const TEXTS = `
h1, h2 { margin: 0; font-size: 1.375rem; line-height: 1.25; font-weight: 650; letter-spacing: -0.01em; text-wrap: balance; }
h1:focus, h2:focus { outline: none; }
p { margin: 0; }
.quiet { color: var(--quiet); font-size: 0.9375rem; }
.small { color: var(--quiet); font-size: 0.8125rem; }
.small:empty { margin-bottom: -1rem; }
.head { display: flex; flex-direction: column; gap: 0.5rem; }
.head.centred { align-items: center; text-align: center; margin: auto 0; padding: 1rem 0; gap: 0.75rem; }
.mark { display: grid; place-items: center; width: 3rem; height: 3rem; margin-bottom: 0.25rem; border-radius: 0.875rem; background: var(--accent-soft); color: var(--accent-strong); }
.mark.wrong { background: var(--error-soft); color: var(--error); }
.mark.large { width: 4rem; height: 4rem; border-radius: 50%; }
.glyph { width: 1.5rem; height: 1.5rem; flex: none; }
.facts { display: flex; flex-direction: column; gap: 1rem; margin: 0.5rem 0 0; padding: 0; list-style: none; }
.facts li { display: flex; gap: 0.875rem; align-items: flex-start; }
.facts .glyph { margin-top: 0.0625rem; color: var(--accent); }
.facts strong { display: block; font-weight: 600; }
.note { display: flex; gap: 0.625rem; padding: 0.75rem 0.875rem; border-radius: 0.625rem; background: var(--error-soft); color: var(--error); font-size: 0.9375rem; }
.note .glyph { width: 1.25rem; height: 1.25rem; margin-top: 0.125rem; }
.turning { width: 2.5rem; height: 2.5rem; border: 3px solid var(--line); border-top-color: var(--accent); border-radius: 50%; }
.moving .turning { animation: turn 0.9s linear infinite; }
@keyframes turn { to { transform: rotate(1turn); } }
@media (prefers-reduced-motion: reduce) { .moving .turning { animation: none; } }
`;

const STYLES: readonly string[] = [COLOURS, FRAME, TEXTS, CONTROLS];

/** Dresses a document: the frame's own, or that of a popup, whose sheets have to be its own. */
export function dress(target: Document, animations: boolean): void {
  const realm = target.defaultView ?? window;
  target.adoptedStyleSheets = STYLES.map((text) => {
    // A cast: TypeScript does not know that a window has the classes of its realm.
    const sheet = new (realm as Window & typeof globalThis).CSSStyleSheet();
    sheet.replaceSync(text);
    return sheet;
  });
  target.documentElement.classList.toggle('moving', animations);
}
