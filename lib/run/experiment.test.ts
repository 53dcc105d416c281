import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrationTrials, dependsOn, placeKey, planTrials } from '../arms/plan.ts';
import { armsOf, experiment as id, other, small, specOf, usage } from '../arms/spec.test-help.ts';
import {
  type ArmId,
  armKinds,
  type ExperimentSpec,
  type Trial,
  type TrialId,
  type TrialPlace,
} from '../model/experiment.ts';
import { fault } from '../model/fault.ts';
import type { GenerateJob, JobEvent } from '../model/job.ts';
import type { CellDevice } from '../model/made-on.ts';
import type { ModelChoice } from '../model/run.ts';
import { createRandom } from '../sampling/random.ts';
import { AHEAD, type ExperimentPorts, IN_FLIGHT, plannedTrial, runExperiment } from './experiment.ts';

type Tell = (event: JobEvent) => void;
type Answer = (job: GenerateJob, tell: Tell, signal: AbortSignal, model: ModelChoice) => Promise<void>;

/** Says something that depends on all of the request, as an engine that repeats itself for a seed does. */
function echo({ id: job, prompt, sampling }: GenerateJob, tell: Tell): void {
  const said = createRandom(JSON.stringify([prompt, sampling])).below(1000);
  tell({ type: 'started', id: job, promptTokens: 9 });
  for (const text of [prompt.answerPrefix, ` ${said} cats`, ` and ${said % 7} dogs?\n2. (0.2) Math problem: ${said}?`])
    tell({ type: 'delta', id: job, text, tokens: 1 });
  tell({ type: 'done', id: job, finish: 'end', usage });
}

/** Takes a random number of turns, and ends as cancelled once the signal is there. */
function slow(seed: number, fails: (job: GenerateJob) => boolean = () => false): Answer {
  const random = createRandom(seed);
  return async (job, tell, signal) => {
    for (let turns = random.below(12); turns > 0 && !signal.aborted; turns -= 1) await Promise.resolve();
    if (signal.aborted) tell({ type: 'cancelled', id: job.id, usage: null });
    else if (fails(job)) tell({ type: 'failed', id: job.id, fault: fault('context-overflow', 'Too long.') });
    else echo(job, tell);
  };
}

interface World {
  readonly answer?: Answer;
  readonly ended?: ReadonlyMap<TrialId, Trial>;
  /** Stops after so many trials were kept. */
  readonly softAfter?: number;
  readonly hardAfter?: number;
  readonly places?: readonly TrialPlace[];
  readonly ports?: Partial<ExperimentPorts>;
}

async function run(spec: ExperimentSpec, { answer = slow(1), ended, softAfter, hardAfter, places, ports }: World = {}) {
  const soft = new AbortController();
  const hard = new AbortController();
  const kept = new Map(ended);
  const shown: Trial[] = [];
  const asked: string[] = [];
  let news = 0;
  let running = 0;
  let most = 0;
  const gone = await runExperiment(
    { id, spec },
    ended ?? new Map(),
    {
      generate: async (job, model, { signal, onEvent }) => {
        asked.push(job.id);
        running += 1;
        most = Math.max(most, running);
        await answer(job, onEvent, signal, model);
        running -= 1;
      },
      keep: (trial) => {
        kept.set(trial.id, trial);
        news += 1;
        if (news === softAfter) soft.abort();
        if (news === hardAfter) hard.abort();
        return Promise.resolve();
      },
      onTrial: (trial) => shown.push(trial),
      madeOn: () => null,
      now: () => 5,
      ...ports,
    },
    { soft: soft.signal, hard: hard.signal },
    places,
  );
  return { kept, shown, asked, most, gone };
}

const specs = fc
  .record({
    kinds: fc.subarray([...armKinds], { minLength: 2 }),
    n: fc.integer({ min: 4, max: 15 }),
    models: fc.constantFrom([small], [small, other]),
    solves: fc.constantFrom(0, 2),
  })
  .map(({ kinds, ...rest }) => specOf({ ...rest, arms: armsOf(...kinds) }));
const runs = { numRuns: 30 };
const byId = (trials: ReadonlyMap<TrialId, Trial>) =>
  Object.fromEntries([...trials].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('runExperiment', () => {
  it('asks every call of the plan once and keeps it', async () => {
    const spec = specOf({ n: 12, solves: 2, models: [small, other] });
    const { kept, asked, most } = await run(spec);
    const keys = planTrials(spec).map((place) => `e/${placeKey(place)}`);
    // A list of two items has no third problem to solve.
    const unsolvable = [...kept.values()].filter(({ state }) => state === 'failed');
    expect(
      unsolvable.every(
        ({ arm, solve, fault: why }) => arm === 'verbalized' && solve !== null && why?.code === 'bad-input',
      ),
    ).toBe(true);
    expect([...kept.keys()].sort()).toEqual([...keys].sort());
    expect(asked).toHaveLength(keys.length - unsolvable.length);
    expect(new Set(asked).size).toBe(asked.length);
    expect(most).toBeLessThanOrEqual(IN_FLIGHT);
    expect(most).toBeGreaterThan(8);
  });

  it('gives the same trials whatever an engine ends first', async () => {
    await fc.assert(
      fc.asyncProperty(specs, fc.nat(), fc.nat(), async (spec, a, b) => {
        const one = await run(spec, { answer: slow(a % 1000) });
        const two = await run(spec, { answer: slow(b % 1000) });
        expect(byId(one.kept)).toEqual(byId(two.kept));
      }),
      runs,
    );
  });

  it('gives the same trials when it is killed or paused anywhere, again and again', async () => {
    await fc.assert(
      fc.asyncProperty(
        specs,
        fc.array(fc.record({ after: fc.integer({ min: 1, max: 60 }), kill: fc.boolean(), seed: fc.nat(999) }), {
          maxLength: 4,
        }),
        async (spec, cuts) => {
          const fails = ({ id: job }: GenerateJob) => job.endsWith('/3');
          const uncut = await run(spec, { answer: slow(7, fails) });
          let kept: ReadonlyMap<TrialId, Trial> = new Map();
          for (const { after, kill, seed } of cuts) {
            const cut = kill ? { hardAfter: after } : { softAfter: after };
            kept = (await run(spec, { ...cut, ended: kept, answer: slow(seed, fails) })).kept;
          }
          const whole = await run(spec, { ended: kept, answer: slow(8, fails) });
          expect(byId(whole.kept)).toEqual(byId(uncut.kept));
        },
      ),
      runs,
    );
  });

  it('never begins a call before those that it needs, nor far ahead of the first that is open', async () => {
    await fc.assert(
      fc.asyncProperty(specs, fc.nat(999), async (spec, seed) => {
        const plan = planTrials(spec);
        const ended = new Set<string>();
        const answer = slow(seed);
        const bad: string[] = [];
        await run(spec, {
          answer: async (job, tell, signal, model) => {
            const place = plan.find((one) => `e/${placeKey(one)}` === job.id);
            const mine = plan.filter((one) => one.model === place?.model);
            const open = mine.filter((one) => !ended.has(placeKey(one))).slice(0, AHEAD);
            const ready = place && dependsOn(spec, place).every((before) => ended.has(placeKey(before)));
            if (!ready || !open.includes(place)) bad.push(job.id);
            await answer(job, tell, signal, model);
          },
          ports: { keep: (trial) => Promise.resolve(void ended.add(placeKey(trial))) },
        });
        expect(bad).toEqual([]);
      }),
      runs,
    );
  });

  it('pauses: what runs is kept, nothing new is begun', async () => {
    const spec = specOf({ n: 12 });
    const { asked, kept, shown } = await run(spec, { softAfter: 10 });
    expect(kept.size).toBe(asked.length);
    expect(kept.size).toBeLessThan(10 + IN_FLIGHT);
    expect(shown.some(({ state }) => state === 'stopped')).toBe(false);
  });

  it('ends what runs at once, shows it as stopped and keeps none of it', async () => {
    const spec = specOf({ n: 12 });
    const { kept, shown } = await run(spec, { hardAfter: 10 });
    const stopped = shown.filter(({ state }) => state === 'stopped');
    expect(stopped.length).toBeGreaterThan(0);
    for (const trial of stopped) expect(kept.has(trial.id)).toBe(false);
  });

  it('takes a failure that came of being ended as an end', async () => {
    const engine = slow(1);
    const { kept, shown } = await run(specOf({ n: 12 }), {
      answer: async (job, tell, signal, model) => {
        await engine(job, (event) => event.type !== 'cancelled' && tell(event), signal, model);
        if (signal.aborted) throw new Error('gone');
      },
      hardAfter: 10,
    });
    expect(shown.filter(({ state }) => state === 'stopped').length).toBeGreaterThan(0);
    expect([...kept.values()].every(({ state }) => state === 'done')).toBe(true);
  });

  it('asks a part alone, and what is there never again', async () => {
    const spec = specOf({ n: 6, models: [small, other] });
    const first = await run(spec, { places: calibrationTrials(spec) });
    expect(first.kept.size).toBe(2 * armKinds.length);
    const rest = await run(spec, { ended: first.kept });
    expect(rest.asked.filter((job) => first.asked.includes(job))).toEqual([]);
    expect(byId(rest.kept)).toEqual(byId((await run(spec)).kept));
  });

  it('goes on to more answers, and asks failed ones again when they are taken out', async () => {
    const six = await run(specOf({ n: 6 }), { answer: slow(1, ({ id: job }) => job === 'e/control/0/2') });
    const again = new Map([...six.kept].filter(([, { state }]) => state === 'done'));
    expect(six.kept.size - again.size).toBe(1);
    const grown = await run(specOf({ n: 12 }), { ended: again });
    expect(byId(grown.kept)).toEqual(byId((await run(specOf({ n: 12 }))).kept));
  });

  it('gives up a model that fails again and again, and goes on to the next', async () => {
    const spec = specOf({ n: 20, arms: armsOf('control', 'hub'), models: [small, other] });
    const missing = fault('model-missing', 'None.');
    const { kept, gone } = await run(spec, {
      answer: async (job, tell, signal, model) => {
        if (model === small) tell({ type: 'failed', id: job.id, fault: missing });
        else await slow(1)(job, tell, signal, model);
      },
    });
    const ofModel = (model: number) => [...kept.values()].filter((trial) => trial.model === model);
    expect(gone).toEqual(missing);
    expect(ofModel(0).length).toBeLessThan(IN_FLIGHT + 5);
    expect(ofModel(1).filter(({ state }) => state === 'done')).toHaveLength(40);
  });

  it('does not ask again what somebody else cancelled', async () => {
    const spec = specOf({ n: 4, arms: armsOf('control', 'hub') });
    const { kept, asked, gone } = await run(spec, {
      answer: (job, tell) => {
        tell({ type: 'cancelled', id: job.id, usage: null });
        return Promise.resolve();
      },
    });
    expect([kept.size, asked.length, gone]).toEqual([0, 8, null]);
  });

  it('stops and rejects when a trial cannot be kept', async () => {
    const keep = () => Promise.reject(new Error('full'));
    const asked: string[] = [];
    const answer: Answer = (job, tell, signal, model) => {
      asked.push(job.id);
      return slow(1)(job, tell, signal, model);
    };
    await expect(run(specOf({ n: 12 }), { answer, ports: { keep } })).rejects.toThrow('full');
    expect(asked.length).toBeLessThanOrEqual(IN_FLIGHT);
  });

  it('writes down who made each trial and where', async () => {
    const on: CellDevice = { device: 'cpu', threads: 2, quantisation: 'Q4_1' };
    const spec = specOf({ n: 4, arms: armsOf('control', 'hub'), models: [small, other] });
    const { kept } = await run(spec, { ports: { madeOn: (model) => (model === small ? on : null) } });
    const trial = kept.get('e/hub/0/3' as TrialId);
    expect(trial).toMatchObject({ by: small, on, state: 'done', finish: 'end', usage, tokens: 1, updatedAt: 5 });
    expect(kept.get('e/hub/1/3' as TrialId)).toMatchObject({ by: other, on: null });
    expect(trial?.seed).toBe(kept.get('e/control/1/3' as TrialId)?.seed);
    expect(() => plannedTrial({ id, spec }, { arm: 'hub' as ArmId, model: 2, index: 0, solve: null })).toThrow(
      'no model 2',
    );
  });
});
