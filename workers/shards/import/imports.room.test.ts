import { describe, expect, it } from 'vitest';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import { expectNeverFalls, expectWhole, fileOf, files, linesOf, plan, TestSite } from './import.test-help.ts';

const full = () => new FaultError(fault('storage-full', 'No room.'));

describe('too little room', () => {
  const lines = linesOf(18_000);

  it('is told before anything is written', async () => {
    const site = new TestSite();
    const worker = site.worker(undefined, { free: () => 100_000 });
    await expect(worker.startImport(files(fileOf(lines)), plan)).rejects.toMatchObject({
      fault: { code: 'storage-full', message: expect.stringMatching(/needs about [\d.]+ .?B.* 100 kB left/) as string },
    });
    expect(await site.store.listShards()).toEqual([]);
  });

  it('in the middle keeps what is there, and goes on when there is room', async () => {
    for (let commit = 3; commit < 7; commit += 1) {
      const site = new TestSite();
      let room = false;
      const worker = site.worker(undefined, { fails: (number) => (number >= commit && !room ? full() : null) });
      const shard = await worker.startImport(files(fileOf(lines)), plan);
      const view = await worker.reaches('paused');
      expect(view.fault?.code).toBe('storage-full');
      const [listed] = await worker.imports();
      expect(listed).toMatchObject({ state: 'paused', fault: { code: 'storage-full' }, needs: null, kept: view.kept });
      await worker.resumeImport(shard, []);
      expect((await worker.reaches('paused')).fault?.code).toBe('storage-full');
      room = true;
      await worker.resumeImport(shard, []);
      await worker.reaches('done');
      await expectWhole(site, shard, lines);
      expectNeverFalls(worker);
    }
  });

  it('is seen coming', async () => {
    const site = new TestSite();
    let free = 1e12;
    const worker = site.worker(() => 9_000, { free: () => free }, 100);
    const shard = await worker.startImport(files(fileOf(lines)), plan);
    free = 1e6;
    expect(await worker.reaches('paused')).toMatchObject({ fault: { code: 'storage-full' } });
    free = 1e12;
    await worker.resumeImport(shard, []);
    await worker.reaches('done');
    await expectWhole(site, shard, lines);
  });
});
