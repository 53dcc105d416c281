import { UnitReader } from '../search-index/unit-reader.ts';
import { insideAscii, needleOf, phraseAscii, type Needle } from './ascii-lane.ts';
import type { Inside, Phrase } from './query.ts';

const encoder = new TextEncoder();

/** Says whether single texts hold a phrase or some characters: what the index proposes is looked up in the text. */
export class RowChecker {
  private readonly reader = new UnitReader();
  private readonly needles = new Map<Phrase | Inside, Needle>();
  private text = new Uint8Array(0);
  private from = 0;
  private to = 0;
  private hasUnits = false;
  private hasFolded = false;

  /** The text that the next calls are about: `text[from..to)`, UTF-8. */
  load(text: Uint8Array<ArrayBuffer>, from: number, to: number): void {
    this.text = text;
    this.from = from;
    this.to = to;
    this.hasUnits = false;
    this.hasFolded = false;
  }

  holds(means: Phrase | Inside): boolean {
    return means.kind === 'phrase' ? this.holdsPhrase(means) : this.holdsInside(means);
  }

  private needle(means: Phrase | Inside): Needle {
    const known = this.needles.get(means);
    if (known) return known;
    const units = means.kind === 'phrase' ? means.units : [means.folded];
    const needle = needleOf(units.map((unit) => encoder.encode(unit)));
    this.needles.set(means, needle);
    return needle;
  }

  private holdsInside(means: Inside): boolean {
    const needle = this.needle(means);
    const quick = insideAscii(this.text, this.from, this.to, needle);
    if (quick !== null) return quick;
    const { folder } = this.reader;
    if (!this.hasFolded) folder.fold(this.text, this.from, this.to);
    this.hasFolded = true;
    return indexOfBytes(folder.bytes, folder.length, needle.bytes) >= 0;
  }

  private holdsPhrase(means: Phrase): boolean {
    const needle = this.needle(means);
    const quick = phraseAscii(this.text, this.from, this.to, needle, means.prefix);
    if (quick !== null) return quick;
    const { reader } = this;
    if (!this.hasUnits) {
      reader.read(this.text, this.from, this.to);
      this.hasFolded = false;
    }
    this.hasUnits = true;
    const { bytes, starts } = needle;
    const wanted = starts.length - 1;
    for (let unit = 0; unit + wanted <= reader.count; unit += 1) {
      if (this.unitsAt(unit, wanted, starts, means.prefix) && this.bytesAt(reader.starts[unit] ?? 0, bytes))
        return true;
    }
    return false;
  }

  private unitsAt(unit: number, wanted: number, starts: readonly number[], prefix: boolean): boolean {
    const held = this.reader.starts;
    for (let k = 0; k < wanted; k += 1) {
      const length = (held[unit + k + 1] ?? 0) - (held[unit + k] ?? 0);
      const needed = (starts[k + 1] ?? 0) - (starts[k] ?? 0);
      if (prefix && k === wanted - 1 ? length < needed : length !== needed) return false;
    }
    return true;
  }

  private bytesAt(at: number, bytes: Uint8Array): boolean {
    const held = this.reader.bytes;
    for (let i = 0; i < bytes.length; i += 1) if (held[at + i] !== bytes[i]) return false;
    return true;
  }
}

function indexOfBytes(text: Uint8Array, length: number, wanted: Uint8Array): number {
  const first = wanted[0] ?? 0;
  const last = length - wanted.length;
  for (let at = 0; at <= last; at += 1) {
    if (text[at] !== first) continue;
    let i = 1;
    while (i < wanted.length && text[at + i] === wanted[i]) i += 1;
    if (i === wanted.length) return at;
  }
  return -1;
}
