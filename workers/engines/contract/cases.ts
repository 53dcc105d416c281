import type { EngineCase } from './case.ts';
import { contextCases } from './context-cases.ts';
import { formatCases } from './format-cases.ts';
import { loadCases, unloadCases } from './life-cases.ts';
import { queueCases } from './queue-cases.ts';
import { textCases } from './text-cases.ts';

export type { EngineCase } from './case.ts';

/**
 * What every engine promises, in an order that needs few loads. `engine.test-help.ts` runs them under Vitest in Node,
 * `e2e/contract/harness.ts` in a real worker of a real browser.
 */
export const engineCases: readonly EngineCase[] = [
  ...loadCases,
  ...textCases,
  ...queueCases,
  ...formatCases,
  ...contextCases,
  ...unloadCases,
];
