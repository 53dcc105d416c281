import { fold } from '../../personas/fold.ts';
import { titles } from '../../personas/attribution/data/occupations.ts';

/** The occupations' groups (ISCO-08 major) by folded title. */
const groupOf = new Map(
  Object.entries(titles).flatMap(([group, list]) => list.split('|').map((title) => [fold(title), group] as const)),
);
/** Words of the longest title that is looked for. */
export const LONGEST_TITLE = 4;

/** The group of a title in the singular; undefined for what is none. */
export function groupOfTitle(title: string): string | undefined {
  return groupOf.get(fold(title.replaceAll('-', ' ')));
}

/** Whether a noun phrase ends with a title: "metro train driver". */
export function endsWithTitle(noun: string): boolean {
  const words = noun.split(' ');
  return words.some(
    (_, i) => words.length - i <= LONGEST_TITLE && groupOfTitle(words.slice(i).join(' ')) !== undefined,
  );
}
