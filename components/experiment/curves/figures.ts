import type { Experiment } from '../../../lib/model/experiment.ts';
import type { ExperimentResult, ReportFigure } from '../../../lib/model/experiment-result.ts';
import { reportFigures } from './choose.ts';
import { svgOf } from './picture.ts';

/** The figures of a report, each with its numbers as a table. Needs a document; loads what draws when it is called. */
export function figuresOf(experiment: Experiment, result: ExperimentResult): Promise<readonly ReportFigure[]> {
  return Promise.all(
    reportFigures(experiment.spec, result).map(async (figure): Promise<ReportFigure> => {
      const { id, title, caption, table } = figure;
      return { id, title, caption, table, svg: await svgOf(figure) };
    }),
  );
}
