import {
  type ExperimentResult,
  type GroupResult,
  problemCodes,
  type Quality,
} from '../../../lib/model/experiment-result.ts';
import type { ExperimentSpec } from '../../../lib/model/experiment.ts';
import { tasks } from '../../../lib/prompt/tasks.ts';
import { CONTRADICTION_PRECISION } from '../../../lib/quality/contradiction-precision.ts';
import { problemWords } from '../../../lib/report/quality-blocks.ts';
import { formatCount, formatRate, formatSeconds, plural } from '../../ui/format.ts';
import { ArmTable, Figure, FigureLine, Row, RowGroup, Unknown } from './arm-table.tsx';
import { percent, percentFigure, shareFigure } from './figures.ts';
import { controlOf, groupsOn } from './groups.ts';
import { Section } from './section.tsx';

interface TableProps {
  readonly spec: ExperimentSpec;
  readonly result: ExperimentResult;
  readonly model: number;
}

const NO_PERSONA = 'no persona';

/** Whether answers are any good as answers, what the persona did to them, their lengths and what they cost. */
export function QualityTable({ spec, result, model }: TableProps) {
  const groups = groupsOn(spec, result, model);
  const problems = problemCodes.filter((code) =>
    groups.some(({ group }) => group.quality.problems.some((one) => one.code === code && one.count > 0)),
  );
  const solved = groups.some(({ group }) => group.quality.agreement !== null);
  const columns = groups.length;
  const task = tasks[spec.task.id];
  return (
    <Section
      title="Quality"
      lead={`What rules can see of an answer: its form, not whether it is good. Usable for ${task.name}: ${task.validity}`}
    >
      <ArmTable
        name="Quality"
        about="Shares with exact 95% intervals (Clopper and Pearson), means with resampled ones."
        groups={groups}
        control={controlOf(spec)?.id ?? null}
        under={({ group }) =>
          `${plural(group.texts, 'text')}${group.failed > 0 ? `, ${formatCount(group.failed)} failed` : ''}`
        }
      >
        <RowGroup title="Validity" columns={columns}>
          <Row
            name="Valid"
            hint="Answers without any of the problems."
            groups={groups}
            cell={({ group }) => <ShareFigure share={group.quality.valid} />}
          />
          {problems.map((code) => (
            <Row
              key={code}
              name={<span className="pl-3">{problemWords[code]}</span>}
              groups={groups}
              cell={({ group }) => countOf(group.quality, code)}
            />
          ))}
        </RowGroup>
        <RowGroup title="Persona" columns={columns}>
          <Row
            name="Echo"
            hint="Mean share of an answer’s words in runs of four or more copied from its persona."
            groups={groups}
            cell={({ group: { quality, texts } }) =>
              quality.echo ? (
                <Figure
                  text={percentFigure(quality.echo)}
                  of={quality.echo.n === texts ? undefined : `n ${quality.echo.n}`}
                />
              ) : (
                NO_PERSONA
              )
            }
          />
          <Row
            name="Told apart"
            hint="Answers whose own persona is the nearest of a few in meaning. At the level of chance a persona leaves no trace."
            groups={groups}
            cell={({ group: { quality, similarity } }) =>
              quality.fidelity ? (
                <>
                  <ShareFigure share={quality.fidelity} />
                  <span className="block text-soft">
                    chance {percent(quality.fidelity.chance)}, 1 of {quality.fidelity.k}
                  </span>
                </>
              ) : quality.echo || similarity ? (
                <Unknown why={result.encoder === null ? 'not measured' : undefined} />
              ) : (
                NO_PERSONA
              )
            }
          />
          <Row
            name="Contradictions"
            hint={`Answers that state another age, gender, country or occupation than their persona. ${precisionWords()}`}
            groups={groups}
            cell={({ group: { quality } }) =>
              quality.contradictions ? <ShareFigure share={quality.contradictions} /> : NO_PERSONA
            }
          />
        </RowGroup>
        {solved && (
          <RowGroup title="Solved again" columns={columns}>
            <Row
              name="Agreement"
              hint="Mean share of a problem’s solutions that agree with the most frequent one."
              groups={groups}
              cell={({ group: { quality } }) => <Agreement agreement={quality.agreement} />}
            />
          </RowGroup>
        )}
        <RowGroup title="Length and cost" columns={columns}>
          <Row
            name="Words"
            hint="Median, the middle half, and the ends. Length shifts many metrics."
            groups={groups}
            cell={({ group: { lengths } }) =>
              lengths ? (
                <>
                  <FigureLine value={formatCount(lengths.median)} strong>
                    {formatCount(lengths.q1)} to {formatCount(lengths.q3)}
                  </FigureLine>
                  <span className="block whitespace-nowrap text-soft">
                    {formatCount(lengths.min)} to {formatCount(lengths.max)}
                  </span>
                </>
              ) : (
                <Unknown />
              )
            }
          />
          <Row
            name="Tokens an answer"
            hint="Of prompts and of what was written, over the texts that came of them."
            groups={groups}
            cell={({ group }) => <Tokens group={group} />}
          />
          <Row
            name="Time an answer"
            hint="From leaving the queue to the last token; answers are written side by side."
            groups={groups}
            cell={({ group: { cost, texts } }) =>
              cost.busyMs === null || texts === 0 ? <Unknown /> : formatSeconds(cost.busyMs / texts)
            }
          />
        </RowGroup>
      </ArmTable>
    </Section>
  );
}

/** How far the finder of contradictions can be believed, as measured. */
function precisionWords(): string {
  const { precision, recall } = CONTRADICTION_PRECISION;
  const right = shareFigure(precision);
  const found = shareFigure(recall);
  return `Of those found ${right.value ?? 'unknown'} are right (${right.interval ?? 'no interval'}, n ${precision.n}), and ${found.value ?? 'an unknown share'} of all are found (n ${recall.n}), measured on texts labelled by hand.`;
}

function ShareFigure({ share }: { readonly share: Parameters<typeof shareFigure>[0] }) {
  const text = shareFigure(share);
  return (
    <>
      <Figure text={text} />
      {text.value !== null && <span className="block text-soft">{text.of}</span>}
    </>
  );
}

function countOf(quality: Quality, code: Quality['problems'][number]['code']): string {
  return formatCount(quality.problems.find((one) => one.code === code)?.count ?? 0);
}

function Agreement({ agreement }: { readonly agreement: Quality['agreement'] }) {
  if (!agreement) return <Unknown why="nothing solved" />;
  return (
    <>
      <Figure text={percentFigure(agreement)} of={`n ${agreement.n}`} unknown="too few readable" />
      <span className="block text-soft">
        {formatCount(agreement.unreadable)} of {plural(agreement.solutions, 'solution')} unreadable
      </span>
    </>
  );
}

function Tokens({ group: { cost, texts } }: { readonly group: GroupResult }) {
  const { promptTokens, completionTokens } = cost;
  if (promptTokens === null || completionTokens === null || texts === 0) return <Unknown why="engine does not tell" />;
  return (
    <>
      <span className="block text-ui font-semibold">{formatRate((promptTokens + completionTokens) / texts)}</span>
      <span className="block text-soft">
        {formatRate(promptTokens / texts)} asked, {formatRate(completionTokens / texts)} written
      </span>
    </>
  );
}
