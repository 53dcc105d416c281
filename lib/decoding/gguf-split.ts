/** A split model's file names, `NAME-00001-of-00003.gguf`. */
const partName = /^(.*)-(\d{5})-of-(\d{5})\.gguf$/i;

export interface OrderedSplit {
  /** Places in the names given, first part first. */
  readonly order: readonly number[];
  /** Names of parts that were not given; empty when the model is whole. */
  readonly missing: readonly string[];
}

/**
 * Puts the parts of one split model in their order; a single whole file is its own order.
 * @returns null when the names are not of one model: several whole files, parts of two models, or a part twice.
 */
export function orderSplit(names: readonly string[]): OrderedSplit | null {
  const parts = names.map((name) => partName.exec(name));
  const [first] = parts;
  if (names.length === 0) return null;
  if (!first) return names.length === 1 ? { order: [0], missing: [] } : null;
  const [, stem = '', , total = ''] = first;
  const places = new Map<number, number>();
  for (const [place, part] of parts.entries()) {
    const number = Number(part?.[2]);
    if (!part || part[1] !== stem || part[3] !== total || places.has(number)) return null;
    if (number < 1 || number > Number(total)) return null;
    places.set(number, place);
  }
  const order: number[] = [];
  const missing: string[] = [];
  for (let number = 1; number <= Number(total); number++) {
    const place = places.get(number);
    if (place === undefined) missing.push(`${stem}-${String(number).padStart(5, '0')}-of-${total}.gguf`);
    else order.push(place);
  }
  return { order, missing };
}
