import assert from 'node:assert/strict';
import type { Page } from '@playwright/test';
import { ask, askLong } from '../../workers/engines/contract/case.ts';
import type { ContractRig } from '../../workers/engines/contract/rig.ts';
import type { ContractWorld } from '../../workers/engines/contract/world.ts';
import { PageEngine } from './page-engine.ts';

/** A promise that can be tested only where there is a browser. */
export interface BrowserCase {
  readonly name: string;
  readonly skip?: (world: ContractWorld) => string | null;
  readonly run: (rig: ContractRig, page: Page) => Promise<void>;
}

// Many steps of every engine, and far from the silence that a host takes for death.
const STANDSTILL_MS = 3_000;

/** A new worker gives the text that the lost one gave. */
async function worksAgain(rig: ContractRig, expected: string): Promise<void> {
  const next = await rig.fresh();
  await next.load();
  const [again = ''] = await next.texts(ask(rig.world, 'again', 1));
  if (rig.world.abilities.seeds === 'exact') assert.equal(again, expected);
}

export const browserCases: readonly BrowserCase[] = [
  {
    name: 'is seen to die when its worker is killed in mid-stream, and a new worker works',
    async run(rig) {
      const session = await rig.loaded();
      const [expected = ''] = await session.texts(ask(rig.world, 'a', 1));
      const jobs = [askLong(rig.world, 'b', 1), askLong(rig.world, 'c', 2)];
      session.begin(...jobs);
      await session.seen.until((event) => event.type === 'delta');
      assert(session.engine instanceof PageEngine);
      await session.engine.kill();
      for (const { end } of await session.answers(...jobs))
        assert.equal(end.type === 'failed' && end.fault.code, 'worker-crashed');
      await worksAgain(rig, expected);
    },
  },
  {
    // Not a hidden tab: under Playwright pages stay visible, and `Page.setWebLifecycleState` freezes no visible one.
    name: 'goes on while its page stands still, and nothing is lost',
    async run(rig, page) {
      const { world } = rig;
      const session = await rig.loaded();
      const job = ask(world, 'a', 1, 3 * world.scale.tokens);
      const [expected] = await session.texts(job);
      session.begin(job);
      await session.seen.until((event) => event.type === 'started');
      const stood = await page.evaluate((ms) => {
        let ticks = 0;
        const timer = setInterval(() => ticks++, 1);
        const began = performance.now();
        while (performance.now() - began < ms);
        clearInterval(timer);
        return ticks;
      }, STANDSTILL_MS);
      assert.equal(stood, 0);
      const [answer] = await session.answers(job);
      assert.equal(answer?.end.type, 'done');
      if (world.abilities.seeds === 'exact') assert.equal(answer.text, expected);
    },
  },
  {
    // Last: a browser gives WebGPU up after two such crashes.
    name: 'ends its jobs when the GPU’s process crashes, and a new worker works',
    skip: ({ device }) => (device === 'gpu' ? null : 'it computes on no GPU'),
    async run(rig, page) {
      const session = await rig.loaded();
      const [expected = ''] = await session.texts(ask(rig.world, 'a', 1));
      const job = askLong(rig.world, 'b', 2);
      session.begin(job);
      await session.seen.until((event) => event.type === 'delta');
      const browser = page.context().browser();
      assert(browser);
      const devtools = await browser.newBrowserCDPSession();
      await devtools.send('Browser.crashGpuProcess');
      const [answer] = await session.answers(job);
      assert.equal(answer?.end.type === 'failed' && answer.end.fault.code, 'device-lost');
      await worksAgain(rig, expected);
    },
  },
];
