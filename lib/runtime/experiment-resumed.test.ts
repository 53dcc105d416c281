import { expect, it } from 'vitest';
import { analyse } from '../analysis/analyse.ts';
import { newArm } from '../arms/facts.ts';
import type { ExperimentId } from '../model/experiment.ts';
import { createMemoryStores } from '../store/memory.ts';
import { openExperiments, valueOf } from './experiment-session.test-help.ts';
import type { ExperimentWorld } from './experiment-world.ts';

/** The real analysis, by words alone. */
const measure: ExperimentWorld['measure'] = {
  measure: async ({ experiment, trials }, { signal }) => {
    const ask = { experiment, trials, app: '9.9.9', at: 5 };
    const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
    const world = { encoder: null, progress: () => undefined, breathe, signal };
    return { ok: true, value: await analyse(ask, world) };
  },
  dispose: () => undefined,
};

const world = { newId: () => 'same', now: () => 1_000, measure };
const id = 'same' as ExperimentId;

// One arm whose requests depend on its earlier answers.
const arms = (['control', 'not-these'] as const).map((kind) => newArm(kind, []));

async function reportOf(tab: Awaited<ReturnType<typeof openExperiments>>): Promise<unknown> {
  await tab.until(({ open }) => open?.analysis.status === 'done');
  const report = valueOf(await tab.actions.exportReport('json', []));
  return JSON.parse(await report.blob.text());
}

async function begun(stores = createMemoryStores()) {
  const tab = await openExperiments({ ...world, stores });
  tab.actions.setDraft({ n: 7, arms });
  valueOf(await tab.actions.begin());
  await tab.quiet();
  return tab;
}

it('gives the same report after tabs that were killed in the middle as uncut', async () => {
  const whole = await begun();
  whole.actions.run();
  const expected = await reportOf(whole);

  const { stores, session } = await begun();
  session.dispose();
  for (const after of [2, 1, 4]) {
    const cut = await openExperiments({ ...world, stores });
    valueOf(await cut.actions.openExperiment(id));
    cut.pool.before = (_, count) => (count > after ? new Promise(() => undefined) : undefined);
    const { ended } = cut.open();
    cut.actions.run();
    await cut.until(({ open }) => (open?.ended ?? 0) >= ended + after);
    cut.session.dispose();
    await new Promise((resolve) => setImmediate(resolve));
  }
  const last = await openExperiments({ ...world, stores });
  valueOf(await last.actions.openExperiment(id));
  expect(last.open().ended).toBeLessThan(last.open().calls);
  last.actions.run();
  expect(await reportOf(last)).toEqual(expected);
});
