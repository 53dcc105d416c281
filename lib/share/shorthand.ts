/**
 * A shorter spelling of persona texts inside links: what is frequent in English personas becomes one character that
 * they hardly ever hold. It takes about a twentieth off a packed link of six; texts of other languages stay as they are.
 * A format: links of version 1 mean the same only as long as this table stays.
 */
const table: readonly (readonly [word: string, sign: string])[] = [
  [' and ', '$'],
  [' in ', '%'],
  [' the ', '*'],
  ['ing ', '<'],
  ['er ', '>'],
  [' with ', '='],
  ['s ', '@'],
  ['he ', '^'],
  [' who ', '_'],
  [' of ', '|'],
  ['for', '`'],
  ['-year-old', '['],
  [' a ', ']'],
  ['ed ', '{'],
  ['-speak', '}'],
  ['ent', '+'],
  ['an', '&'],
  ['er', '#'],
];

/** Stands before a sign that means itself. */
const ESCAPE = '~';

const words = new Map(table.map(([word, sign]) => [sign, word]));
const ownSigns = /[$%*<>=@^_|`[\]{}+&#~]/g;
const allSigns = /~[\s\S]?|[$%*<>=@^_|`[\]{}+&#]/g;

/** The shorter spelling. */
export function shortened(text: string): string {
  // Signs first: no word of the table holds one, so those that are escaped stay.
  return table.reduce((short, [word, sign]) => short.replaceAll(word, () => sign), text.replace(ownSigns, '~$&'));
}

/** The text again; null for what no text is spelled like. */
export function lengthened(short: string): string | null {
  let strange = 0;
  const text = short.replace(allSigns, (found) => {
    if (found.startsWith(ESCAPE)) {
      const sign = found.slice(1);
      if (sign !== ESCAPE && !words.has(sign)) strange += 1;
      return sign;
    }
    return words.get(found) ?? '';
  });
  return strange === 0 ? text : null;
}
