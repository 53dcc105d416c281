import { scriptOf } from '../../lib/personas/attribution/script.ts';
import { textLanguageOf } from '../../lib/personas/attribution/text-language.ts';
import { loadDetector } from '../shards/labelling/detect-language.ts';

// A language shows in its first words.
const READ = 1_000;
// Some tenths of a second of detecting; the share of a part of this size is right within two points.
const SAMPLE = 2_000;

/**
 * Texts in another language than English, which is what the encoder was trained on: exact for few texts, else counted in
 * every n-th and scaled up. A text of unknown language counts where its script is not Latin.
 */
export async function countForeign(texts: readonly string[], signal: AbortSignal): Promise<number> {
  const detect = await loadDetector();
  signal.throwIfAborted();
  const step = Math.max(1, Math.ceil(texts.length / SAMPLE));
  let looked = 0;
  let foreign = 0;
  for (let i = 0; i < texts.length; i += step) {
    const text = (texts[i] ?? '').slice(0, READ);
    const script = scriptOf(text);
    const language = textLanguageOf(text, script, detect);
    looked += 1;
    if (language === null ? script !== null && script !== 'Latn' : language !== 'en') foreign += 1;
  }
  return looked === 0 ? 0 : Math.round((foreign / looked) * texts.length);
}
