/** A report before it is written in a format: plain text throughout, to be escaped by the writer. */
export interface ReportDocument {
  readonly title: string;
  /** In one line under the title. */
  readonly subtitle: string;
  /** What must be known first: licences that forbid or do not say. */
  readonly notices: readonly string[];
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string; readonly level: 2 | 3 }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'table'; readonly table: ReportTable }
  /** A text of somebody else's, told as it is. */
  | { readonly kind: 'text'; readonly title: string; readonly text: string; readonly note: string | null }
  /** What few need at once: shown when asked for, where the format can. */
  | { readonly kind: 'details'; readonly title: string; readonly blocks: readonly Block[] }
  | { readonly kind: 'figure'; readonly figure: ShownFigure };

export type Fact = readonly [term: string, text: string];

export interface ReportTable {
  readonly caption: string;
  /** The first column names the row. */
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ShownFigure {
  readonly title: string;
  readonly caption: string;
  readonly svg: string;
  readonly id: string;
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };
}

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', text, level });
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const list = (items: readonly string[]): Block => ({ kind: 'list', items });
export const table = (caption: string, head: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  table: { caption, head, rows },
});
