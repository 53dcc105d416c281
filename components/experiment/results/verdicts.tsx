import { verdictSentences } from '../../../lib/analysis/verdict-words.ts';
import type { ExperimentResult } from '../../../lib/model/experiment-result.ts';
import type { Experiment } from '../../../lib/model/experiment.ts';
import { groupName } from '../../../lib/report/findings.ts';
import type { OpenExperiment } from '../../providers/experiment.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Section } from './section.tsx';
import { standingText, verdictBadges } from './words.ts';

interface VerdictsProps {
  readonly experiment: Experiment;
  readonly result: ExperimentResult;
  readonly open: Pick<OpenExperiment, 'ended' | 'calls'>;
}

/** Whether personas helped, in sentences, for each arm that has them. */
export function Verdicts({ experiment, result, open }: VerdictsProps) {
  const { spec } = experiment;
  return (
    <Section title="Verdict">
      {result.verdicts.length === 0 ? (
        <p className="max-w-prose text-ui">
          No arm of this experiment has something in the persona’s place beside a control, so there is nothing to judge.
          The figures below stand for themselves.
        </p>
      ) : (
        <ul className="grid gap-3">
          {result.verdicts.map((verdict) => {
            const badge = verdictBadges[verdict.kind];
            const name = groupName(spec, verdict);
            const [first, ...rest] = verdictSentences(result, spec, verdict);
            return (
              <li key={`${verdict.arm} ${verdict.model}`}>
                <article aria-label={name} className="rounded-box border border-line bg-sheet px-4 py-3">
                  <h4 className="flex flex-wrap items-center gap-2 text-ui font-semibold">
                    {name} <Badge tone={badge.tone}>{badge.text}</Badge>
                  </h4>
                  <div className="mt-1 grid max-w-prose gap-1.5">
                    <p className="text-read">{first}</p>
                    {rest.map((sentence) => (
                      <p key={sentence} className="text-ui text-soft">
                        {sentence}
                      </p>
                    ))}
                  </div>
                </article>
              </li>
            );
          })}
        </ul>
      )}
      <p className="text-small text-soft tabular-nums">{standingText(result, open)}</p>
    </Section>
  );
}
