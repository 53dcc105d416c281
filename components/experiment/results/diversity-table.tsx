import { metricFacts } from '../../../lib/analysis/metric-facts.ts';
import {
  type Comparison,
  type ExperimentResult,
  type MetricId,
  metricIds,
} from '../../../lib/model/experiment-result.ts';
import type { ExperimentSpec } from '../../../lib/model/experiment.ts';
import { Fact } from '../../ui/fact.tsx';
import { plural } from '../../ui/format.ts';
import { ArmTable, Figure, FigureLine, Row, RowGroup } from './arm-table.tsx';
import { directionOf, metricFigure, percent, pText } from './figures.ts';
import { comparisonOf, controlOf, groupsOn, type ShownGroup } from './groups.ts';
import { Section } from './section.tsx';

interface TableProps {
  readonly spec: ExperimentSpec;
  readonly result: ExperimentResult;
  readonly model: number;
}

/** Every metric of every arm on one model, with its interval and its difference from the control. */
export function DiversityTable({ spec, result, model }: TableProps) {
  const groups = groupsOn(spec, result, model);
  const control = controlOf(spec)?.id ?? null;
  const primary = metricIds.filter((id) => metricFacts[id].primary);
  const others = (family: 'words' | 'meaning') =>
    metricIds.filter((id) => !metricFacts[id].primary && metricFacts[id].family === family);
  const families = [
    { title: 'Primary: these decide', ids: primary },
    { title: 'Words', ids: others('words') },
    { title: 'Meaning', ids: others('meaning') },
  ];
  return (
    <Section
      title="Diversity"
      lead="How much the answers of an arm differ from each other. More varied is not better: read it beside Quality."
    >
      <ArmTable
        name="Diversity"
        about={`Each figure with its 95% interval, of answers cut to ${plural(result.budget, 'word')}. Under it the difference from the control over the same answer numbers; ▲ more varied or ▼ less varied where its interval leaves zero out. p of primary metrics is corrected for their number (Holm).`}
        groups={groups}
        control={control}
        under={({ group }) => (
          <>
            {plural(group.texts, 'text')}
            {pairsUnder(result, group)}
            <span className="block">{validUnder(group)}</span>
          </>
        )}
      >
        {families.map(({ title, ids }) => (
          <RowGroup key={title} title={title} columns={groups.length}>
            {ids.map((id) => (
              <MetricRow key={id} id={id} groups={groups} result={result} />
            ))}
          </RowGroup>
        ))}
      </ArmTable>
      <details className="text-ui">
        <summary className="w-fit rounded-small py-1">What each metric is</summary>
        <dl className="mt-1 grid max-w-3xl gap-x-4 gap-y-1 text-small wide:grid-cols-[12rem_1fr]">
          {metricIds.map((id) => (
            <Fact key={id} term={metricFacts[id].name}>
              {metricFacts[id].what}
            </Fact>
          ))}
        </dl>
      </details>
    </Section>
  );
}

/** Said above a column; a cell that stands on another number says its own. */
function pairsOf(result: ExperimentResult, group: ShownGroup['group']): number | null {
  return result.comparisons.find((one) => one.arm === group.arm && one.model === group.model)?.pairs ?? null;
}

function pairsUnder(result: ExperimentResult, group: ShownGroup['group']): string {
  const pairs = pairsOf(result, group);
  return pairs === null ? '' : `, ${plural(pairs, 'pair')}`;
}

/** Never without it: an arm that goes astray is varied, too. */
function validUnder({ quality: { valid } }: ShownGroup['group']): string {
  return valid.n === 0 ? 'validity unknown' : `${percent(valid.hits / valid.n)} valid`;
}

interface MetricRowProps {
  readonly id: MetricId;
  readonly groups: readonly ShownGroup[];
  readonly result: ExperimentResult;
}

function MetricRow({ id, groups, result }: MetricRowProps) {
  const { name, family, higherIsMoreVaried } = metricFacts[id];
  const why = family === 'meaning' && result.encoder === null ? 'not measured' : 'too few texts';
  return (
    <Row
      name={name}
      hint={higherIsMoreVaried ? 'higher is more varied' : 'lower is more varied'}
      groups={groups}
      cell={({ group }) => {
        const estimate = group.metrics[id];
        const comparison = comparisonOf(result, group, id);
        return (
          <>
            <Figure
              text={metricFigure(id, estimate)}
              of={estimate.n === group.texts ? undefined : `n ${estimate.n}`}
              unknown={why}
            />
            {comparison && estimate.value !== null && (
              <Difference comparison={comparison} pairs={pairsOf(result, group)} />
            )}
          </>
        );
      }}
    />
  );
}

interface DifferenceProps {
  readonly comparison: Comparison;
  /** Said above already. */
  readonly pairs: number | null;
}

function Difference({ comparison, pairs }: DifferenceProps) {
  const { metric, difference, p, adjusted } = comparison;
  const text = metricFigure(metric, difference, true);
  const direction = directionOf(difference);
  const varied = direction !== null && (direction === 'up') === metricFacts[metric].higherIsMoreVaried;
  return (
    <span className="mt-0.5 block">
      <span className="sr-only">Difference from the control: </span>
      {text.value === null ? (
        <span className="text-soft">difference unknown</span>
      ) : (
        <>
          <FigureLine
            value={
              <>
                {direction !== null && (
                  <>
                    <span aria-hidden="true">{varied ? '▲' : '▼'} </span>
                    <span className="sr-only">{varied ? 'more varied, ' : 'less varied, '}</span>
                  </>
                )}
                {text.value}
              </>
            }
          >
            {text.interval ?? 'no interval'}
          </FigureLine>
          <span className="block text-soft">
            {p === null ? 'p unknown' : pText(p)}
            {adjusted !== null && `, corrected ${pText(adjusted)}`}
            {comparison.pairs !== pairs && `, ${plural(comparison.pairs, 'pair')}`}
          </span>
        </>
      )}
    </span>
  );
}
