import type { Fault } from '../../../lib/model/fault.ts';
import type { Outcome, PersonaRow } from '../../providers/hub.tsx';

/** Some three windows of rows: few enough to come in milliseconds. */
export const PAGE_ROWS = 40;
/** Pages kept in memory: 4,800 rows, so that going back some screens shows them at once. */
const KEPT_PAGES = 120;
/** One that is on its way and the one that is wanted now. */
const AT_ONCE = 2;

type ReadPage = (from: number, count: number) => Promise<Outcome<readonly PersonaRow[]>>;

/** Rows of one result, fetched by page as they come into sight. */
export class RowPages {
  readonly #read: ReadPage;
  /** In the order of their last use. */
  readonly #pages = new Map<number, readonly PersonaRow[]>();
  readonly #running = new Set<number>();
  readonly #listeners = new Set<() => void>();
  /** Up to which row a page was read. */
  readonly #askedTo = new Map<number, number>();
  #sight = { from: 0, to: 0 };
  #version = 0;
  #fault: Fault | null = null;

  /** @param first page 0, where it is there already */
  constructor(read: ReadPage, first: readonly PersonaRow[] = []) {
    this.#read = read;
    if (first.length > 0) this.#pages.set(0, first);
  }

  /** Null while it is not here. */
  row(index: number): PersonaRow | null {
    return this.#pages.get(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS] ?? null;
  }

  /** Why the last page could not be read; null when it could. */
  get fault(): Fault | null {
    return this.#fault;
  }

  /** Rows `from` to `to` are in sight: what was wanted before and is not here yet is forgotten. */
  want(from: number, to: number): void {
    this.#sight = { from, to };
    this.#next();
  }

  /** Asks again after a fault. */
  retry(): void {
    this.#fault = null;
    this.#changed();
    this.#next();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Changes whenever a page came or a fault. */
  readonly version = (): number => this.#version;

  #next(): void {
    const { from, to } = this.#sight;
    if (this.#fault) return;
    for (let page = Math.floor(from / PAGE_ROWS); page * PAGE_ROWS < to; page++) {
      if (this.#running.size >= AT_ONCE) return;
      const end = Math.min(to, (page + 1) * PAGE_ROWS);
      if (this.#running.has(page) || this.#holds(page, end)) continue;
      this.#running.add(page);
      void this.#load(page, end);
    }
  }

  #holds(page: number, end: number): boolean {
    const here = this.#pages.get(page);
    if (!here) return false;
    // Used just now: the last to go.
    this.#pages.delete(page);
    this.#pages.set(page, here);
    // A result that grows leaves its last page short. One that stays short is not asked for the same rows for ever.
    return page * PAGE_ROWS + here.length >= end || (this.#askedTo.get(page) ?? 0) >= end;
  }

  async #load(page: number, end: number): Promise<void> {
    const answer = await this.#read(page * PAGE_ROWS, PAGE_ROWS);
    this.#running.delete(page);
    if (answer.ok) {
      this.#askedTo.set(page, end);
      this.#pages.delete(page);
      this.#pages.set(page, answer.value);
      for (const oldest of this.#pages.keys()) {
        if (this.#pages.size <= KEPT_PAGES) break;
        this.#pages.delete(oldest);
      }
    } else {
      this.#fault = answer.fault;
    }
    this.#changed();
    this.#next();
  }

  #changed(): void {
    this.#version++;
    for (const listener of this.#listeners) listener();
  }
}
