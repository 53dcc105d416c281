import type { LabelName } from '../model/persona.ts';

/** How a label's values are shared out in the world. */
export interface Reference {
  readonly id: string;
  readonly label: LabelName;
  /** Of whom or what, for people. */
  readonly title: string;
  readonly year: string;
  readonly source: string;
  /** What a reader must know before comparing; empty where there is nothing. */
  readonly remark: string;
  /** Whether the figures were read at second hand. */
  readonly secondHand: boolean;
  readonly bins: readonly ReferenceBin[];
}

export interface ReferenceBin {
  readonly name: string;
  /** The label's values that it holds; several where the source does not part them. */
  readonly values: readonly string[];
  /** Of the whole, 0 to 1; a reference's shares sum to 1. */
  readonly share: number;
}

type Figures = readonly (readonly [name: string, figure: number, values?: readonly string[]])[];

/** Shares of figures of any unit. */
function bins(figures: Figures): readonly ReferenceBin[] {
  const sum = figures.reduce((total, [, figure]) => total + figure, 0);
  return figures.map(([name, figure, values]) => ({ name, values: values ?? [name], share: figure / sum }));
}

const WPP = 'United Nations, World Population Prospects 2024, medium variant';

const ageFigures: Figures = [
  ['0-14', 24.71],
  ['15-24', 15.57],
  ['25-34', 14.76],
  ['35-44', 13.79],
  ['45-54', 11.52],
  ['55-64', 9.44],
  ['65-74', 6.38],
  ['75+', 3.83],
];

/** Rebased on people of 15 and over from figures that were not rounded yet: the last digit can differ from the above. */
const adultFigures: Figures = [
  ['15-24', 20.68],
  ['25-34', 19.61],
  ['35-44', 18.31],
  ['45-54', 15.3],
  ['55-64', 12.54],
  ['65-74', 8.47],
  ['75+', 5.09],
];

/** The world as far as figures are at hand; the first reference of a label is the one to begin with. */
export const references: readonly Reference[] = [
  {
    id: 'age-adults',
    label: 'age',
    title: 'People of 15 and over',
    year: '2024',
    source: WPP,
    remark: 'Rebased on people of 15 and over: children are left out on both sides.',
    secondHand: false,
    bins: bins(adultFigures),
  },
  {
    id: 'age-all',
    label: 'age',
    title: 'People of all ages',
    year: '2024',
    source: WPP,
    remark: '',
    secondHand: false,
    bins: bins(ageFigures),
  },
  {
    id: 'region',
    label: 'region',
    title: 'People by region of residence',
    year: '2025',
    source: WPP,
    remark: 'Only the share of Asia was checked by itself; the others sum to the rest.',
    secondHand: false,
    bins: bins([
      ['Asia', 58.74],
      ['Africa', 18.83],
      ['Europe', 9.04],
      ['Latin America and the Caribbean', 8.11],
      ['Northern America', 4.71],
      ['Oceania', 0.57],
    ]),
  },
  {
    id: 'occupation',
    label: 'occupation',
    title: 'Employed people by ISCO-08 major group',
    year: '2024',
    source: 'International Labour Organization, modelled estimates',
    remark:
      'Skilled agriculture (6) and elementary occupations (9) are one group in this source; armed forces (0) are not in it. Only people with a job count: no pupils, students, retired people or unpaid carers.',
    secondHand: false,
    bins: bins([
      ['Managers', 3.54, ['1']],
      ['Professionals', 10.66, ['2']],
      ['Technicians', 5.77, ['3']],
      ['Clerical support', 4.79, ['4']],
      ['Services and sales', 15.97, ['5']],
      ['Craft and trades', 11.46, ['7']],
      ['Plant and machine operators', 7.13, ['8']],
      ['Skilled agriculture and elementary', 40.67, ['6', '9']],
    ]),
  },
  {
    id: 'language',
    label: 'language',
    title: 'Speakers of the twenty largest first languages',
    year: 'early 2020s',
    source: 'Ethnologue (proprietary), as cited by others',
    remark:
      'Read at second hand, rounded to millions, and only the twenty largest languages, rebased on those: other languages are left out on both sides. Arabic is one macrolanguage.',
    secondHand: true,
    bins: bins([
      ['Mandarin Chinese', 939, ['zh']],
      ['Spanish', 485, ['es']],
      ['English', 380, ['en']],
      ['Arabic', 373, ['ar']],
      ['Hindi', 345, ['hi']],
      ['Portuguese', 236, ['pt']],
      ['Bengali', 234, ['bn']],
      ['Russian', 147, ['ru']],
      ['Japanese', 123, ['ja']],
      ['Vietnamese', 85, ['vi']],
      ['Turkish', 84, ['tr']],
      ['Marathi', 83, ['mr']],
      ['Telugu', 83, ['te']],
      ['Korean', 82, ['ko']],
      ['French', 81, ['fr']],
      ['Tamil', 79, ['ta']],
      ['German', 75, ['de']],
      ['Urdu', 71, ['ur']],
      ['Javanese', 68, ['jv']],
      ['Italian', 65, ['it']],
    ]),
  },
];

/** Those of a label; none for country, gender, textLanguage and script. */
export function referencesOf(label: LabelName): readonly Reference[] {
  return references.filter((reference) => reference.label === label);
}

/**
 * A reference as shares of a label's single values, for sampling to quotas. A bin of several values is shared out among
 * them as `counts` has them, evenly where it has none: the source says nothing about that.
 */
export function quotasFrom(
  reference: Reference,
  counts: readonly { readonly value: string | null; readonly count: number }[],
): Readonly<Record<string, number>> {
  const countOf = new Map(counts.map(({ value, count }) => [value, count]));
  const quotas: Record<string, number> = {};
  for (const { values, share } of reference.bins) {
    const held = values.reduce((sum, value) => sum + (countOf.get(value) ?? 0), 0);
    for (const value of values) {
      const part = held === 0 ? 1 / values.length : (countOf.get(value) ?? 0) / held;
      if (part > 0) quotas[value] = share * part;
    }
  }
  return quotas;
}
