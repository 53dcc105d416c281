import type { DetectLanguage } from '../../../lib/personas/attribution/text-language.ts';

/**
 * Asked where neither script nor small words tell a text's language; it says nothing where it is not sure. Its n-grams
 * are a megabyte: fetched when the first shard is labelled, not when the worker starts.
 */
export async function loadDetector(): Promise<DetectLanguage> {
  const { eld } = await import('eld/extrasmall');
  return (text) => {
    const found = eld.detect(text);
    return found.isReliable() ? found.language : null;
  };
}
