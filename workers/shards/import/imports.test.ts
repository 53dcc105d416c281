import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ShardId } from '../../../lib/model/ids.ts';
import { expectNeverFalls, expectWhole, fileOf, files, linesOf, plan, TestSite, turns } from './import.test-help.ts';

describe('an import', () => {
  it('gives the same shard however the source is cut and whenever it is written', async () => {
    const lines = linesOf(9_500);
    const cuts = fc.array(fc.integer({ min: 300, max: 60_000 }), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(cuts, fc.constantFrom(0, 1, 40, 400), async (sizes, tick) => {
        const site = new TestSite();
        let i = 0;
        const worker = site.worker(() => sizes[(i += 1) % sizes.length] ?? 1, {}, tick);
        const shard = await worker.startImport(files(fileOf(lines)), plan);
        const view = await worker.reaches('done', 'failed', 'paused');
        expect(view).toMatchObject({ state: 'done', rows: 9_500, fault: null, replaying: false, needs: null });
        expect(view.bytesRead).toBe(view.bytesTotal);
        await expectWhole(site, shard, lines);
        expectNeverFalls(worker);
      }),
      { numRuns: 6 },
    );
  });

  it('takes rows without attributes as bytes or as text alike', async () => {
    const site = new TestSite();
    const worker = site.worker();
    const lines = [
      'Anna, a baker',
      'Zoë',
      ' Anna,  a\tbaker ',
      'A very\u0000 odd one',
      '',
      'x'.repeat(9_000),
      'Zoe\u0308',
    ];
    const shard = await worker.startImport(files(fileOf(lines)), { ...plan, mapping: { text: 'text', columns: [] } });
    expect(await worker.reaches('done')).toMatchObject({ rows: 7, kept: 3, duplicates: 2, rejected: 2 });
    const held = await site.held(shard);
    expect(held?.texts).toEqual(['Anna, a baker', 'Zoë', 'A very odd one']);
    const rejections = await site.store.rejections(shard, 0, 9);
    expect(rejections.map(({ reason, line }) => [reason, line])).toEqual([
      ['empty-text', 5],
      ['text-too-long', 6],
    ]);
    expect(rejections[1]?.excerpt.length).toBe(200);
  });

  it('leaves out what another shard holds, also over a pause', async () => {
    const site = new TestSite();
    const worker = site.worker();
    const first = linesOf(5_000);
    await worker.startImport(files(fileOf(first)), plan);
    await worker.reaches('done');
    const lines = [...linesOf(6_000, 'other '), ...first, ...linesOf(10)];
    const shard = await worker.startImport(
      files(fileOf(lines.slice(0, 7_000), 'a'), fileOf(lines.slice(7_000), 'b')),
      plan,
    );
    await worker.pauseImport(shard);
    await worker.resumeImport(shard, []);
    await worker.reaches('done');
    await expectWhole(site, shard, lines, (await site.held('import-1' as ShardId))?.texts);
    const named = (await site.store.rejections(shard, 0, 200)).map(({ file, line }) => `${file} ${line}`);
    expect([named[0], named.at(-1)]).toEqual(['a 14', 'b 3961']);
  });

  it('leaves nothing of a source without rows, or without new ones', async () => {
    const site = new TestSite();
    const worker = site.worker();
    await worker.startImport(files(fileOf([])), plan);
    expect((await worker.reaches('failed')).fault).toMatchObject({ code: 'bad-input' });
    await worker.startImport(files(fileOf(['A'])), plan);
    await worker.reaches('done');
    await worker.startImport(files(fileOf(['A', 'A '])), plan);
    expect((await worker.reaches('failed')).fault?.message).toContain('already here');
    expect(await worker.imports()).toEqual([]);
    expect((await site.store.listShards()).length).toBe(1);
  });

  it('keeps the rejections of a source whose rows are all unreadable, until it is removed', async () => {
    const site = new TestSite();
    const worker = site.worker();
    const shard = await worker.startImport(files(fileOf(['!a', '!b'])), plan);
    expect(await worker.reaches('failed')).toMatchObject({ rejected: 2, fault: { code: 'bad-input' } });
    expect(await site.store.rejections(shard, 0, 9)).toHaveLength(2);
    await worker.cancelImport(shard, true);
    expect(await site.store.listShards()).toEqual([]);
    expect(await site.store.rejections(shard, 0, 9)).toEqual([]);
  });

  it('counts more rejections than it keeps', async () => {
    const site = new TestSite();
    const worker = site.worker();
    const shard = await worker.startImport(files(fileOf(['A', ...Array.from({ length: 10_050 }, () => '!')])), plan);
    expect(await worker.reaches('done')).toMatchObject({ rejected: 10_050, kept: 1 });
    expect(await site.store.rejections(shard, 0, 20_000)).toHaveLength(10_000);
  });

  it('refuses plans that cannot be', async () => {
    const worker = new TestSite().worker();
    const bad = { code: 'bad-input' };
    await expect(worker.startImport(files(), plan)).rejects.toMatchObject({ fault: bad });
    await expect(worker.startImport(files(fileOf(['A'])), { ...plan, name: ' ' })).rejects.toMatchObject({
      fault: bad,
    });
    const mapping = { ...plan.mapping, text: '' };
    await expect(worker.startImport(files(fileOf(['A'])), { ...plan, mapping })).rejects.toMatchObject({ fault: bad });
    await expect(worker.resumeImport('none' as ShardId, [])).rejects.toMatchObject({ fault: bad });
    expect(worker.seen).toEqual([]);
  });
});

describe('a source that is another one', () => {
  const lines = linesOf(14_000);

  async function interrupted() {
    const site = new TestSite();
    const dying = site.worker(() => 9_000);
    const shard = await dying.startImport(files(fileOf(lines)), plan);
    while (((await site.store.getJournal(shard))?.kept ?? 0) === 0) await turns(1);
    dying.kill();
    return { site, shard, worker: site.worker() };
  }

  it('is refused by name and size, and by its rows', async () => {
    const { site, shard, worker } = await interrupted();
    const resume = (...given: File[]) => worker.resumeImport(shard, given);
    await expect(resume()).rejects.toMatchObject({ fault: { code: 'bad-input' } });
    await expect(resume(fileOf(lines, 'other'))).rejects.toMatchObject({ fault: { code: 'bad-input' } });
    await expect(resume(fileOf(lines.slice(1)))).rejects.toMatchObject({ fault: { code: 'source-changed' } });
    const before = await site.store.getJournal(shard);
    const changed = [...lines];
    changed[2] = lines[2]?.replace('Persona', 'persona') ?? '';
    await resume(fileOf(changed));
    const view = await worker.reaches('failed');
    expect(view).toMatchObject({ fault: { code: 'source-changed' }, kept: before?.kept });
    expect((await worker.imports())[0]?.needs).toEqual(['mine.txt']);
    // What was read stays, and the true file goes on with it.
    await resume(fileOf(lines));
    await worker.reaches('done');
    await expectWhole(site, shard, lines);
  });

  it('is noticed by a changed attribute too', async () => {
    const { shard, worker } = await interrupted();
    const changed = lines.map((line) => line.replace('job 2', 'job 3'));
    await worker.resumeImport(shard, [fileOf(changed)]);
    expect((await worker.reaches('failed')).fault?.code).toBe('source-changed');
  });

  it('may be kept', async () => {
    const { site, shard, worker } = await interrupted();
    await worker
      .resumeImport(shard, [fileOf(lines.map((line) => line.replace('Persona', 'Another')))])
      .catch(() => undefined);
    const before = await site.store.getJournal(shard);
    await worker.cancelImport(shard, true);
    expect((await site.held(shard))?.info.count).toBe(before?.kept);
  });
});
