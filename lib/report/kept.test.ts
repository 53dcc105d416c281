import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { verdictSentences } from '../analysis/verdict-words.ts';
import { planTrials } from '../arms/plan.ts';
import { readKeptExperiment } from '../store/read-experiment.ts';
import { readReport } from './read-report.ts';

// The reports that the documentation shows, written by version 1; whatever changes, they open, whole, and say the same.
it.each([
  [
    'math',
    '“Hub” helped: its answers are more varied in meaning than those of “No persona”, +32% (95% interval +9% to +56%',
  ],
  ['knowledge', '“Hub” did not help: against “No persona” its answers vary in meaning by 0% (95% interval −7% to +6%'],
])('the kept report on %s opens', (name, finding) => {
  const bytes = readFileSync(new URL(`../../docs/experiment/${name}.json`, import.meta.url));
  const { experiment, trials, result } = readReport(new Uint8Array(bytes), readKeptExperiment);
  expect(trials).toHaveLength(120);
  expect(planTrials(experiment.spec)).toHaveLength(120);
  const [verdict] = result.verdicts;
  if (!verdict) throw new Error('The report has no verdict.');
  expect(verdictSentences(result, experiment.spec, verdict)[0]).toContain(finding);
});
