import { unpackHalves } from '../../lib/embedding/float16.ts';
import { toUnit } from '../../lib/embedding/pooling.ts';
import type { VectorPack, VectorStore } from '../../lib/store/ports.ts';

/** Characters of a content id. */
const ID = 16;
/**
 * Texts of a pack. 0.8 MB of halves: one write every few seconds of computing, which is what a killed tab loses; and a
 * hundred reads for 100,000 texts.
 */
export const PACK_TEXTS = 1024;
/** Packs that stay in memory: neighbours in a list of texts were computed together, so they lie in few. */
const PACKS_IN_MEMORY = 4;

interface OpenPack {
  readonly index: number;
  readonly ids: string[];
  readonly vectors: Uint16Array<ArrayBuffer>;
}

/**
 * Vectors of one model by content id, in a store or, where there is none, nowhere. A store that refuses a write keeps no
 * more: vectors can be made again, so nothing fails by it.
 */
export class PackShelf {
  readonly #places = new Map<string, number>();
  readonly #recent = new Map<number, VectorPack>();
  #open: OpenPack | null = null;
  #next = 0;
  #changed = false;
  #listed: Promise<void> | null = null;

  constructor(
    private store: VectorStore | null,
    private readonly model: string,
    readonly dimensions: number,
  ) {}

  /** Reads which texts are there. */
  ready(): Promise<void> {
    return (this.#listed ??= this.#list());
  }

  get texts(): number {
    return this.#places.size;
  }

  /** Where the vector of a text is; null when it is not there. */
  placeOf(id: string): number | null {
    return this.#places.get(id) ?? null;
  }

  /**
   * Reads the vectors at some places.
   * @param found told each that is there as it was said to be: another tab may have written over a pack.
   */
  async read(
    wanted: readonly { readonly id: string; readonly place: number }[],
    found: (i: number, halves: Uint16Array, from: number) => void,
  ): Promise<void> {
    const order = Array.from(wanted, (_, i) => i).sort((a, b) => (wanted[a]?.place ?? 0) - (wanted[b]?.place ?? 0));
    for (const i of order) {
      const { id, place } = wanted[i] ?? { id: '', place: 0 };
      const index = Math.floor(place / PACK_TEXTS);
      const slot = place % PACK_TEXTS;
      const pack = this.#open?.index === index ? this.#open : await this.#pack(index);
      if (pack && idAt(pack.ids, slot) === id) found(i, pack.vectors, slot * this.dimensions);
      else this.#places.delete(id);
    }
  }

  /** Takes the halves of a vector in; they are written when a pack is full, or at `flush`. Calls must take turns. */
  async add(id: string, halves: Uint16Array): Promise<void> {
    if (!this.store || this.#places.has(id)) return;
    const pack = (this.#open ??= await this.#openPack());
    this.#places.set(id, pack.index * PACK_TEXTS + pack.ids.length);
    pack.vectors.set(halves, pack.ids.length * this.dimensions);
    pack.ids.push(id);
    this.#changed = true;
    if (pack.ids.length < PACK_TEXTS) return;
    await this.flush();
    this.#open = null;
    this.#next = pack.index + 1;
  }

  /** Writes what was taken in since the last write. */
  async flush(): Promise<void> {
    if (!this.store || !this.#open || !this.#changed) return;
    const { index, ids, vectors } = this.#open;
    this.#changed = false;
    try {
      await this.store.put({
        version: 1,
        model: this.model,
        index,
        dimensions: this.dimensions,
        ids: ids.join(''),
        vectors: vectors.slice(0, ids.length * this.dimensions),
      });
      this.#recent.delete(index);
    } catch {
      // A full disk, a private window: from now on vectors are computed and forgotten.
      for (const id of ids) this.#places.delete(id);
      this.store = null;
      this.#open = null;
    }
  }

  /** Forgets what is in memory of them; the store is cleared by whoever holds it. */
  forget(): void {
    this.#places.clear();
    this.#recent.clear();
    this.#open = null;
    this.#changed = false;
    this.#next = 0;
  }

  async #list(): Promise<void> {
    const packs = await this.store?.packs(this.model).catch(() => null);
    if (!packs) {
      this.store = null;
      return;
    }
    for (const { index, ids } of packs) {
      for (let slot = 0; slot < ids.length / ID; slot++) this.#places.set(idAt(ids, slot), index * PACK_TEXTS + slot);
      this.#next = Math.max(this.#next, index + 1);
    }
  }

  /** The last pack while it has room, else a new one. */
  async #openPack(): Promise<OpenPack> {
    const vectors = new Uint16Array(PACK_TEXTS * this.dimensions);
    const last = this.#next > 0 ? await this.#pack(this.#next - 1) : null;
    if (!last || last.ids.length >= PACK_TEXTS * ID) return { index: this.#next, ids: [], vectors };
    vectors.set(last.vectors);
    const ids = Array.from({ length: last.ids.length / ID }, (_, slot) => idAt(last.ids, slot));
    return { index: last.index, ids, vectors };
  }

  async #pack(index: number): Promise<VectorPack | null> {
    const recent = this.#recent.get(index);
    if (recent) return recent;
    const [pack] = (await this.store?.read(this.model, [index]).catch(() => null)) ?? [];
    if (!pack || pack.dimensions !== this.dimensions) return null;
    if (this.#recent.size >= PACKS_IN_MEMORY) {
      const [oldest] = this.#recent.keys();
      if (oldest !== undefined) this.#recent.delete(oldest);
    }
    this.#recent.set(index, pack);
    return pack;
  }
}

function idAt(ids: string | readonly string[], slot: number): string {
  return typeof ids === 'string' ? ids.slice(slot * ID, (slot + 1) * ID) : (ids[slot] ?? '');
}

/** A vector as it comes back from halves: the same whether it was computed or kept. */
export function fromHalves(
  halves: Uint16Array,
  from: number,
  dimensions: number,
  into: Float32Array,
  at: number,
): void {
  unpackHalves(halves, from, dimensions, into, at);
  toUnit(into, at, dimensions);
}
