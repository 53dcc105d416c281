import assert from 'node:assert/strict';
import type { EngineInfo } from '../../../lib/model/model-info.ts';
import { ask, askLong, type EngineCase, onlyWith } from './case.ts';

/** Loading and unloading. */
export const loadCases: readonly EngineCase[] = [
  {
    name: 'fails a job given before the model is loaded',
    skip: onlyWith(({ behindHost }) => !behindHost, 'its worker is sent no such job'),
    async run(rig) {
      const session = await rig.fresh();
      const [early] = await session.run(ask(rig.world, 'early', 1));
      assert.deepEqual(early?.kinds, ['failed']);
      assert.equal(early.end.type === 'failed' && early.end.fault.code, 'model-missing');
    },
  },
  {
    name: 'loads once, and says how far it is and what it can',
    async run(rig) {
      const { world } = rig;
      const session = await rig.fresh();
      const fractions: number[] = [];
      const [first, second] = await Promise.all([
        session.load(({ fraction }) => fractions.push(fraction)),
        session.engine.load(() => undefined),
      ]);
      assert.deepEqual(second, first);
      assert.equal(fractions.at(-1), 1);
      assert.deepEqual(
        fractions,
        [...fractions].sort((a, b) => a - b),
      );
      assert.deepEqual(first.abilities, world.abilities);
      assert.equal(first.device, world.device);
      checkInfo(first);
    },
  },
];

function checkInfo({ width, threads, loadMs, model }: EngineInfo): void {
  assert(Number.isInteger(width) && width > 0, `width ${width}`);
  assert(threads === null || threads > 0);
  assert(loadMs >= 0);
  assert(model.id !== '' && model.name !== '');
  assert(model.contextTokens === null || model.contextTokens > 0);
  assert(model.downloadBytes === null || model.downloadBytes >= 0);
}

export const unloadCases: readonly EngineCase[] = [
  {
    name: 'cancels what runs and waits when it is unloaded, and another engine loads after it',
    async run(rig) {
      const { world } = rig;
      const session = await rig.loaded();
      const [expected] = await session.run(ask(world, 'before', 1));
      const jobs = Array.from({ length: session.info.width + 1 }, (_, i) => askLong(world, `j${i}`, i));
      session.begin(...jobs);
      await session.seen.until((event) => event.type === 'delta');
      await session.dispose();
      for (const { end } of await session.answers(...jobs)) assert.equal(end.type, 'cancelled');
      session.check();
      const next = await rig.loaded();
      assert.notEqual(next, session);
      const [again] = await next.run(ask(world, 'after', 1));
      assert.equal(again?.end.type, 'done');
      if (world.abilities.seeds === 'exact') assert.equal(again.text, expected?.text);
    },
  },
  {
    name: 'can be unloaded while it loads, and twice',
    async run(rig) {
      const session = await rig.fresh();
      const loading = session.load().then(
        () => 'loaded',
        () => 'refused',
      );
      await session.dispose();
      await session.engine.dispose();
      await loading;
      const [late] = await session.run(ask(rig.world, 'late', 1));
      assert(late?.end.type === 'failed' || late?.end.type === 'cancelled');
      assert(!late.kinds.includes('started'));
    },
  },
];
