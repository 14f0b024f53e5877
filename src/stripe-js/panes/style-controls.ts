/** How what can be pressed or typed into looks. */
export const CONTROLS = `
button, input, select { font: inherit; color: inherit; }
button { cursor: pointer; }
.button {
  display: flex; align-items: center; justify-content: center; gap: 0.5rem; width: 100%; min-height: 2.75rem; padding: 0.5rem 1rem;
  border: 1px solid transparent; border-radius: 0.625rem; font-weight: 600; text-align: center; text-decoration: none;
}
.button.primary { background: var(--accent); color: var(--on-accent); }
.button.primary:hover { background: var(--accent-strong); }
.button.primary[aria-disabled="true"] { background: var(--raised); border-color: var(--line); color: var(--quiet); cursor: not-allowed; }
.button.plain { background: transparent; border-color: var(--line); color: var(--text); }
.button.plain:hover { background: var(--raised); }
.button.bare { background: transparent; color: var(--accent); }
.button.bare:hover { background: var(--accent-soft); color: var(--accent-strong); }
.icon { flex: none; display: grid; place-items: center; width: 2.75rem; height: 2.75rem; padding: 0; border: 0; border-radius: 50%; background: transparent; color: var(--quiet); }
.icon:hover { background: var(--raised); color: var(--text); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.rows { display: flex; flex-direction: column; gap: 0.5rem; margin: 0; padding: 0; list-style: none; }
.row {
  display: flex; align-items: center; gap: 0.875rem; width: 100%; min-height: 3.75rem; padding: 0.625rem 0.875rem; text-align: start;
  border: 1px solid var(--line); border-radius: 0.75rem; background: var(--ground);
}
.row:hover { background: var(--raised); }
.row[aria-pressed="true"] { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); background: var(--accent-soft); }
.row[aria-disabled="true"] { background: var(--raised); color: var(--quiet); cursor: not-allowed; }
.row .what { flex: 1; min-width: 0; display: flex; flex-direction: column; }
.row .name { font-weight: 600; }
.row .more { color: var(--quiet); font-size: 0.875rem; }
/* As far in as the name above. */
.reason { margin: 0.25rem 0 0.25rem 3rem; color: var(--quiet); font-size: 0.875rem; }
.row > .glyph { width: 1.125rem; height: 1.125rem; color: var(--quiet); }
.initials { flex: none; display: grid; place-items: center; width: 2.25rem; height: 2.25rem; border-radius: 0.625rem; background: var(--accent-soft); color: var(--accent-strong); font-size: 0.8125rem; font-weight: 700; }
.initials::before { content: attr(data-initials); }
.choice { flex: none; display: grid; place-items: center; width: 1.25rem; height: 1.25rem; border: 1.5px solid var(--edge); border-radius: 50%; background: var(--ground); color: transparent; }
.choice.several { border-radius: 0.3125rem; }
.choice .glyph { width: 0.875rem; height: 0.875rem; stroke-width: 3; }
[aria-pressed="true"] .choice { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
[aria-disabled="true"] .choice { border-style: dashed; background: transparent; }
.field { display: flex; flex-direction: column; gap: 0.375rem; }
.field label { font-size: 0.875rem; font-weight: 600; }
.field input, .field select {
  width: 100%; min-height: 2.75rem; padding: 0.5rem 0.75rem; border: 1px solid var(--edge); border-radius: 0.625rem; background: var(--ground);
}
.field input:focus-visible, .field select:focus-visible { outline-offset: -1px; border-color: var(--accent); }
.field [aria-invalid="true"] { border-color: var(--error); box-shadow: inset 0 0 0 1px var(--error); }
.field .hint { color: var(--quiet); font-size: 0.8125rem; }
.field .wrong { color: var(--error); font-size: 0.875rem; }
.field .wrong:empty { display: none; }
.digits input { font-size: 1.5rem; letter-spacing: 0.5em; text-align: center; font-variant-numeric: tabular-nums; }
.search { position: relative; }
.search .glyph { position: absolute; left: 0.75rem; bottom: 0.75rem; width: 1.25rem; height: 1.25rem; color: var(--quiet); pointer-events: none; }
.search input { padding-left: 2.5rem; }
.search input::-webkit-search-cancel-button { display: none; }
.form { display: flex; flex-direction: column; gap: 1rem; }
@media (forced-colors: active) { .row[aria-pressed="true"] { border: 2px solid Highlight; } .choice { forced-color-adjust: none; } }
`;
