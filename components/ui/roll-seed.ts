/** Short enough to read aloud and type again; the whole range is there for those who type. */
const LIMIT = 1_000_000;

/** A fresh seed for a dice button: the one place on the screens where chance is not seeded. */
export function rollSeed(): number {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value % LIMIT;
}
