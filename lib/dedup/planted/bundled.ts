import { translated } from './bundled-texts.ts';
import type { Transform } from './transform.ts';

const bundled = new Map(translated.map((texts) => [texts.english, texts]));

/** English personas that come with the app. */
export const bundledTexts: readonly string[] = [...bundled.keys()];

/** What was written for a bundled text; null for any other. */
export const bundledParaphrase: Transform = (text) => bundled.get(text)?.paraphrase ?? null;
export const bundledTranslation: Transform = (text, random) => {
  const translations = bundled.get(text)?.translations ?? [];
  return translations.length === 0 ? null : (translations[random.below(translations.length)] ?? null);
};
