import { metricFacts } from '../../../lib/analysis/metric-facts.ts';
import type { ExperimentResult } from '../../../lib/model/experiment-result.ts';
import type { Experiment } from '../../../lib/model/experiment.ts';
import { groupName } from '../../../lib/report/findings.ts';
import { limitsOf } from '../../../lib/report/limits.ts';
import type { OpenExperiment } from '../../providers/experiment.tsx';
import { formatCount } from '../../ui/format.ts';
import { ScrollSideways } from '../../ui/scroll-sideways.tsx';
import { percent, shareFigure } from './figures.ts';
import { Section } from './section.tsx';

interface AaProps {
  readonly experiment: Experiment;
  readonly result: ExperimentResult;
}

interface LimitsProps extends AaProps {
  readonly trials: OpenExperiment['trials'];
}

/** What the figures cannot tell, and how often the method finds a difference where there is none. */
export function Limits({ experiment, result, trials }: LimitsProps) {
  return (
    <Section title="Limits">
      <ul className="grid max-w-prose list-disc gap-1 pl-5 text-ui">
        {limitsOf({ experiment, trials: [...trials.values()] }, result).map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <AaTable experiment={experiment} result={result} />
    </Section>
  );
}

/** What an honest test finds of nothing, by chance. */
const LEVEL = 0.05;

function AaTable({ experiment, result }: AaProps) {
  if (result.aa.length === 0)
    return (
      <p className="text-ui text-soft">No arm has enough answers to compare one half of it with the other (A/A).</p>
    );
  return (
    <ScrollSideways label="A/A" className="relative">
      <table aria-label="A/A" className="max-w-3xl text-small tabular-nums">
        <caption className="max-w-prose pb-1 text-left text-small text-soft">
          A/A: halves of one arm, drawn at random and compared like two arms. Both come from the same source, so
          whatever is found is false; about {percent(LEVEL)} is expected. Splits of one arm overlap: their interval is
          narrower than what is known.
        </caption>
        <thead>
          <tr className="border-b border-edge text-soft">
            <th scope="col" className="py-1 pr-3 text-left font-normal">
              Arm
            </th>
            <th scope="col" className="py-1 pr-3 text-left font-normal">
              Metric
            </th>
            <th scope="col" className="py-1 pr-3 text-right font-normal">
              Splits
            </th>
            <th scope="col" className="py-1 text-right font-normal">
              Found, with 95% interval
            </th>
          </tr>
        </thead>
        <tbody>
          {result.aa.map((check) => {
            const found = shareFigure(check.found);
            return (
              <tr key={`${check.arm} ${check.model} ${check.metric}`} className="border-t border-line">
                <th scope="row" className="py-1 pr-3 text-left font-normal">
                  {groupName(experiment.spec, check)}
                </th>
                <td className="py-1 pr-3">{metricFacts[check.metric].name}</td>
                <td className="py-1 pr-3 text-right">{formatCount(check.splits)}</td>
                <td className="py-1 text-right">
                  {found.value === null ? (
                    <span className="text-soft">unknown</span>
                  ) : (
                    `${found.value} (${found.interval ?? ''})`
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollSideways>
  );
}
