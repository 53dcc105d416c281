import assert from 'node:assert/strict';
import { ask, type EngineCase, exactSeeds, onlyWith, prefixOf, seedOf } from './case.ts';
import { farFrom } from './chi-square.ts';
import { askJob } from './jobs.ts';
import type { Answer } from './rig.ts';
import type { ContractWorld } from './world.ts';

/** The question whose first draw is compared with the model's own likelihoods (`FirstTexts`). */
export function drawJob(id: string, seed: ReturnType<typeof seedOf>, prefix: string) {
  const question = 'Do you prefer cats, dogs, birds or fish?';
  const job = askJob(id, question, { temperature: 1, maxTokens: 1, seed }, prefix);
  // All of them ask the same: an engine that can computes it once.
  return { ...job, prompt: { ...job.prompt, sharedChars: question.length } };
}

export const DRAW_PREFIX = 'I prefer';

function checkUsage(world: ContractWorld, { end }: Answer, maxTokens: number): void {
  assert(end.type === 'done', JSON.stringify(end));
  const { usage } = end;
  for (const [name, value] of Object.entries(usage) as [keyof typeof usage, number | null][])
    if (value === null) assert(world.unknown.includes(name), `${name} is null`);
    else assert(Number.isFinite(value) && value >= 0, `${name} is ${value}`);
  const { promptTokens, sharedTokens, completionTokens, rows } = usage;
  assert(rows >= 1);
  if (promptTokens !== null) assert(promptTokens > 0 && (sharedTokens ?? 0) <= promptTokens);
  if (completionTokens === null) return;
  assert(completionTokens >= 1 && completionTokens <= maxTokens, `${completionTokens} of ${maxTokens} tokens`);
  if (end.finish === 'length') assert.equal(completionTokens, maxTokens);
}

export const textCases: readonly EngineCase[] = [
  {
    name: 'tells started, deltas and one end, the answer’s prefix first, and sound figures',
    async run(rig) {
      const { world } = rig;
      const session = await rig.loaded();
      const job = ask(world, 'a', 1);
      const [answer] = await session.run(job);
      assert(answer);
      assert.match(answer.kinds.join(' '), /^started (delta )+done$/);
      assert(answer.text.startsWith(prefixOf(world)));
      assert(answer.text.length > prefixOf(world).length);
      checkUsage(world, answer, job.sampling.maxTokens);
      const counts = session.seen.events.map((event) => (event.type === 'delta' ? event.tokens : null));
      const known = counts.filter((count) => count !== null);
      assert.deepEqual(
        known,
        [...known].sort((a, b) => a - b),
      );
    },
  },
  {
    name: 'gives a job the same text alone, among others and again',
    skip: exactSeeds,
    async run(rig) {
      const { world } = rig;
      const session = await rig.loaded();
      const jobs = Array.from({ length: 3 }, (_, i) => ask(world, `j${i}`, i, world.scale.tokens + 2 * i));
      const together = await session.texts(...jobs);
      const alone: string[] = [];
      for (const job of [...jobs].reverse()) alone.unshift(...(await session.texts(job)));
      assert.deepEqual(alone, together);
      const [last, ...first] = await session.texts(...jobs.slice(2), ...jobs.slice(0, 2));
      assert.deepEqual([...first, last], together);
    },
  },
  {
    name: 'gives the likeliest text at temperature 0, whatever the seed',
    skip: exactSeeds,
    async run(rig) {
      const session = await rig.loaded();
      const { tokens: maxTokens } = rig.world.scale;
      const jobs = [1, 2].map((i) => askJob(`j${i}`, 'Name a bird.', { maxTokens, seed: seedOf(i) }));
      const [one, other] = await session.texts(...jobs);
      if (rig.world.abilities.sampling.includes('temperature')) assert.equal(one, other);
    },
  },
  {
    name: 'gives different seeds different texts',
    skip: onlyWith(({ abilities }) => abilities.seeds !== 'none', 'it takes no seeds'),
    async run(rig) {
      const { tokens: maxTokens } = rig.world.scale;
      const session = await rig.loaded();
      const jobs = Array.from({ length: 4 }, (_, i) =>
        askJob(`j${i}`, 'Tell me a story.', { temperature: 1, maxTokens, seed: seedOf(i) }),
      );
      assert(new Set(await session.texts(...jobs)).size >= 3);
    },
  },
  {
    name: 'draws the first token as the model’s likelihoods say',
    skip: onlyWith(
      ({ firstTexts, abilities }) => firstTexts !== null && abilities.seeds !== 'none' && abilities.answerPrefix,
      'its likelihoods are not known',
    ),
    async run(rig) {
      const { firstTexts, scale } = rig.world;
      assert(firstTexts);
      const session = await rig.loaded();
      const jobs = Array.from({ length: scale.draws }, (_, i) => drawJob(`d${i}`, seedOf(i), DRAW_PREFIX));
      const texts = (await session.texts(...jobs)).map((text) => text.slice(DRAW_PREFIX.length));
      assert.equal(farFrom(firstTexts, texts), null);
    },
  },
  {
    name: 'leaves a stop string out and everything after it',
    skip: onlyWith(
      ({ abilities }) => abilities.sampling.includes('stop') && abilities.seeds === 'exact',
      'it heeds no stop strings, or its answers cannot be compared',
    ),
    async run(rig) {
      const { world } = rig;
      const session = await rig.loaded();
      const maxTokens = 3 * world.scale.tokens;
      const job = askJob('whole', 'Count from one to twenty in words.', { maxTokens });
      const [whole = ''] = await session.texts(job);
      const at = Math.floor(whole.length / 2);
      // Begins and ends inside words, so that no tokenizer's border helps.
      const stop = whole.slice(at, at + 5);
      const [cut] = await session.run({ ...job, sampling: { ...job.sampling, stop: [stop, 'never said'] } });
      assert.equal(cut?.text, whole.slice(0, whole.indexOf(stop)));
      const finish = cut.end.type === 'done' && cut.end.finish;
      assert(finish === 'stop-string' || (world.vagueEnds && finish === 'end'), String(finish));
    },
  },
];
