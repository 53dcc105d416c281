/** The door of this room. */
export type { ReportInput } from './compose.ts';
export { type ReadKept, readReport } from './read-report.ts';
export { reportHtml } from './report-html.ts';
export { leaving, type ReportData, reportJson, underId } from './report-json.ts';
export { reportMarkdown } from './report-markdown.ts';
