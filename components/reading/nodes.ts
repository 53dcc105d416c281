/** A text as it is shown for reading. Whatever is not named here cannot be shown. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  /** A paragraph without room around it, in lists without empty lines. */
  | { readonly kind: 'line'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: number; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly children: readonly Block[] }
  | {
      readonly kind: 'list';
      /** Null for one without numbers. */
      readonly start: number | null;
      readonly items: readonly (readonly Block[])[];
    }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly TableRow[] }
  | { readonly kind: 'rule' }
  | MathNode;

export interface TableRow {
  readonly head: boolean;
  readonly cells: readonly {
    readonly align: 'left' | 'center' | 'right' | null;
    readonly children: readonly Inline[];
  }[];
}

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'strong' | 'emphasis' | 'deleted'; readonly children: readonly Inline[] }
  | {
      readonly kind: 'link';
      /** As it was written; `safeAddress` says whether it may be followed. */
      readonly address: string;
      readonly children: readonly Inline[];
    }
  | { readonly kind: 'image'; readonly alt: string; readonly address: string }
  | MathNode;

export interface MathNode {
  readonly kind: 'math';
  /** Between its delimiters. */
  readonly tex: string;
  /** With its delimiters, to be shown where it is not understood. */
  readonly source: string;
  /** On a line of its own. */
  readonly display: boolean;
}
