import { expect, type Page, type BrowserContext } from '@playwright/test';
import type { ShardId } from '../../lib/model/ids.ts';
import { packShard } from '../../lib/personas/pack.ts';
import { hashShard } from '../../lib/personas/shard-hash.ts';
import type { ImportView } from '../../lib/protocol/shards.ts';
import type { ImportBench } from './import-page.ts';
import { importPlan, importRow, isBroken } from './import-rows.ts';
import type { ContractSite } from './site.ts';

/** A tab with shards workers in it. */
export class ImportTab {
  constructor(readonly page: Page) {}

  call<M extends keyof ImportBench>(
    method: M,
    ...args: Parameters<ImportBench[M]>
  ): Promise<Awaited<ReturnType<ImportBench[M]>>> {
    return this.page.evaluate(
      ([name, given]) => (polyphonyImportBench[name] as (...all: unknown[]) => unknown)(...given),
      [method, args] as [M, unknown[]],
    ) as Promise<Awaited<ReturnType<ImportBench[M]>>>;
  }

  ends(id = 1): Promise<ImportView> {
    return this.call('reaches', id, ['done', 'failed', 'paused']);
  }

  /** Nothing is lost and nothing doubled: what is kept is what the plain way makes of the rows. */
  async expectWhole(shard: ShardId, rows: number, known = 0): Promise<void> {
    const held = await this.call('held', shard);
    const { count, duplicates, rejected, hash } = await expected(rows, known);
    expect(held).toMatchObject({
      info: { state: 'whole', count, duplicates, rejected, hash },
      ...{ rows: count, distinct: count, hash, beyond: false, journal: null },
    });
    expect(held?.rejections.length).toBe(rejected);
  }
}

export async function openImportTab(context: BrowserContext, site: ContractSite): Promise<ImportTab> {
  const page = await context.newPage();
  await page.goto(site.url);
  await page.waitForFunction(() => 'polyphonyImportBench' in globalThis);
  const tab = new ImportTab(page);
  await tab.call('start', 1);
  return tab;
}

const twins = new Map<string, ReturnType<typeof makeTwin>>();

/** @param known so many of the same rows are held already */
function expected(rows: number, known: number) {
  const key = `${rows}/${known}`;
  const made = twins.get(key) ?? makeTwin(rows, known);
  twins.set(key, made);
  return made;
}

async function makeTwin(count: number, known: number) {
  const seen = new Set(Array.from({ length: known }, (_, i) => (isBroken(i) ? '' : importRow(i).text)));
  const rows: { text: string; attributes: (string | number)[] }[] = [];
  let [duplicates, rejected] = [0, 0];
  for (let i = 0; i < count; i += 1) {
    const { text, age, job } = importRow(i);
    if (isBroken(i)) rejected += 1;
    else if (seen.has(text)) duplicates += 1;
    else rows.push({ text, attributes: [age, job] });
    if (!isBroken(i)) seen.add(text);
  }
  const columns = importPlan.mapping.columns;
  const parts = await packShard('twin' as ShardId, columns, rows);
  return { count: rows.length, duplicates, rejected, hash: hashShard(parts.map((part) => part.hash)) };
}

/** What workers said, one after the other. */
export function expectNeverFalls(views: readonly ImportView[]): void {
  for (const name of ['rows', 'kept', 'duplicates', 'rejected', 'bytesRead'] as const) {
    const counts = views.map((view) => view[name]);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
  }
}
