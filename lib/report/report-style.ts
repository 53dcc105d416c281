import { styles as shared } from '../export/html-style.ts';

/** That of exported answers, with tables and figures. */
export const reportStyles = `${shared}
main { max-width: 60rem; }
main > p, main > ul, dl { max-width: 46rem; }
.table { overflow-x: auto; margin: 0.75rem 0; }
table { border-collapse: collapse; font-size: 0.875rem; line-height: 1.4; font-variant-numeric: tabular-nums; overflow-wrap: normal; }
caption { text-align: start; color: var(--soft); padding-bottom: 0.25rem; }
th, td { border-bottom: 1px solid var(--line); padding: 0.25rem 0.75rem 0.25rem 0; text-align: start; vertical-align: top; }
td { min-width: 6rem; }
thead th { color: var(--soft); font-weight: 400; }
tbody th { font-weight: 600; }
.subtitle { color: var(--soft); }
.box { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.5rem 0.75rem; margin: 0.75rem 0; }
figure { margin: 1.5rem 0; }
figure img { display: block; max-width: 100%; height: auto; background: #fff; border: 1px solid var(--line); }
figcaption { font-size: 0.9375rem; max-width: 46rem; }
@media print {
  .table { overflow: visible; }
  figure { break-inside: avoid-page; }
  .box::details-content { content-visibility: visible; block-size: auto; }
}
`;

/** SHA-256 of `reportStyles` in base64, for the document's policy; a test holds it to the text. */
export const reportStyleHash = 'v8EBspwXaPs5Dps/voOBXB+nlkQzOsbDO7rX5vLpuj4=';
