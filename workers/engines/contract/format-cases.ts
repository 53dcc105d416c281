import assert from 'node:assert/strict';
import type { GenerateJob, JobFormat } from '../../../lib/model/job.ts';
import { type EngineCase, onlyWith, prefixOf, seedOf } from './case.ts';
import { askJob } from './jobs.ts';
import type { ContractWorld } from './world.ts';

/** Small and bounded, so that an answer ends by itself even at a high temperature. */
const schema = JSON.stringify({
  type: 'object',
  properties: {
    name: { type: 'string', maxLength: 8 },
    size: { enum: ['small', 'large'] },
    legs: { type: 'integer', minimum: 0, maximum: 99 },
    wild: { type: 'boolean' },
  },
  required: ['name', 'size', 'legs', 'wild'],
  additionalProperties: false,
});

function checkAnimal(text: string): void {
  const animal = JSON.parse(text) as Record<string, unknown>;
  assert.deepEqual(Object.keys(animal).sort(), ['legs', 'name', 'size', 'wild']);
  assert(typeof animal.name === 'string' && Array.from(animal.name).length <= 8);
  assert(animal.size === 'small' || animal.size === 'large');
  assert(Number.isInteger(animal.legs) && Number(animal.legs) >= 0 && Number(animal.legs) <= 99);
  assert.equal(typeof animal.wild, 'boolean');
}

const ebnf = 'root ::= ("yes" | "no") ", " number " times"\nnumber ::= [1-9] [0-9]?\n';

// Emoji joined of several, Chinese, a combining accent: each several tokens of pieces of characters.
const UNICODE = '日本語 👩‍🚀🦜 é ‌한';

function formatJobs(world: ContractWorld, question: string, format: JobFormat, prefix = ''): GenerateJob[] {
  const { formatTokens: maxTokens, formatSeeds } = world.scale;
  return Array.from({ length: formatSeeds }, (_, i) =>
    askJob(`f${i}`, question, { temperature: 1, maxTokens, seed: seedOf(i) }, prefix, format),
  );
}

const offers = (kind: JobFormat['kind']) =>
  onlyWith(({ abilities }) => abilities.formats.includes(kind), `it holds answers to no ${kind}`);

const formats: readonly JobFormat[] = [
  { kind: 'json', schema },
  { kind: 'grammar', ebnf },
];

export const formatCases: readonly EngineCase[] = [
  {
    name: 'holds an answer to a JSON schema',
    skip: offers('json'),
    async run(rig) {
      const session = await rig.loaded();
      for (const text of await session.texts(
        ...formatJobs(rig.world, 'Describe an animal as JSON.', { kind: 'json', schema }),
      ))
        checkAnimal(text);
    },
  },
  {
    name: 'holds what follows the answer’s prefix to a JSON schema',
    skip: (world) =>
      world.abilities.answerPrefix && world.beginsFormats ? offers('json')(world) : 'it begins no held answers',
    async run(rig) {
      const session = await rig.loaded();
      const prefix = prefixOf(rig.world);
      for (const text of await session.texts(
        ...formatJobs(rig.world, 'Describe an animal as JSON.', { kind: 'json', schema }, prefix),
      )) {
        assert(text.startsWith(prefix));
        checkAnimal(text.slice(prefix.length));
      }
    },
  },
  {
    name: 'holds an answer to a grammar, whatever its neighbours are held to',
    skip: offers('grammar'),
    async run(rig) {
      const { world } = rig;
      const session = await rig.loaded();
      const held = formatJobs(world, 'Do you like tea, and how often?', { kind: 'grammar', ebnf });
      const free = askJob('free', 'Do you like tea?', { maxTokens: world.scale.tokens });
      const [expected] = await session.texts(free);
      const [text, ...texts] = await session.texts(free, ...held);
      for (const answer of texts) assert.match(answer, /^(yes|no), [1-9][0-9]? times$/);
      if (world.abilities.seeds === 'exact') assert.equal(text, expected);
    },
  },
  {
    name: 'gives a held answer again with the same seed',
    skip: (world) => (world.abilities.seeds === 'exact' ? offers('json')(world) : 'its seeds are not exact'),
    async run(rig) {
      const session = await rig.loaded();
      const jobs = formatJobs(rig.world, 'Describe an animal as JSON.', { kind: 'json', schema });
      const together = await session.texts(...jobs);
      assert.deepEqual(await session.texts(...jobs.slice(0, 1)), together.slice(0, 1));
    },
  },
  {
    name: 'fails a job with a broken schema or grammar alone',
    skip: onlyWith(({ abilities }) => abilities.formats.length > 1, 'it holds answers to nothing'),
    async run(rig) {
      const { world } = rig;
      const session = await rig.loaded();
      const broken: readonly JobFormat[] = [
        { kind: 'json', schema: '{"type":' },
        { kind: 'grammar', ebnf: 'root ::= ("yes" | ' },
      ];
      const tried = broken.filter(({ kind }) => world.abilities.formats.includes(kind));
      const bad = tried.map((format, i) => askJob(`bad${i}`, 'Go.', {}, '', format));
      const fine = askJob('fine', 'Name a bird.', { maxTokens: world.scale.tokens });
      const [after, ...failed] = await session.run(fine, ...bad);
      assert.equal(after?.end.type, 'done');
      for (const { end } of failed) assert.equal(end.type === 'failed' && end.fault.code, 'bad-input');
    },
  },
  {
    name: 'refuses a format that it cannot hold to',
    skip: onlyWith(
      ({ abilities }) => formats.some(({ kind }) => !abilities.formats.includes(kind)),
      'it holds answers to every format',
    ),
    async run(rig) {
      const session = await rig.loaded();
      const other = formats.filter(({ kind }) => !rig.world.abilities.formats.includes(kind));
      const answers = await session.run(...other.map((format, i) => askJob(`f${i}`, 'Go.', {}, '', format)));
      for (const { end } of answers) assert.equal(end.type === 'failed' && end.fault.code, 'unsupported');
    },
  },
  {
    name: 'streams characters whole, however their bytes are cut into tokens',
    async run(rig) {
      const { world } = rig;
      const { abilities, scale } = world;
      const session = await rig.loaded();
      const format = unicodeFormat(world);
      const begins = abilities.answerPrefix && (world.beginsFormats || format.kind === 'text');
      const prefix = begins ? `${UNICODE} ` : '';
      const sampling = { temperature: 1, maxTokens: scale.formatTokens, seed: seedOf(3) };
      const job = askJob('u', `Write ${UNICODE} and other emoji.`, sampling, prefix, format);
      const [answer] = await session.run(job);
      assert.equal(answer?.end.type, 'done');
      for (const event of session.seen.events)
        if (event.type === 'delta') assert.doesNotMatch(event.text, /\p{Cs}/u, JSON.stringify(event.text));
      assert(answer.text.startsWith(prefix));
      if (format.kind === 'text') return;
      const body = answer.text.slice(prefix.length);
      assert.equal(format.kind === 'json' ? (JSON.parse(body) as string) : body, UNICODE);
      assert.doesNotMatch(answer.text, /\ufffd/);
    },
  },
];

/** What makes the model write the characters, where the engine can make it. */
function unicodeFormat({ abilities }: ContractWorld): JobFormat {
  if (abilities.formats.includes('grammar')) return { kind: 'grammar', ebnf: `root ::= ${JSON.stringify(UNICODE)}\n` };
  if (abilities.formats.includes('json')) return { kind: 'json', schema: JSON.stringify({ enum: [UNICODE] }) };
  return { kind: 'text' };
}
