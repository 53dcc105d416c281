import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectNeverFalls, expectWhole, fileOf, files, linesOf, plan, TestSite, turns } from './import.test-help.ts';

describe('a killed tab', () => {
  const lines = linesOf(9_500);

  it('loses nothing and doubles nothing, whichever commit it dies at', async () => {
    for (let commit = 1; ; commit += 1) {
      for (const when of ['before', 'after'] as const) {
        const site = new TestSite();
        const mortal = site.worker(undefined, { dies: (number) => (number === commit ? when : null) });
        const started = mortal.startImport(files(fileOf(lines)), plan);
        const end = await Promise.race([mortal.dead, mortal.reaches('done')]);
        if (end) {
          expect(commit).toBeGreaterThan(3);
          return;
        }
        void started.catch(() => undefined);
        const heir = site.worker();
        const [view] = await heir.imports();
        if (!view) {
          // It died before the first word of it, or behind the last.
          const [info] = await site.store.listShards();
          if (info) await expectWhole(site, info.id, lines);
          continue;
        }
        expect(view).toMatchObject({ state: 'interrupted', needs: ['mine.txt'] });
        await heir.resumeImport(view.shard, [fileOf(lines)]);
        await heir.reaches('done');
        await expectWhole(site, view.shard, lines);
        expectNeverFalls(mortal, heir);
      }
    }
  });

  it('goes on after many deaths at any moment', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(40), { minLength: 1, maxLength: 5 }), fc.nat(600), async (moments, tick) => {
        const site = new TestSite();
        let worker = site.worker(() => 9_000, {}, tick);
        const shard = await worker.startImport(files(fileOf(lines)), plan);
        const all = [worker];
        for (const moment of moments) {
          await turns(moment);
          worker.kill();
          worker = site.worker(() => 20_000, {}, tick);
          all.push(worker);
          if (!(await site.store.getJournal(shard))) break;
          await worker.resumeImport(shard, [fileOf(lines)]);
        }
        if (await site.store.getJournal(shard)) await worker.reaches('done');
        await expectWhole(site, shard, lines);
        expectNeverFalls(...all);
      }),
      { numRuns: 8 },
    );
  });
});
