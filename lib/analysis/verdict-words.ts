import { armFacts, armLabel } from '../arms/facts.ts';
import type { ExperimentSpec } from '../model/experiment.ts';
import type { Estimate, ExperimentResult, GroupKey, GroupResult, Verdict } from '../model/experiment-result.ts';
import { sameGroup } from './groups.ts';
import { metricFacts } from './metric-facts.ts';
import { detectable } from './power.ts';
import { MARGIN } from './verdict.ts';

/** A share with its sign, in percent: "+12%", "−3%". */
export function signedPercent(share: number): string {
  const percent = Math.round(share * 100);
  return `${percent < 0 ? '−' : percent > 0 ? '+' : ''}${Math.abs(percent)}%`;
}

/** "95% interval +2% to +21%", or that there is none. */
function interval({ low, high }: Estimate): string {
  return low === null || high === null
    ? 'interval unknown'
    : `95% interval ${signedPercent(low)} to ${signedPercent(high)}`;
}

/** "p = 0.004", "p < 0.001"; never 0. */
export function pWords(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p < 0.01 ? p.toPrecision(1) : p.toFixed(p < 0.1 ? 3 : 2)}`;
}

interface Told {
  readonly result: ExperimentResult;
  readonly spec: ExperimentSpec;
  readonly verdict: Verdict;
  readonly name: string;
  /** What the control is called. */
  readonly control: string;
}

/**
 * A verdict as plain sentences, the finding first: whether it helped and by how much, how sure that is, validity, cost,
 * the cheapest baseline that does as well. For screens and reports.
 */
export function verdictSentences(result: ExperimentResult, spec: ExperimentSpec, verdict: Verdict): readonly string[] {
  const control = spec.arms.find(({ kind }) => kind === 'control');
  const told: Told = {
    result,
    spec,
    verdict,
    name: nameOf(spec, verdict),
    control: control === undefined ? armFacts.control.name : armLabel(spec, control),
  };
  return [finding(told), ...sureness(told), ...validity(told), ...cost(told), ...baselines(told)];
}

/** The arm, and the model where there are several. */
function nameOf(spec: ExperimentSpec, { arm, model }: GroupKey): string {
  const own = spec.arms.find(({ id }) => id === arm);
  const label = own === undefined ? arm : armLabel(spec, own);
  const of = spec.models[model]?.name;
  return spec.models.length > 1 && of !== undefined ? `${label} (${of})` : label;
}

const groupOf = (groups: readonly GroupResult[], key: GroupKey): GroupResult | undefined =>
  groups.find((group) => sameGroup(group, key));

/** "more varied in meaning than No persona: +18% (95% interval …; n = 30 pairs)". */
function measured({ verdict: { relative, metric, pairs, kind }, control }: Told): string {
  if (relative?.value == null) return '';
  const { family, name } = metricFacts[metric];
  const more = kind === 'hurt' ? 'less' : 'more';
  const what = family === 'meaning' ? 'in meaning' : 'in words';
  const figure = `${signedPercent(relative.value)} (${interval(relative)}; ${name}; n = ${pairs} pairs)`;
  return kind === 'helped' || kind === 'hurt'
    ? `its answers are ${more} varied ${what} than those of “${control}”, ${figure}`
    : `against “${control}” its answers vary ${what} by ${figure}`;
}

function finding(told: Told): string {
  const { verdict, name, result } = told;
  const { kind, why, pairs } = verdict;
  switch (kind) {
    case 'helped':
      return `“${name}” helped: ${measured(told)}.`;
    case 'hurt':
      return `“${name}” hurt: ${measured(told)}.`;
    case 'did-not':
      return `“${name}” did not help: ${measured(told)}. That lies within ${MARGIN * 100}%, which was set beforehand as no difference.`;
    case 'cannot-tell':
  }
  const start = `It cannot be told whether “${name}” helped`;
  switch (why) {
    case 'no-control':
      return `${start}: there are no answers of the arm without a persona to compare with.`;
    case 'too-few':
      return pairs < result.minimumPairs
        ? `${start}: ${count(pairs, 'pair')} of answers, and a verdict needs ${result.minimumPairs}.`
        : `${start}: its ${pairs} answers come from too few different personas for this many comparisons.`;
    case 'not-measured':
      return `${start}: “${metricFacts[verdict.metric].name}” is not known for these answers.`;
    case 'aa-failed':
      return `${start}: ${checkWords(told)}.`;
    default:
      return `${start} at this n: ${measured(told)}.${seen(told)}`;
  }
}

const count = (n: number, thing: string) => `${n} ${thing}${n === 1 ? '' : 's'}`;

function checkWords({ result, verdict }: Told): string {
  const check = result.aa.find(({ metric, model }) => metric === verdict.metric && model === verdict.model);
  const share = check === undefined ? '' : ` (${check.found.hits} of ${check.found.n} splits, where 5 of 100 may)`;
  return `two halves of the arm without a persona differ more often than chance allows${share}, so this comparison is not to be trusted`;
}

/** What an unclear finding could have shown. */
function seen({ verdict, result }: Told): string {
  const control = result.groups.find(
    ({ arm, model }) => model === verdict.model && result.comparisons.some(({ against }) => against.arm === arm),
  );
  const ceiling = control !== undefined && control.metrics[verdict.metric].value === control.texts;
  if (ceiling) return ' Without a persona no two answers are alike by this measure, so it has no room for more.';
  const least = verdict.relative === null ? null : detectable(verdict.relative);
  return least === null
    ? ''
    : ` A difference of about ${Math.round(least * 100)}% would be found four times in five at this n, before correction.`;
}

function sureness({ verdict, result }: Told): readonly string[] {
  const { kind, adjusted } = verdict;
  if (adjusted === null || verdict.relative === null) return [];
  const tests = result.comparisons.filter((comparison) => comparison.adjusted !== null).length;
  const correction = `after correction for ${count(tests, 'comparison')} (Holm)`;
  return kind === 'helped' || kind === 'hurt'
    ? [`Chance alone hardly does that: ${pWords(adjusted)} ${correction}.`]
    : [`A difference as large comes by chance with ${pWords(adjusted)} ${correction}.`];
}

function validity({ verdict, result, control }: Told): readonly string[] {
  const own = groupOf(result.groups, verdict)?.quality.valid;
  if (own === undefined || own.n === 0) return [];
  const share = `${own.hits} of its ${own.n} answers are valid in form (${Math.round((100 * own.hits) / own.n)}%)`;
  const difference = verdict.validity;
  if (difference?.value == null) return [`${share}.`];
  const points = (x: number | null) => (x === null ? 'unknown' : signedPercent(x).replace('%', ''));
  const against = `${points(difference.value)} points against “${control}” (95% interval ${points(difference.low)} to ${points(difference.high)})`;
  const lost =
    difference.high !== null && difference.high < 0 ? ' What it brings in variety it loses in valid answers.' : '';
  return [`${share}, ${against}.${verdict.kind === 'helped' ? lost : ''}`];
}

function cost({ verdict: { costRatio }, control }: Told): readonly string[] {
  if (costRatio === null) return [];
  return [`A valid answer takes ${costRatio.toFixed(costRatio < 10 ? 1 : 0)} times the tokens of one of “${control}”.`];
}

function baselines({ verdict, result, spec }: Told): readonly string[] {
  if (verdict.kind !== 'helped') return [];
  const controlArms = new Set(result.comparisons.map(({ against }) => against.arm));
  const others = spec.arms.filter(({ id, kind }) => !armFacts[kind].conditioned && !controlArms.has(id));
  if (others.length === 0) return ['No other baseline was run, so a cheaper way to the same is not ruled out.'];
  const [cheapest, ...further] = verdict.asGood;
  if (cheapest === undefined)
    return [`No baseline that could be compared comes within ${Math.round(MARGIN * 100)}% of it.`];
  const { value, low, high, n } = cheapest.difference;
  const { decimals, name } = metricFacts[verdict.metric];
  const signed = (x: number) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(Math.max(1, decimals))}`;
  const reach = low === null || high === null ? 'interval unknown' : `95% interval ${signed(low)} to ${signed(high)}`;
  const own = `“${nameOf(spec, verdict)}”`;
  const by = value === null ? '' : `: ${own} is at ${signed(value)} against it (${reach}; ${name}; n = ${n} pairs)`;
  const valid = groupOf(result.groups, cheapest)?.quality.valid;
  const of = valid === undefined ? '' : ` ${valid.hits} of its ${valid.n} answers are valid in form.`;
  const names = further.map((group) => `“${nameOf(spec, group)}”`).join(', ');
  return [
    `The cheapest baseline that does as well is “${nameOf(spec, cheapest)}”${by}.${of}`,
    ...(further.length > 0 ? [`As well does ${names}.`] : []),
  ];
}
