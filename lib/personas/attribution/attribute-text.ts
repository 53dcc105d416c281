import type { RowLabels } from '../../model/persona.ts';
import { attributeChinese } from './chinese.ts';
import { attributeEnglish } from './english.ts';
import { scriptOf } from './script.ts';
import { type DetectLanguage, textLanguageOf } from './text-language.ts';

/** Rules read this much of a text: who the person is stands at its beginning. */
const MAX_LENGTH = 4000;

/**
 * Labels of a text by rules, without a model; what the text does not say is left out. English and Chinese texts are
 * read in full; a country that a column states decides over the text's when the first language is guessed. Of all others only the text's own language and script are told.
 */
export function attributeText(text: string, detect: DetectLanguage, knownCountry: string | null = null): RowLabels {
  const read = text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text;
  const script = scriptOf(read);
  if (script === null) return {};
  const textLanguage = textLanguageOf(read, script, detect);
  const person = readsAsEnglish(textLanguage, script)
    ? attributeEnglish(read, knownCountry)
    : script === 'Hans' || script === 'Hani'
      ? attributeChinese(read)
      : {};
  return textLanguage === null ? { ...person, script } : { ...person, textLanguage, script };
}

/** A few words ("nurse in Porto") are too little for a detector, and English in most sets of personas. */
function readsAsEnglish(textLanguage: string | null, script: string): boolean {
  return textLanguage === 'en' || (textLanguage === null && script === 'Latn');
}
