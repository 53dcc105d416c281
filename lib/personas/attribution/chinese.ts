import chinese from 'i18n-iso-countries/langs/zh.json' with { type: 'json' };
import type { PersonaLabels } from '../../model/persona.ts';
import { bandOf } from './age.ts';
import { chineseNotHolder, chinesePlaces, chineseTitles } from './data/chinese.ts';
import { lexicon } from './lexicon.ts';

type Labels = { -readonly [K in keyof PersonaLabels]: PersonaLabels[K] };

interface ChineseLexicon {
  readonly titles: ReadonlyMap<string, string>;
  readonly places: ReadonlyMap<string, string>;
}

let made: ChineseLexicon | null = null;

function chineseLexicon(): ChineseLexicon {
  if (made) return made;
  const titles = new Map<string, string>();
  for (const [group, list] of Object.entries(chineseTitles))
    for (const title of list.split('|')) titles.set(title, group);
  const places = new Map<string, string>();
  for (const [country, list] of Object.entries(chinesePlaces))
    for (const place of list.split('|')) places.set(place, country);
  for (const [country, names] of Object.entries(
    chinese.countries as Readonly<Record<string, string | readonly string[]>>,
  )) {
    for (const name of [names].flat()) if (name.length > 1) places.set(name, country);
  }
  return (made = { titles, places });
}

/** The longest title or place has this many characters. */
const LONGEST = 8;

const age = /(?<![\d多])(\d{1,3})岁/u;
const aside = /^(?:的?(?:丈夫|妻子|儿子|女儿|父亲|母亲|学生|粉丝|爱好者|家属|助手|朋友|们))/u;

/**
 * What a Chinese text says about its person. Chinese puts the person last in the first phrase ("一位在上海工作的软件
 * 工程师"), so the last title before the first comma or full stop counts.
 */
export function attributeChinese(text: string): PersonaLabels {
  const { titles, places } = chineseLexicon();
  const labels: Labels = {};
  const phrase = /^[^，。；,.;：:！？]*/u.exec(text)?.[0] ?? '';
  const clause = phrase.length > 3 ? phrase : text.slice(0, 60);
  let group: string | null = null;
  let country: string | null = null;
  for (let i = 0; i < clause.length;) {
    let step = 1;
    for (let length = Math.min(LONGEST, clause.length - i); length > 1; length -= 1) {
      const word = clause.slice(i, i + length);
      const title = titles.get(word);
      if (title !== undefined) {
        // "教师的丈夫" is no teacher.
        group = aside.test(clause.slice(i + length)) ? null : title;
        step = length;
        break;
      }
      const place = places.get(word);
      if (place === undefined) continue;
      // "对日本文化", "喜欢日本": a topic; a residence has 在, 来自, or stands before a person.
      if (livesThere(clause, i, i + length)) country ??= place;
      step = length;
      break;
    }
    i += step;
  }
  if (group !== null && !chineseNotHolder.test(clause)) labels.occupation = group;
  if (country !== null) {
    labels.country = country;
    const region = lexicon().regionOf.get(country);
    if (region) labels.region = region;
  }
  const years = age.exec(clause)?.[1];
  const band = years === undefined ? null : bandOf(Number(years));
  if (band && !/岁(?:的)?(?:孩子|儿子|女儿)/u.test(clause)) labels.age = band;
  const gender = genderOf(text, clause);
  if (gender) labels.gender = gender;
  return labels;
}

function livesThere(clause: string, from: number, to: number): boolean {
  const before = clause.slice(Math.max(0, from - 3), from);
  const after = clause.slice(to, to + 3);
  if (/(?:居住在|住在|生活在|来自|位于|在)$/u.test(before)) return true;
  return (
    from <= 3 &&
    /^(?:的|一|市|人|某|女|男|青|老|中)?/u.test(after) &&
    !/[对爱欢究趣习]$/u.test(before) &&
    !/^(?:文|历|电|动|料|音|艺|文化)/u.test(after)
  );
}

function genderOf(text: string, clause: string): string | null {
  if (
    /女性|女士|女人|女孩|姑娘|奶奶|外婆|女医生|女教师|女工程师|女企业家|妇女|^(?:一[位名个])?(?:\d+岁的?)?(?:母亲|妈妈)/u.test(
      clause,
    )
  )
    return /男性|男人/u.test(clause) ? null : 'female';
  if (/男性|男士|男人|男孩|小伙|爷爷|外公|男医生|男教师|^(?:一[位名个])?(?:\d+岁的?)?(?:父亲|爸爸)/u.test(clause))
    return 'male';
  const she = text.indexOf('她');
  const he = text.search(/他(?!们|人)|他的/u);
  if (she >= 0 && he < 0) return 'female';
  return he >= 0 && she < 0 && !/其他/u.test(text) ? 'male' : null;
}
