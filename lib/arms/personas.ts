import type { Arm, ExperimentSpec, TrialPlace } from '../model/experiment.ts';
import type { Persona } from '../model/persona.ts';
import { normalisePersona, personaId } from '../personas/normalise.ts';
import { createRandom } from '../sampling/random.ts';
import { sampleIndices } from '../sampling/uniform.ts';
import { irrelevantSentences } from './irrelevant.ts';
import { armOf } from './plan.ts';

/** What personas are taken from. */
export type PersonaSpec = Pick<ExperimentSpec, 'arms' | 'hub' | 'hand' | 'one' | 'settings'>;

/**
 * What stands in the persona's place of an answer; null where nothing does, or where the spec has no persona for it.
 * Irrelevant and shuffled texts come in the shape of a persona, without labels and shard.
 */
export function personaOf(spec: PersonaSpec, place: Pick<TrialPlace, 'arm' | 'index'>): Persona | null {
  return personaAt(spec, armOf(spec, place.arm), place.index);
}

function personaAt({ hub, hand, one, settings }: PersonaSpec, { kind }: Arm, index: number): Persona | null {
  switch (kind) {
    case 'one-persona':
      return one;
    case 'hand-written':
      return hand[index % Math.max(1, hand.length)] ?? null;
    case 'hub':
      return hub[index] ?? null;
    case 'shuffled': {
      const persona = hub[index];
      return persona === undefined ? null : textOnly(shuffleWords(persona.text, `${settings.seed}\n${index}`));
    }
    case 'irrelevant':
      return textOnly(irrelevantAt(settings.seed, index));
    case 'control':
    case 'hot':
    case 'not-these':
    case 'verbalized':
      return null;
  }
}

/** A persona of a text alone, as one that the user wrote. */
export function textOnly(text: string): Persona {
  const normal = normalisePersona(text);
  return { id: personaId(normal), text: normal, labels: {}, shard: null };
}

/** The words of a text in an order drawn by the seed; other than the text's own where its words allow that. */
export function shuffleWords(text: string, seed: string): string {
  const words = normalisePersona(text).split(' ');
  if (new Set(words).size < 2) return words.join(' ');
  const random = createRandom(`shuffled/1\n${seed}`);
  const before = words.join(' ');
  do {
    for (let i = words.length - 1; i > 0; i -= 1) {
      const j = random.below(i + 1);
      [words[i], words[j]] = [words[j] ?? '', words[i] ?? ''];
    }
  } while (words.join(' ') === before);
  return words.join(' ');
}

/** All sentences once in an order drawn by the seed, then the same again. */
function irrelevantAt(seed: number, index: number): string {
  const total = irrelevantSentences.length;
  const at = index % total;
  const drawn = sampleIndices(total, at + 1, `irrelevant/1\n${seed}`, nobody)[at];
  return irrelevantSentences[drawn ?? 0] ?? '';
}

const nobody: ReadonlySet<number> = new Set();
