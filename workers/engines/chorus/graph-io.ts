/** One run over rows that each take the same number of tokens. */
export interface Step {
  readonly rows: number;
  /** Of all rows, one row after the other. */
  readonly tokens: readonly number[];
  /** Tokens that each row holds after this run. */
  readonly lengths: readonly number[];
}

/** An input of whole numbers; the caches come on top of these. */
export interface IntegerInput {
  readonly name: string;
  readonly type: 'int32' | 'int64';
  readonly values: (step: Step) => { readonly dims: readonly number[]; readonly values: readonly number[] };
}

/** How a decoder's graph names what goes in and out. */
export interface GraphIo {
  readonly inputs: readonly IntegerInput[];
  readonly logits: string;
  /** Logits of all positions, [rows, positions, vocab]; of the last one, [rows, 1, vocab]; or [rows, vocab], `flat`. */
  readonly positions: 'all' | 'last' | 'flat';
  /** Names of keys and values, layer by layer. */
  readonly past: readonly string[];
  readonly present: readonly string[];
}

/** Shape of the logits of a step. */
export function logitsDims({ positions }: GraphIo, { rows, tokens }: Step, vocab: number): readonly number[] {
  if (positions === 'flat') return [rows, vocab];
  return [rows, positions === 'all' ? tokens.length / rows : 1, vocab];
}

/** The embedded model's own graph (models/smollm2-135m/chorus/build_graph.py). */
export function chorusIo(layers: number): GraphIo {
  const caches = (kind: string) =>
    Array.from({ length: layers }, (_, layer) => [`${kind}_k_${layer}`, `${kind}_v_${layer}`]).flat();
  return {
    inputs: [
      {
        name: 'input_ids',
        type: 'int64',
        values: ({ rows, tokens }) => ({ dims: [rows, tokens.length / rows], values: tokens }),
      },
      {
        name: 'seqlens_k',
        type: 'int32',
        values: ({ rows, lengths }) => ({ dims: [rows], values: lengths.map((length) => length - 1) }),
      },
      { name: 'total', type: 'int32', values: ({ lengths }) => ({ dims: [], values: [Math.max(...lengths)] }) },
    ],
    logits: 'logits',
    positions: 'flat',
    past: caches('past'),
    present: caches('pres'),
  };
}
