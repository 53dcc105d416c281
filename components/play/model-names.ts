import { modelKey, type ModelKey } from '../../lib/model/catalogue.ts';
import type { ModelChoice } from '../../lib/model/run.ts';
import { engineNames } from '../models/model-words.ts';

// What publishers put behind a model's name: how it was tuned, packed and built.
const tails = [/\s*\([^()]*\)$/, /[-_ ](?:MLC|GGUF)(?:[-_ ]\d+k)?$/i, /[-_ ]i?q\d\w*$/i, /[-_ ](?:instruct|chat|it)$/i];
/** What fits beside the state of a cell in the narrowest column. */
const CHARACTERS = 22;

/** A model's name without what its publisher adds to it: `Qwen2.5 0.5B`. */
export function shortModelName(name: string): string {
  let short = name.trim();
  for (let before = ''; before !== short;) {
    before = short;
    for (const tail of tails) short = short.replace(tail, '');
  }
  const spaced = (short || name).replace(/[-_]+/g, ' ');
  const letters = Array.from(spaced);
  return letters.length > CHARACTERS ? `${letters.slice(0, CHARACTERS - 1).join('')}…` : spaced;
}

/**
 * Short names that tell these models apart: where two would read the same their engines are named, and where that is
 * not enough they keep their whole names.
 */
export function modelLabels(models: readonly ModelChoice[]): ReadonlyMap<ModelKey, string> {
  const distinct = [...new Map(models.map((model) => [modelKey(model), model])).values()];
  const ways: readonly ((model: ModelChoice) => string)[] = [
    (model) => shortModelName(model.name),
    (model) => `${shortModelName(model.name)}, ${engineNames[model.engine]}`,
    (model) => model.name,
    (model) => `${model.name}, ${engineNames[model.engine]}`,
    modelKey,
  ];
  const labels = new Map<ModelKey, string>();
  let left = distinct;
  for (const way of ways) {
    const counts = new Map<string, number>();
    for (const model of left) counts.set(way(model), (counts.get(way(model)) ?? 0) + 1);
    for (const model of left) if (counts.get(way(model)) === 1) labels.set(modelKey(model), way(model));
    left = left.filter((model) => !labels.has(modelKey(model)));
  }
  return labels;
}
