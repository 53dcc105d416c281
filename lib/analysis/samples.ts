import type { Sampled } from '../model/experiment-result.ts';
import { createRandom } from '../sampling/random.ts';
import type { Group } from './groups.ts';
import type { GroupQuality } from './group-quality.ts';

/** Of each group: as many as people read. */
const SAMPLES = 5;

/**
 * Answers drawn at random, as they are, the same number of each group (or all of a smaller one). The draw depends on the
 * seed and the index alone, so that groups show answers of the same pairs where they can.
 */
export function samplesOf(
  parts: readonly { readonly group: Group; readonly quality: GroupQuality }[],
  seed: number,
): Sampled[] {
  return parts.flatMap(({ group, quality }) => {
    const ranked = group.all
      .map((answer) => ({ answer, rank: createRandom(`analysis/${seed}/sample/${answer.index}`).nextUint32() }))
      .sort((a, b) => a.rank - b.rank || a.answer.index - b.answer.index);
    return ranked.slice(0, SAMPLES).map(({ answer }) => ({
      ...group.key,
      trial: answer.trial,
      text: answer.text,
      persona: answer.persona,
      problems: quality.problemsAt.get(answer.index) ?? [],
    }));
  });
}
