// Accents that any script may carry, and joiners. Marks that belong to one script (vowels in Devanagari or Thai) are
// letters to their readers, and so are the two Japanese voicing marks: those stay.
const accents = /(?![\u3099\u309A])\p{Script=Inherited}/gu;

/**
 * Text for comparing only: without accents and compatibility forms, in one case ("Café", "CAFE\u0301" and "cafe" are
 * one; so are "Straße" and "STRASSE"). Upper case, because it merges more letters that differ in form only.
 */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(accents, '').toUpperCase().normalize('NFKD').replace(accents, '');
}
