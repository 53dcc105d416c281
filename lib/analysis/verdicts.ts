import type { Clusters } from '../statistics/clusters.ts';
import type { AaCheck, Comparison, GroupResult, MetricId, Verdict } from '../model/experiment-result.ts';
import { differenceOf, type MeasuringWorld, sideBySide } from './comparisons.ts';
import type { GroupQuality } from './group-quality.ts';
import type { Measured } from './figures.ts';
import { controlOf, type Group, pairsOf, sameGroup } from './groups.ts';
import { PRIMARY_MEANING, PRIMARY_WORDS } from './metric-facts.ts';
import { validityDifference } from './validity.ts';
import { type Baseline, verdictOf } from './verdict.ts';

/** A group with what is known of it so far. */
interface Part {
  readonly group: Group;
  readonly quality: GroupQuality;
  readonly measured: Measured;
  readonly result: GroupResult;
}

interface Known {
  readonly parts: readonly Part[];
  readonly comparisons: readonly Comparison[];
  readonly aa: readonly AaCheck[];
  /** Whether the encoder was asked. */
  readonly meaning: boolean;
}

/** One verdict for each conditioned group, in the order of groups. */
export async function verdictsOf(known: Known, world: MeasuringWorld): Promise<readonly Verdict[]> {
  const out: Verdict[] = [];
  for (const part of known.parts) if (part.group.conditioned) out.push(await verdictFor(part, known, world));
  return out;
}

async function verdictFor(own: Part, known: Known, world: MeasuringWorld): Promise<Verdict> {
  const { parts, comparisons, aa, meaning } = known;
  const { group, result } = own;
  const metric: MetricId = meaning ? PRIMARY_MEANING : PRIMARY_WORDS;
  const first = controlOf(
    parts.map((part) => part.group),
    group.key.model,
  );
  const control = parts.find((part) => part.group === first);
  const baselines: Baseline[] = [];
  for (const other of parts) {
    if (other.group.conditioned || other === control || other.group.key.model !== group.key.model) continue;
    const both = sideBySide(group, other.group, world);
    if (both.pairs === 0) continue;
    const difference = differenceOf(await both.measured.figures(metric), both, metric);
    baselines.push({
      group: other.result,
      kind: other.group.arm.kind,
      difference: { ...difference, n: both.pairs },
      figure: await figureOver(control, group, both.a, metric),
    });
    await world.breathe();
  }
  return verdictOf({
    group: result,
    control: control?.result ?? null,
    comparison: comparisons.find((one) => sameGroup(one, group.key) && one.metric === metric) ?? null,
    clusters: control === undefined ? 0 : pairsOf(group, control.group).a.length,
    tests: comparisons.filter(({ adjusted }) => adjusted !== null).length,
    metric,
    aa: aa.find((check) => check.metric === metric && check.model === group.key.model) ?? null,
    validity: control === undefined ? null : validityOf(own.quality, control.quality),
    figure: control === undefined ? null : await figureOver(control, group, pairsOf(group, control.group).a, metric),
    baselines,
  });
}

/** The control's figure over the answer numbers that these places of a group have; null where it is not defined. */
async function figureOver(
  control: Part | undefined,
  group: Group,
  places: Clusters,
  metric: MetricId,
): Promise<number | null> {
  if (control === undefined) return null;
  const indices = new Set(places.flat().flatMap((place) => group.answers[place]?.index ?? []));
  const same = control.group.answers.flatMap(({ index }, place) => (indices.has(index) ? [place] : []));
  const { exact } = await control.measured.figures(metric);
  const figure = exact === null || same.length === 0 ? NaN : exact(same);
  return Number.isNaN(figure) ? null : figure;
}

/** Over all indices whose calls have ended in both groups; what failed was not valid. */
function validityOf(own: GroupQuality, control: GroupQuality) {
  return validityDifference(
    [...own.valid].flatMap(([index, valid]) => {
      const partner = control.valid.get(index);
      return partner === undefined ? [] : [[valid, partner] as const];
    }),
  );
}
