import { nearlyAllSpeak } from './data/languages.ts';
import type { Sentence, Subject } from './subject.ts';
import { GAP } from './tokens.ts';

const ofCountry: ReadonlyMap<string, string> = new Map(
  nearlyAllSpeak.split('|').map((pair) => [pair.slice(0, 2), pair.slice(3)] as const),
);

/**
 * The person's likely first language where the text states it ("a Welsh-speaking nurse", "a native speaker of Tamil",
 * "whose mother tongue is Ewe"), else that of nearly everybody in the country. It is not the language of the text.
 */
export function findFirstLanguage(s: Sentence, subject: Subject, country: string | null): string | null {
  for (let i = 0; i < s.count; i += 1) {
    const { language } = s.info(i);
    if (language === null || !s.capital(i)) continue;
    const stated =
      (s.word(i + 1) === 'speaking' && s.gap(i + 1) <= GAP.hyphen && i < subject.end) ||
      (s.word(i - 1) === 'native' && s.word(i + 1) === 'speaker') ||
      (s.word(i + 1) === 'native' && s.word(i + 2) === 'speaker') ||
      (s.word(i - 1) === 'of' && s.word(i - 2) === 'speaker' && s.word(i - 3) === 'native') ||
      (s.word(i - 1) === 'is' &&
        ((s.word(i - 2) === 'language' && s.word(i - 3) === 'first') ||
          (s.word(i - 2) === 'tongue' && s.word(i - 3) === 'mother')));
    if (stated && s.word(i - 1) !== 'non' && s.word(i - 2) !== 'non' && s.word(i - 4) !== 'non') return language;
  }
  return country === null ? null : (ofCountry.get(country) ?? null);
}
