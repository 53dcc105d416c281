import { frenchJapaneseHindi } from './bundled-french-japanese-hindi.ts';
import { germanPortugueseRussian } from './bundled-german-portuguese-russian.ts';
import { spanishChineseArabic } from './bundled-spanish-chinese-arabic.ts';

export interface TranslatedText {
  readonly english: string;
  readonly paraphrase: string;
  readonly translations: readonly string[];
}

/**
 * Personas with a paraphrase and translations, written for this check: nothing can translate a user's texts here. Each
 * group has three languages of its own, so that each language has twenty texts.
 */
export const translated: readonly TranslatedText[] = [
  ...spanishChineseArabic,
  ...frenchJapaneseHindi,
  ...germanPortugueseRussian,
].map(([english = '', paraphrase = '', ...translations]) => ({ english, paraphrase, translations }));
