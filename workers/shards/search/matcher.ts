import type { PackedPart, ShardInfo } from '../../../lib/model/shard.ts';
import { PART_SIZE } from '../../../lib/personas/part-builder.ts';
import { RowSet } from '../../../lib/personas/search-index/row-set.ts';
import { confirm, propose, type Proposal } from '../../../lib/personas/search-query/evaluate.ts';
import type { Phrase, Query } from '../../../lib/personas/search-query/query.ts';
import { RowChecker } from '../../../lib/personas/search-query/row-checker.ts';
import type { ShardsWorld, Shelves } from '../ports.ts';
import type { Mask } from '../removals/mask.ts';
import { isCorrupt } from '../shelves.ts';
import type { RowFilters } from './filters.ts';
import type { RowSpan } from './shard-index.ts';

/** Parts asked for at once while texts are checked: some megabytes. */
const PARTS_AHEAD = 16;

/**
 * Milliseconds of work between two breaths: short enough that a page of rows is never kept waiting, long enough that
 * breathing costs nothing.
 */
const BREATH_MS = 12;

/** Hits of a query in one span. */
export interface SpanHits {
  readonly info: ShardInfo;
  readonly span: RowSpan;
  readonly rows: RowSet;
  readonly size: number;
}

/** Evaluates one query on spans of rows. */
export class Matcher {
  private readonly checker = new RowChecker();
  private breath: number;

  constructor(
    private readonly world: Pick<ShardsWorld, 'breathe' | 'now'>,
    private readonly shelves: Pick<Shelves, 'part' | 'partNow'>,
    readonly query: Query,
    private readonly filters: RowFilters,
    private readonly mask: Mask,
  ) {
    this.breath = world.now();
  }

  async hits(info: ShardInfo, span: RowSpan): Promise<SpanHits> {
    await this.breathe();
    const proposal: Proposal = span.segment
      ? propose(span.segment, this.query)
      : { rows: RowSet.all(span.rows), checks: [] };
    const { rows } = proposal;
    this.mask.of(info)?.clear(rows, span.firstPart * PART_SIZE);
    await this.filters.apply(info, span, rows);
    if (proposal.checks.length > 0)
      await this.eachText(info, span, rows, (row) => confirm(proposal, row, this.checker));
    return { info, span, rows, size: rows.size };
  }

  /** Whether the texts of these rows can be read without waiting. */
  inMemory({ info, span, rows }: SpanHits): boolean {
    return this.partsWith(span, rows).every((k) => this.shelves.partNow(info.id, span.firstPart + k) !== null);
  }

  /** Those of the rows that hold a phrase. */
  async holding({ info, span, rows }: SpanHits, phrase: Phrase): Promise<RowSet> {
    const holding = new RowSet(span.rows);
    await this.eachText(info, span, rows, (row) => {
      if (this.checker.holds(phrase)) holding.add(row);
    });
    return holding;
  }

  /** Loads each row's text into the checker. Rows of damaged parts are taken out: nobody can tell what they hold. */
  private async eachText(info: ShardInfo, span: RowSpan, rows: RowSet, each: (row: number) => void): Promise<void> {
    const parts = this.partsWith(span, rows);
    for (let at = 0; at < parts.length; at += PARTS_AHEAD) {
      const some = parts.slice(at, at + PARTS_AHEAD);
      const held = await Promise.all(some.map((k) => this.part(info, span.firstPart + k)));
      for (const [i, k] of some.entries()) {
        const part = held[i];
        const from = k * PART_SIZE;
        rows.forEach(
          (row) => {
            if (!part) {
              rows.delete(row);
              return;
            }
            this.checker.load(part.text, part.offsets[row - from] ?? 0, part.offsets[row - from + 1] ?? 0);
            each(row);
          },
          from,
          from + PART_SIZE,
        );
        await this.breathe();
      }
    }
  }

  private partsWith(span: RowSpan, rows: RowSet): number[] {
    const parts = Array.from({ length: span.parts }, (_, k) => k);
    return parts.filter((k) => rows.hasAny(k * PART_SIZE, (k + 1) * PART_SIZE));
  }

  private async part(info: ShardInfo, index: number): Promise<PackedPart | null> {
    const now = this.shelves.partNow(info.id, index);
    if (now) return now;
    return this.shelves.part(info.id, index).catch((thrown: unknown) => {
      if (isCorrupt(thrown)) return null;
      throw thrown;
    });
  }

  private async breathe(): Promise<void> {
    if (this.world.now() - this.breath < BREATH_MS) return;
    await this.world.breathe();
    this.breath = this.world.now();
  }
}
