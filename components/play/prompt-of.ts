import type { Column } from '../../lib/model/run.ts';

/** A cell of the run on screen, or what a column of the draft would be asked. */
export type PromptOf = { readonly column: number; readonly repeat: number } | { readonly draft: Column };
