import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import {
  expectNeverFalls,
  expectWhole,
  fileOf,
  files,
  linesOf,
  plan,
  TestSite,
  turns,
  twin,
} from './import.test-help.ts';

describe('pausing, resuming and cancelling', () => {
  const lines = linesOf(14_000);

  it('pauses and goes on at any moment, with the files still at hand', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(30), { minLength: 1, maxLength: 4 }), async (moments) => {
        const site = new TestSite();
        const worker = site.worker(() => 7_000);
        const shard = await worker.startImport(files(fileOf(lines)), plan);
        for (const moment of moments) {
          await turns(moment);
          await worker.pauseImport(shard);
          const [view] = await worker.imports();
          if (!view) break;
          expect(view).toMatchObject({ state: 'paused', needs: null, fault: null });
          // All that was seen is written: the counts are those of the journal, part of a part included.
          expect(await site.store.getJournal(shard)).toMatchObject({ rows: view.rows, kept: view.kept });
          await worker.resumeImport(shard, []);
        }
        if (await site.store.getJournal(shard)) await worker.reaches('done');
        await expectWhole(site, shard, lines);
        expectNeverFalls(worker);
      }),
      { numRuns: 8 },
    );
  });

  it('makes a shard of what was read, or leaves nothing, in every state', async () => {
    const states = ['running', 'paused', 'interrupted', 'failed', 'waiting'] as const;
    for (const state of states)
      for (const keep of [true, false]) {
        const site = new TestSite();
        const worker = site.worker(() => 4_000);
        const given = state === 'failed' ? [...lines.slice(0, 9_000), '$', ...lines] : lines;
        let other: ShardId | null = null;
        if (state === 'waiting') other = await worker.startImport(files(fileOf(linesOf(20_000, 'o'))), plan);
        const shard = await worker.startImport(files(fileOf(given)), plan);
        if (state === 'failed') expect((await worker.reaches('failed')).fault?.code).toBe('file-corrupt');
        else if (state !== 'waiting') await turns(12);
        if (state === 'paused') await worker.pauseImport(shard);
        if (state === 'interrupted') worker.kill();
        const heir = state === 'interrupted' ? site.worker() : worker;
        const found = (await heir.imports()).find((view) => view.shard === shard);
        expect(found?.state).toBe(state);
        const before = found?.kept ?? 0;
        await heir.cancelImport(shard, keep);
        expect((await heir.imports()).map((view) => view.shard)).toEqual(other ? [other] : []);
        const held = await site.held(shard);
        if (!keep || state === 'waiting') expect(held).toBeNull();
        else {
          const { info, texts, hash } = held ?? { info: null, texts: [], hash: '' };
          expect(info).toMatchObject({ state: 'whole', count: texts.length, hash });
          expect(texts.length).toBeGreaterThanOrEqual(before);
          const read = given.slice(0, (info?.count ?? 0) + (info?.duplicates ?? 0) + (info?.rejected ?? 0));
          expect(hash).toBe((await twin(read)).hash);
        }
        if (state === 'failed') expect(before).toBe((await twin(lines.slice(0, 9_000))).kept);
      }
  });

  it('waits for the import of another tab, and tells who is where', async () => {
    const site = new TestSite();
    const [a, b] = [site.worker(() => 4_000), site.worker()];
    const same = linesOf(9_000).filter((line) => !line.startsWith('!'));
    const first = await a.startImport(files(fileOf(same)), plan);
    const second = await b.startImport(files(fileOf(same)), plan);
    expect(b.seen.at(-1)?.state).toBe('waiting');
    expect((await b.imports()).map(({ shard, state }) => [shard, state])).toEqual([
      [first, 'running'],
      [second, 'waiting'],
    ]);
    for (const deed of [
      () => b.pauseImport(first),
      () => b.resumeImport(first, []),
      () => b.cancelImport(first, false),
    ])
      await expect(deed()).rejects.toMatchObject({ fault: { code: 'bad-input' } });
    await a.reaches('done');
    // Everything is there already, from the other tab.
    expect((await b.reaches('failed')).fault?.message).toContain('already here');
    await expectWhole(site, first, same);
    expect(await site.store.listShards()).toHaveLength(1);
  });

  it('lets one of two workers resume', async () => {
    const site = new TestSite();
    const dying = site.worker(() => 4_000);
    const shard = await dying.startImport(files(fileOf(lines)), plan);
    dying.kill();
    const heirs = [site.worker(), site.worker()];
    const ends = await Promise.allSettled(heirs.map((heir) => heir.resumeImport(shard, [fileOf(lines)])));
    expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await Promise.race(heirs.map((heir) => heir.reaches('done')));
    await expectWhole(site, shard, lines);
  });
});
