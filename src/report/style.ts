/**
 * How a report looks: by day and by night, narrow and wide, on paper. It asks nothing of anybody else, no font either.
 */
export const STYLE = `
:root { color-scheme: light dark; --paper: #fff; --ink: #1b1b1f; --faint: #5c5f66; --rule: #d5d7dc; --term: #1f6f54;
  --window: #c9a227; --today: #b3261e; --alert: #fdf3e1; --alert-rule: #b3721e; --code: #f1f2f4; }
@media screen and (prefers-color-scheme: dark) {
  :root { --paper: #16181c; --ink: #e8e9ec; --faint: #a5a9b1; --rule: #3a3e46; --term: #5fbf98; --window: #7a6420;
    --today: #ff8a80; --alert: #2c2415; --alert-rule: #d9a441; --code: #24272d; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 64rem; padding: 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif; overflow-wrap: break-word; }
bdi, code, dd, p, li, h2, h4 { overflow-wrap: anywhere; }
h1, h2, h3, h4 { line-height: 1.25; margin: 1.5em 0 0.5em; break-after: avoid; }
h1 { font-size: 1.8rem; margin-top: 0.25em; } h2 { font-size: 1.45rem; } h3 { font-size: 1.15rem; } h4 { font-size: 1rem; }
h2 { border-bottom: 2px solid var(--rule); padding-bottom: 0.25em; }
h4 .state, .aside, footer, figcaption span { color: var(--faint); font-weight: normal; }
p { margin: 0.5em 0; } a { color: inherit; }
code { background: var(--code); border-radius: 3px; padding: 0.1em 0.35em; font-size: 0.9em; }
dl { display: grid; grid-template-columns: minmax(9rem, max-content) 1fr; gap: 0.2rem 1.25rem; margin: 0.5em 0 1em; }
dt { color: var(--faint); } dd { margin: 0; }
ul.alerts { list-style: none; margin: 0; padding: 0; }
ul.alerts li { background: var(--alert); border-left: 4px solid var(--alert-rule); margin: 0.5em 0; padding: 0.5em 0.75em; break-inside: avoid; }
ul.alerts code { display: inline-block; margin-top: 0.25em; }
table { border-collapse: collapse; width: 100%; margin: 0.5em 0 1em; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--rule); padding: 0.35em 0.75em 0.35em 0; text-align: start; vertical-align: top; font-weight: normal; }
thead th { color: var(--faint); border-bottom-width: 2px; overflow-wrap: normal; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.amount { text-align: end; padding-right: 0; white-space: nowrap; }
figure { margin: 0.75em 0; break-inside: avoid; }
svg { display: block; width: 100%; } svg.line { height: 26px; } svg.axis { height: 18px; } svg.bar { height: 14px; }
.meter { display: flex; gap: 1rem; align-items: center; } .meter svg { flex: 1; min-width: 2rem; }
svg .term, svg.bar rect { fill: var(--term); stroke: var(--paper); } svg .window { fill: var(--window); opacity: 0.45; }
svg .year { stroke: var(--rule); } svg .today { stroke: var(--today); stroke-width: 2; }
svg text { fill: var(--faint); font-size: 12px; }
.legend { color: var(--faint); display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; padding: 0; list-style: none; margin: 0.25em 0 1em; }
.legend svg { display: inline-block; width: 18px; height: 14px; vertical-align: -2px; margin-right: 0.4em; }
footer { border-top: 1px solid var(--rule); margin-top: 2.5em; padding-top: 0.5em; font-size: 0.9rem; }
@media screen and (max-width: 40rem) {
  dl { grid-template-columns: 1fr; } dd { margin-bottom: 0.5em; }
  table, tbody, tr, th, td { display: block; } thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border-bottom: 1px solid var(--rule); padding: 0.4em 0; }
  tbody th, td { border: 0; padding: 0.1em 0; }
  tbody td::before { content: attr(data-label) "\\00a0\\00a0"; color: var(--faint); }
  td.amount { text-align: start; white-space: normal; } tbody th { font-weight: 600; }
}
@media print {
  @page { margin: 16mm; }
  body { max-width: none; padding: 0; font-size: 10pt; } h2 { break-before: page; } main > section:first-of-type h2 { break-before: auto; }
  svg * { -webkit-print-color-adjust: exact; print-color-adjust: exact; } ul.alerts li { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  code { background: none; padding: 0; }
}
`;
