import type { ColumnInfo, PackedColumn } from '../model/shard.ts';
import { type ByteBudget, GrowingBytes } from './growing-bytes.ts';

/** The number that says "unknown" in an integer column. */
export const UNKNOWN_INTEGER = -0x8000_0000;

const INTEGER_MAX = 0x7fff_ffff;
/** What a value of a category takes at most; longer ones are cut there. */
const MAX_VALUE_LENGTH = 1024;

/** Packs one attribute of the rows of a part. */
export interface ColumnBuilder {
  /** Rows come in order; a value may be unknown. */
  add(row: number, value: string | number | null, budget: ByteBudget): void;
  /** What the first `count` rows have; null when none has anything. Empty after it. */
  take(count: number): PackedColumn | null;
}

/** @param size rows at most: no more than codes of 16 bits can tell apart */
export function columnBuilder(column: ColumnInfo, size: number): ColumnBuilder {
  switch (column.kind) {
    case 'category':
      return categoryBuilder(column.name, size);
    case 'integer':
      return integerBuilder(column.name, size);
    case 'text':
      return textBuilder(column.name, size);
  }
}

function categoryBuilder(name: string, size: number): ColumnBuilder {
  const codeOf = new Map<string, number>();
  const codes = new Uint16Array(size);
  return {
    add(row, value, budget) {
      const text = value === null ? '' : String(value);
      if (text === '') {
        codes[row] = 0;
        return;
      }
      const known = codeOf.get(text);
      codes[row] = known ?? newCode(codeOf, text, budget);
    },
    take(count) {
      const values = [...codeOf.keys()];
      codeOf.clear();
      return values.length === 0 ? null : { kind: 'category', name, values, codes: codes.slice(0, count) };
    },
  };
}

/** 0, unknown, where the budget has no room for another value. */
function newCode(codeOf: Map<string, number>, text: string, budget: ByteBudget): number {
  const value = wellFormed(text.slice(0, MAX_VALUE_LENGTH));
  const known = codeOf.get(value);
  if (known !== undefined) return known;
  const bytes = value.length * 2; // as the browser keeps it
  if (budget.use(bytes) < bytes) return 0;
  const code = codeOf.size + 1;
  codeOf.set(value, code);
  return code;
}

/** A cut may split a pair, and files may bring halves of one: UTF-8 has neither. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

function integerBuilder(name: string, size: number): ColumnBuilder {
  const numbers = new Int32Array(size);
  let some = false;
  return {
    add(row, value) {
      const fits = typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= INTEGER_MAX;
      numbers[row] = fits ? value : UNKNOWN_INTEGER;
      some ||= fits;
    },
    take(count) {
      const taken = some ? numbers.slice(0, count) : null;
      some = false;
      return taken && { kind: 'integer', name, numbers: taken };
    },
  };
}

function textBuilder(name: string, size: number): ColumnBuilder {
  const text = new GrowingBytes();
  const offsets = new Uint32Array(size + 1);
  return {
    add(row, value, budget) {
      if (value !== null && value !== '') {
        const before = text.length;
        const added = text.addText(String(value));
        const allowed = budget.use(added);
        if (allowed < added) text.cutBetween(before, before + allowed);
      }
      offsets[row + 1] = text.length;
    },
    take(count) {
      if (text.length === 0) return null;
      return { kind: 'text', name, text: text.take(), offsets: offsets.slice(0, count + 1) };
    },
  };
}
