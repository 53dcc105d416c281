import { describe, expect, it } from 'vitest';
import { fault } from '../../../lib/model/fault.ts';
import type { PersonaId, ShardId } from '../../../lib/model/ids.ts';
import type { Outcome, PersonaRow } from '../../providers/hub.tsx';
import { PAGE_ROWS, RowPages } from './row-pages.ts';

const rowOf = (row: number): PersonaRow => ({
  ref: { shard: 'made' as ShardId, row },
  id: `id-${row}` as PersonaId,
  text: `Persona ${row}`,
  labels: {},
  marks: [],
});
const rowsOf = (from: number, to: number) => Array.from({ length: Math.max(0, to - from) }, (_, i) => rowOf(from + i));

/** A reader whose answers the test gives when it likes. */
function slowReader(total: () => number) {
  const asked: { readonly from: number; readonly answer: (failed?: boolean) => Promise<void> }[] = [];
  const read = (from: number, count: number) =>
    new Promise<Outcome<readonly PersonaRow[]>>((resolve) => {
      asked.push({
        from,
        answer: async (failed = false) => {
          resolve(
            failed
              ? { ok: false, fault: fault('worker-crashed', 'It ended.') }
              : { ok: true, value: rowsOf(from, Math.min(total(), from + count)) },
          );
          await new Promise((done) => setTimeout(done));
        },
      });
    });
  return { asked, read };
}

describe('RowPages', () => {
  it('fetches what is in sight, two pages at a time, and forgets what was passed over', async () => {
    const { asked, read } = slowReader(() => 1_000_000);
    const pages = new RowPages(read);
    pages.want(0, PAGE_ROWS * 4);
    expect(asked.map(({ from }) => from)).toEqual([0, PAGE_ROWS]);
    pages.want(500_000, 500_010);
    await asked[0]?.answer();
    await asked[1]?.answer();
    expect(asked.slice(2).map(({ from }) => from)).toEqual([500_000]);
    await asked[2]?.answer();
    expect(pages.row(500_003)?.text).toBe('Persona 500003');
    expect(pages.row(1)?.text).toBe('Persona 1');
    expect(pages.row(PAGE_ROWS * 3)).toBeNull();
  });

  it('asks no page twice', async () => {
    const { asked, read } = slowReader(() => 100);
    const pages = new RowPages(read, rowsOf(0, PAGE_ROWS));
    pages.want(0, 10);
    pages.want(0, PAGE_ROWS + 1);
    pages.want(0, PAGE_ROWS + 2);
    await asked[0]?.answer();
    pages.want(0, PAGE_ROWS + 3);
    expect(asked.map(({ from }) => from)).toEqual([PAGE_ROWS]);
  });

  it('reads the last page again when the result has grown', async () => {
    let total = PAGE_ROWS + 3;
    const { asked, read } = slowReader(() => total);
    const pages = new RowPages(read);
    pages.want(PAGE_ROWS, total);
    await asked[0]?.answer();
    expect(pages.row(PAGE_ROWS + 5)).toBeNull();
    total = PAGE_ROWS + 30;
    pages.want(PAGE_ROWS, total);
    await asked[1]?.answer();
    expect(pages.row(PAGE_ROWS + 5)?.text).toBe(`Persona ${PAGE_ROWS + 5}`);
  });

  it('stops at a fault until it is asked again', async () => {
    const { asked, read } = slowReader(() => 1000);
    const pages = new RowPages(read);
    let news = 0;
    pages.subscribe(() => (news += 1));
    pages.want(0, 10);
    await asked[0]?.answer(true);
    expect(pages.fault?.code).toBe('worker-crashed');
    pages.want(0, 10);
    expect(asked).toHaveLength(1);
    pages.retry();
    await asked[1]?.answer();
    expect(pages.fault).toBeNull();
    expect(pages.row(3)?.text).toBe('Persona 3');
    expect(news).toBe(3);
  });

  it('keeps a bounded number of pages', async () => {
    const { asked, read } = slowReader(() => 1_000_000);
    const pages = new RowPages(read);
    for (let page = 0; page < 130; page++) {
      pages.want(page * PAGE_ROWS, page * PAGE_ROWS + 1);
      await asked[page]?.answer();
    }
    expect(pages.row(0)).toBeNull();
    expect(pages.row(129 * PAGE_ROWS)).not.toBeNull();
  });
});
