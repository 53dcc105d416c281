import type { PersonaLabels } from '../../model/persona.ts';
import { findAge } from './age.ts';
import { findFirstLanguage } from './first-language.ts';
import { findGender } from './gender.ts';
import { lexicon } from './lexicon.ts';
import { findPlace } from './place.ts';
import { findSubject, Sentence } from './subject.ts';
import { Tokens } from './tokens.ts';

type Labels = { -readonly [K in keyof PersonaLabels]: PersonaLabels[K] };

let sentence: Sentence | null = null;

/**
 * What an English text says about its person.
 * @param knownCountry where the person lives, if that is known from elsewhere: the likely first language follows it
 */
export function attributeEnglish(text: string, knownCountry: string | null = null): PersonaLabels {
  const s = (sentence ??= new Sentence(new Tokens(), lexicon()));
  s.read(text);
  const labels: Labels = {};
  if (s.count === 0) return labels;
  const subject = findSubject(s);
  const { place, origin } = findPlace(s, subject);
  const age = findAge(s, subject);
  const gender = findGender(s, subject);
  const language = findFirstLanguage(s, subject, origin ?? knownCountry ?? place?.country ?? null);
  if (place) labels.region = place.region;
  if (place?.country) labels.country = place.country;
  if (age) labels.age = age;
  if (subject.group !== null) labels.occupation = subject.group;
  if (gender) labels.gender = gender;
  if (language) labels.language = language;
  return labels;
}
