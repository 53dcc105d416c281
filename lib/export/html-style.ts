/** All that the document looks like: light, dark and printed. Fonts are the reader's own. */
export const styles = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#faf8f4, #181614);
  --sheet: light-dark(#fffdfa, #201e1b);
  --ink: light-dark(#26221d, #ebe6dd);
  --soft: light-dark(#57514a, #b9b2a8);
  --line: light-dark(#ddd7cd, #3a3733);
  --accent: light-dark(#1f6a4c, #7fd0a8);
  --warn: light-dark(#7a4d00, #ecc069);
  --warn-wash: light-dark(#fbf0d9, #332a17);
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem 4rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 0.75rem; }
h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; }
pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
dl { margin: 0; font-size: 0.9375rem; }
dt { color: var(--soft); }
dd { margin: 0 0 0.4rem 1rem; }
summary { cursor: pointer; color: var(--accent); }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.notice { background: var(--warn-wash); color: var(--ink); border-left: 4px solid var(--warn); padding: 0.5rem 0.75rem; }
.notice strong { color: var(--warn); }
.card { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.5rem 0.75rem; }
.card h2 { font-size: 1rem; margin: 1.25rem 0 0.25rem; }
.card h3 { font-size: 0.9375rem; margin: 0.75rem 0 0.25rem; color: var(--soft); font-weight: 400; }
.card ul { font-size: 0.9375rem; padding-left: 1.25rem; }
.card pre { border-left: 2px solid var(--line); padding-left: 0.75rem; font-size: 0.9375rem; }
article { background: var(--sheet); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.25rem 1rem 0.75rem; margin: 0.75rem 0; }
article h3 { margin-top: 0.5rem; font-size: 0.875rem; color: var(--soft); }
.control { border-style: dashed; }
.persona { font-weight: 600; margin-bottom: 0.5rem; }
.facts { margin: 0.5rem 0 0; font-size: 0.8125rem; color: var(--soft); }
@media print {
  :root { color-scheme: light; }
  body { background: #fff; font-size: 11pt; }
  main { max-width: none; padding: 0; }
  article { break-inside: avoid-page; }
  .notice { border: 1px solid #000; }
  .card::details-content { content-visibility: visible; block-size: auto; }
}
`;

/** SHA-256 of `styles` in base64, for the document's policy; a test holds it to the text. */
export const styleHash = 'Ou/h28QWYQ05ddr8uLOSL8JW3FbIzzRVw9pWeXsYomY=';
