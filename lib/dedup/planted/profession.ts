import { caseLike, looksEnglish, replaceFitting, splice, wordsOf } from './english.ts';
import { groupOfTitle, LONGEST_TITLE } from './titles.ts';
import { pick, type Transform } from './transform.ts';

/** Titles that nobody takes for each other, by group. */
const replacements: Readonly<Record<string, readonly string[]>> = {
  '1': ['hotel manager', 'restaurant owner', 'bank manager', 'museum director'],
  '2': ['dentist', 'software engineer', 'lawyer', 'veterinarian', 'journalist', 'architect', 'pharmacist', 'economist'],
  '3': ['dental hygienist', 'paramedic', 'surveyor', 'sound technician', 'air-traffic controller'],
  '4': ['bank teller', 'receptionist', 'payroll clerk', 'postal clerk'],
  '5': ['barista', 'hairdresser', 'police officer', 'firefighter', 'flight attendant', 'waiter', 'security guard'],
  '6': ['beekeeper', 'dairy farmer', 'fisherman', 'gardener', 'shepherd'],
  '7': ['carpenter', 'electrician', 'plumber', 'tailor', 'butcher', 'blacksmith', 'welder'],
  '8': ['bus driver', 'crane operator', 'train driver', 'forklift operator'],
  '9': ['street cleaner', 'dishwasher', 'porter', 'window cleaner'],
};
/** Heads that go behind any modifier ("history teacher" is "history photographer"). */
const heads = ['photographer', 'journalist', 'inspector', 'lawyer', 'salesperson', 'accountant'];

/** What may stand before a title that is whole; anything else may be its modifier. */
const before =
  /(?:^|[.;:,!?(]|\b(?:an?|the|his|her|their|this|that|of|as|for|by|with|from|and|or|who|to|is|was|retired|former|young|old|older|elderly|middle-aged|senior|junior|local|freelance|part-time|full-time|ex|aspiring|experienced|seasoned|dedicated|passionate|skilled|female|male|\d+-year-old|[a-z]+-year-old))\s*$/i;
/** A name inside a text, as in "a Lisbon baker". */
const name = /\s\p{Lu}\p{Ll}+ $/u;

interface Found {
  readonly from: number;
  readonly to: number;
  readonly group: string;
  readonly plural: boolean;
  readonly whole: boolean;
}

function titlesIn(text: string): readonly Found[] {
  const words = wordsOf(text);
  const found: Found[] = [];
  for (let end = words.length; end > 0; end -= 1) {
    for (let length = Math.min(LONGEST_TITLE, end); length > 0; length -= 1) {
      const part = words.slice(end - length, end);
      const [from, to] = [part[0]?.from ?? 0, part.at(-1)?.to ?? 0];
      const title = part.map(({ lower }) => lower).join(' ');
      const single = groupOfTitle(title);
      const group = single ?? (title.endsWith('s') ? groupOfTitle(title.slice(0, -1)) : undefined);
      // A capital inside a text is a name's.
      const named = from > 0 && part.some(({ text: word }) => /^\p{Lu}/u.test(word));
      if (group === undefined || named || !(group in replacements)) continue;
      // "The farmer's wife" is no farmer, and a "grower of rice" needs its rice.
      if (/^(?: ?['’]| of (?!the\b))/.test(text.slice(to))) break;
      found.push({
        from,
        to,
        group,
        plural: single === undefined,
        whole: before.test(text.slice(0, from)) || name.test(text.slice(0, from)),
      });
      end -= length - 1;
      break;
    }
  }
  return found;
}

/** The profession named first becomes one of another major group. */
export const changeProfession: Transform = (text, random) => {
  if (!looksEnglish(text)) return null;
  const title = titlesIn(text).at(-1);
  if (!title) return null;
  const old = text.slice(title.from, title.to).toLowerCase();
  const other = title.whole
    ? pick(
        Object.keys(replacements)
          .filter((group) => group !== title.group)
          .flatMap((group) => replacements[group] ?? []),
        random,
      )
    : pick(
        heads.filter((head) => !old.endsWith(head)),
        random,
      );
  if (other === undefined) return null;
  // Behind a modifier the head alone is another.
  const from = title.whole ? title.from : title.to - (wordsOf(old).at(-1)?.text.length ?? 0);
  const word = title.plural ? pluralOf(other) : other;
  const cased = caseLike(word, text.slice(from, title.to));
  return from === title.from ? replaceFitting(text, from, title.to, cased) : splice(text, from, title.to, cased);
};

function pluralOf(title: string): string {
  if (title === 'salesperson') return 'salespeople';
  if (title.endsWith('man')) return `${title.slice(0, -3)}men`;
  return title.endsWith('y') ? `${title.slice(0, -1)}ies` : `${title}s`;
}
