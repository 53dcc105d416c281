import { createRandom, type Random } from '../../lib/sampling/random.ts';

/** A made-up row; the attributes are unknown (null) as often as in real files. */
export interface GeneratedPersona {
  readonly persona: string;
  readonly occupation: string;
  readonly country: string | null;
  readonly age: number | null;
}

/** Share of rows in Chinese: 92 of 5,000 measured rows of the real data had Chinese, Japanese or Korean text. */
const CHINESE = 0.0184;

const list = (words: string) => words.split(' ');
const adjectives = list(
  'young seasoned curious retired dedicated ambitious veteran aspiring local passionate cautious busy freelance shy cheerful self-taught meticulous restless senior junior bilingual rural skeptical nostalgic patient practical',
);
const fields = list(
  'marine urban digital medieval organic tropical industrial quantum pediatric maritime agricultural military classical civil domestic molecular volcanic public regional veterinary forensic architectural independent colonial culinary',
);
const occupations = list(
  'nurse teacher engineer historian farmer journalist chef architect biologist programmer librarian musician carpenter fisherman economist lawyer physicist photographer translator electrician midwife beekeeper accountant novelist geologist baker tailor potter welder diplomat',
);
const verbs = list(
  'studies teaches repairs collects documents restores writes photographs designs explores defends records manages paints translates sells breeds builds questions promotes',
);
const things = list(
  'lighthouses recipes manuscripts violins glaciers beehives tractors festivals novels sensors satellites bridges orchids podcasts murals folktales vaccines fermentation irrigation robots ceramics archives kites railways football cheese climate poverty tourism microscopes',
);
const places = list(
  'Lagos Quito Oslo Nairobi Osaka Lima Dhaka Porto Kraków Istanbul Jakarta Toronto Manila Casablanca Lyon Tbilisi Chennai Havana Perth Zürich',
);
const hobbies = list(
  'chess cycling gardening karaoke hiking birdwatching knitting swimming origami tango fishing baking',
);
const countries = list('NG EC NO KE JP PE BD PT PL TR ID CA PH MA FR GE IN CU AU CH');

const whoChinese = list('一位年轻的 一名退休的 一位热爱生活的 一位经验丰富的 一名来自上海的 一位在北京工作的');
const workChinese = list('软件工程师 小学教师 护士 历史学家 农民 记者 厨师 建筑师 海洋生物学家 翻译 电工 音乐家');
const doesChinese = list('喜欢研究 正在学习 经常收集 致力于保护 热衷于推广 擅长修理');
const thingsChinese = list('传统茶文化 古代建筑 机器学习 蜜蜂和花园 地方戏曲 高山冰川 老式收音机 可持续农业');

const onsets = list('b br c ch d dr f g gl h j k kl l m n p pr qu r s sh st t th tr v w z');
const vowels = list('a e i o u ai ea io ou');
const codas = list('l m n r s t x nd rk st');

/**
 * A word of a made-up vocabulary of 60,000, about as often as words of that rank in English (Zipf): names, places and
 * trade terms, most of them in a handful of rows.
 */
function rareWord(random: Random): string {
  let rank = Math.floor(60_000 ** random.nextFloat());
  let word = '';
  for (let i = 0; i < 3; i += 1) {
    word += (onsets[rank % onsets.length] ?? '') + (vowels[(rank >>> 3) % vowels.length] ?? '');
    rank = Math.floor(rank / 7) + 11 * i;
  }
  return word + (codas[rank % codas.length] ?? '');
}

/** Endless personas of 14 words on average; the same seed (0 to 2^32 - 1) always gives the same ones. */
export function* generatePersonas(seed: number): Generator<GeneratedPersona, never, undefined> {
  const random = createRandom(seed);
  const one = (from: readonly string[]) => from[random.below(from.length)] ?? '';
  const english = (occupation: string, place: string): string => {
    const adjective = one(adjectives);
    const who = `${/^[aeiou]/.test(adjective) ? 'An' : 'A'} ${adjective} ${one(fields)} ${occupation}`;
    const does = `who ${one(verbs)} ${rareWord(random)} ${one(things)}`;
    const rare = rareWord(random);
    switch (random.below(4)) {
      case 0:
        return `${who} from ${place} ${does} and the ${rare} of ${one(things)}`;
      case 1:
        return `${who} ${does}, loves ${one(hobbies)} and is interested in ${rare}`;
      case 2:
        return `${who} in ${place} with ${2 + random.below(40)} years of experience in ${rare} and ${one(things)}`;
      default:
        return `${who} ${does} and ${rareWord(random)} ${one(things)} near ${rare} in ${place}.`;
    }
  };
  for (;;) {
    const at = random.below(places.length);
    const occupation = one(occupations);
    const chinese = random.nextFloat() < CHINESE;
    yield {
      persona: chinese
        ? `${one(whoChinese)}${one(workChinese)}，${one(doesChinese)}${one(thingsChinese)}，也关心${one(thingsChinese)}。`
        : english(occupation, places[at] ?? ''),
      occupation,
      country: random.below(3) === 0 ? null : (countries[at] ?? null),
      age: random.below(4) === 0 ? null : 18 + random.below(70),
    };
  }
}
