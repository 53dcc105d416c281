import fc from 'fast-check';
import { normalisePersona } from '../normalise.ts';
import { fold } from '../fold.ts';
import { unitsOf } from '../search-index/characters.ts';
import type { TextRows } from '../search-index/segment-builder.ts';
import type { Query } from './query.ts';

/** The twin of index, checker and evaluation: looks at each text as a string. */
export function naiveHolds(text: string, query: Query): boolean {
  const folded = fold(text);
  const units = unitsOf(folded).map((unit) => unit.text);
  return query.clauses.every(({ negated, means }) => {
    if (means.kind === 'inside') return folded.includes(means.folded) !== negated;
    const { units: wanted, prefix } = means;
    const held = units.some((_, at) => {
      const some = units.slice(at, at + wanted.length);
      if (prefix) some[wanted.length - 1] = (some[wanted.length - 1] ?? '').slice(0, wanted.at(-1)?.length);
      return some.length === wanted.length && some.every((unit, i) => unit === wanted[i]);
    });
    return held !== negated;
  });
}

export function textRows(texts: readonly string[]): TextRows & { readonly text: Uint8Array<ArrayBuffer> } {
  const encoder = new TextEncoder();
  const rows = texts.map((text) => encoder.encode(text));
  const offsets = new Uint32Array(rows.length + 1);
  for (const [i, row] of rows.entries()) offsets[i + 1] = (offsets[i] ?? 0) + row.length;
  const text = new Uint8Array(offsets.at(-1) ?? 0);
  for (const [i, row] of rows.entries()) text.set(row, offsets[i]);
  return { count: rows.length, text, offsets };
}

// Few pieces, so that queries and texts meet often; each with something that folding or splitting must get right.
const pieces =
  'a A b é e\u0301 ß ss ı İ nurse Nurse NURSES night self-taught c++ C# ٣ 3 ½ ﬁ fi か が か\u3099 ｶﾞ く ー 々 、 。 中 文 件 软件 中文 ＡＢ ไทย ที่ เ ทำ 한 각 ᄀ ' +
  'कि सा न क़ क\u093C\u094D क\u094D\u093C \u094D\u093C \u3099 \uFF9E \u0345 ᾳ ǰ ΐ ﷺ 👩 👩🏽‍🔬 🎸 ☕ ☕\uFE0F 🇧🇷 𝒜 𠮷 \u0F71\u0F72 \u0F72\u0F71 \u05B0\u05B4 \u05B4\u05B0 \u{1D165} \u{11099}\u{110BA} - \' " * = “ ” , .';
const piece = fc.constantFrom(...pieces.split(' '), ' ', ' ', ' ');

const jumble = fc.array(fc.oneof({ weight: 12, arbitrary: piece }, fc.string({ unit: 'binary', maxLength: 2 })), {
  maxLength: 12,
});

/** Texts as a shard holds them: normalised, never empty. */
export const anyText: fc.Arbitrary<string> = jumble.map((parts) => normalisePersona(`x ${parts.join('')}`));
export const anyQuery: fc.Arbitrary<string> = fc.oneof(
  fc.array(piece, { maxLength: 4 }).map((parts) => parts.join('')),
  fc
    .tuple(
      fc.constantFrom('', '-', '=', '-=', '"', '="', '-"'),
      fc.array(piece, { minLength: 1, maxLength: 4 }),
      fc.constantFrom('', '*', '"', '"*'),
    )
    .map(([before, parts, after]) => `${before}${parts.join('')}${after}`),
  jumble.map((parts) => parts.join('')),
);
