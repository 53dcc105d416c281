/** What the bench asks of its page. */
export interface SemanticAsk {
  /** The first so many texts. */
  readonly count: number;
  readonly threshold: number;
  readonly fast: boolean;
}

export interface SemanticAnswer {
  readonly texts: number;
  readonly seconds: number;
  readonly pairs: number;
  readonly removed: number;
  /** As it is said to the user. */
  readonly recall: { readonly value: number; readonly low: number; readonly high: number; readonly n: number } | null;
  readonly stages: readonly (readonly [stage: string, seconds: number])[];
}
