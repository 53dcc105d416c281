import { expect, it } from 'vitest';
import { analysed, plantedExperiment, wordEncoder } from '../analysis/analysis.test-help.ts';
import { readKeptExperiment } from '../store/read-experiment.ts';
import { readReport, reportHtml, reportJson, reportMarkdown } from './index.ts';

const topics = { control: 3, 'not-these': 3, verbalized: 3, hub: 3 };
const made = plantedExperiment(topics, { n: 4, solves: 2 }, 'whole');

it('a computed result comes back from a report with all that it was computed from', async () => {
  const result = await analysed(made, wordEncoder);
  const back = readReport(new TextEncoder().encode(reportJson({ ...made, result })), readKeptExperiment);
  expect(back.result).toEqual(result);
  expect(back.experiment).toEqual({
    ...made.experiment,
    spec: { ...made.experiment.spec, models: back.experiment.spec.models },
  });
  expect(back.trials.map(({ id, text }) => [id, text])).toEqual(made.trials.map(({ id, text }) => [id, text]));
  const input = { ...back, figures: [] };
  for (const text of [reportMarkdown(input), reportHtml(input)]) {
    expect(text).toContain('A problem that is solved again');
    expect(text).toContain('Not these, answer 4');
    expect(text).not.toMatch(/NaN|undefined|Infinity|\[object/);
  }
});
