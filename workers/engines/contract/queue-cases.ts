import assert from 'node:assert/strict';
import type { JobId } from '../../../lib/model/ids.ts';
import { isEnd } from '../../../lib/model/job.ts';
import { ask, askLong, type EngineCase } from './case.ts';
import { askJob } from './jobs.ts';

const TEN = 10;

/** Several jobs, and jobs that end before their time. */
export const queueCases: readonly EngineCase[] = [
  {
    name: 'runs two jobs given together',
    async run(rig) {
      const session = await rig.loaded();
      const answers = await session.run(ask(rig.world, 'a', 1), ask(rig.world, 'b', 2));
      for (const { kinds } of answers) assert.match(kinds.join(' '), /^started (delta )+done$/);
    },
  },
  {
    name: 'starts ten queued jobs in their order and ends each once',
    async run(rig) {
      const session = await rig.loaded();
      const jobs = Array.from({ length: TEN }, (_, i) => ask(rig.world, `j${i}`, i));
      for (const { end } of await session.run(...jobs)) assert.equal(end.type, 'done', JSON.stringify(end));
      const started = session.seen.events.filter((event) => event.type === 'started').map((event) => event.id);
      assert.deepEqual(
        started,
        jobs.map((job) => job.id),
      );
      assert.equal(session.seen.events.filter(isEnd).length, TEN);
    },
  },
  {
    name: 'cancels a queued job without starting it',
    async run(rig) {
      const { world } = rig;
      const session = await rig.loaded();
      const running = Array.from({ length: session.info.width }, (_, i) => askLong(world, `run${i}`, i));
      const gone = ask(world, 'gone', 2);
      const next = ask(world, 'next', 3);
      session.begin(...running, gone, next);
      await session.seen.until((event) => event.type === 'started');
      session.engine.cancel(gone.id);
      const [answer] = await session.answers(gone);
      assert.deepEqual(answer?.kinds, ['cancelled']);
      for (const { id } of running) session.engine.cancel(id);
      const [after] = await session.answers(next, ...running);
      assert.equal(after?.end.type, 'done');
    },
  },
  {
    name: 'cancels a running job, and its neighbour’s text stays',
    async run(rig) {
      const { world } = rig;
      const session = await rig.loaded();
      const stay = ask(world, 'stay', 1);
      const [expected] = await session.texts(stay);
      const gone = askLong(world, 'gone', 2);
      session.begin(gone, stay);
      // The first may be the prefix alone.
      await session.seen.until((event) => event.type === 'delta' && event.id === gone.id, 2);
      session.engine.cancel(gone.id);
      const [cancelled, stayed] = await session.answers(gone, stay);
      assert(cancelled?.end.type === 'cancelled', JSON.stringify(cancelled?.end));
      assert.equal(stayed?.end.type, 'done');
      if (world.abilities.seeds === 'exact') assert.equal(stayed.text, expected);
      if (world.unknown.includes('completionTokens')) return;
      const used = cancelled.end.usage?.completionTokens ?? 0;
      assert(used >= 1 && used < world.scale.longTokens, String(used));
    },
  },
  {
    name: 'ignores a cancel of unknown and of ended jobs',
    async run(rig) {
      const session = await rig.loaded();
      await session.run(ask(rig.world, 'a', 1));
      session.begin(ask(rig.world, 'b', 2));
      for (const id of ['a', 'nobody']) session.engine.cancel(id as JobId);
      const [b] = await session.answers(ask(rig.world, 'b', 2));
      assert.equal(b?.end.type, 'done');
      assert.equal(session.seen.events.filter(isEnd).length, 1);
    },
  },
  {
    name: 'goes on after a hundred starts and stops',
    async run(rig) {
      const session = await rig.loaded();
      const jobs = Array.from({ length: 100 }, (_, i) => ask(rig.world, `j${i}`, i));
      session.begin(...jobs);
      for (const { id } of jobs) session.engine.cancel(id);
      for (const { end } of await session.answers(...jobs)) assert(end.type === 'cancelled' || end.type === 'done');
      const [after] = await session.run(ask(rig.world, 'after', 1));
      assert.equal(after?.end.type, 'done');
    },
  },
  {
    name: 'fails a bad job alone',
    async run(rig) {
      const { world } = rig;
      const session = await rig.loaded();
      const fine = ask(world, 'fine', 1);
      const [expected] = await session.texts(fine);
      const bad = world.badJob?.('bad') ?? askJob('bad', 'Go.', {}, '', { kind: 'json', schema: '{"type":' });
      const [failed, after] = await session.run(bad, fine);
      assert.equal(failed?.end.type, 'failed');
      assert.equal(after?.end.type, 'done');
      if (world.abilities.seeds === 'exact') assert.equal(after.text, expected);
    },
  },
];
