import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { job, tokenizer, World } from '../../../lib/decoding/scheduler-world.test-help.ts';
import { END } from '../../../lib/decoding/tiny-tokenizer.test-help.ts';
import type { Seed } from '../../../lib/model/ids.ts';
import type { GenerateJob, JobFormat } from '../../../lib/model/job.ts';
import { createMasks } from './grammars.ts';
import { nodeXGrammar } from './node-engine.test-help.ts';
import { fits, randomSchema } from './random-schemas.test-help.ts';

const masks = createMasks(nodeXGrammar, tokenizer, END + 1);
const roomy = { context: 4096, budget: 16384, maskFor: masks.maskFor };

function held(
  id: string,
  format: JobFormat,
  sampling: Partial<GenerateJob['sampling']> = {},
  prefix = '',
): GenerateJob {
  const plain = { topP: 1, repetitionPenalty: 1, maxTokens: 2000, ...sampling };
  return { ...job(id, `Ask ${id}`, plain, { answerPrefix: prefix }), format };
}

describe('Answers held to a format', () => {
  afterAll(() => masks.dispose());

  it('always parse and fit their schema, whatever the model wants and beside whom', async () => {
    const plan = fc.record({
      schema: randomSchema,
      seed: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      temperature: fc.constantFrom(0, 0.7, 1, 2),
      prefix: fc.constantFrom('', 'Thing:'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(plan, { minLength: 1, maxLength: 3 }), async (plans) => {
        const world = new World(roomy);
        const jobs = plans.map(({ schema, seed, temperature, prefix }, i) =>
          held(`h${i}`, { kind: 'json', schema: JSON.stringify(schema) }, { seed: seed as Seed, temperature }, prefix),
        );
        await world.runAll(...jobs, job('free', 'Free'));
        plans.forEach(({ schema, prefix }, i) => {
          expect(world.end(`h${i}`), JSON.stringify([plans[i], world.end(`h${i}`), world.text(`h${i}`)])).toMatchObject(
            { type: 'done', finish: 'end' },
          );
          const text = world.text(`h${i}`);
          expect(text.startsWith(prefix)).toBe(true);
          const value: unknown = JSON.parse(text.slice(prefix.length));
          expect(fits(schema, value), `${JSON.stringify(schema)} ${text}`).toBe(true);
        });
        const alone = new World(roomy);
        await alone.runAll(job('free', 'Free'));
        expect(world.text('free')).toBe(alone.text('free'));
        expect(world.model.violations).toEqual([]);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  }, 60_000);

  it('keep to a grammar, line breaks and characters of several bytes too', async () => {
    const world = new World(roomy);
    const grammar = { kind: 'grammar', ebnf: 'root ::= ("é\\n" | "日本" | "👩‍🚀")+ "."' } as const;
    const jobs = Array.from({ length: 8 }, (_, i) => held(`g${i}`, grammar, { seed: (i + 1) as Seed, temperature: 1 }));
    await world.runAll(...jobs);
    for (const { id } of jobs) expect(world.text(id)).toMatch(/^(é\n|日本|👩‍🚀)+\.$/u);
  });

  it('fail alone when their schema or grammar cannot be read', async () => {
    const bad: readonly JobFormat[] = [
      { kind: 'json', schema: '{"type":' },
      { kind: 'json', schema: '[]' },
      { kind: 'json', schema: '{"type": "nothing known"}' },
      { kind: 'json', schema: '{"$ref": "#/nowhere"}' },
      { kind: 'grammar', ebnf: 'root ::= ("a" | ' },
      { kind: 'grammar', ebnf: 'other ::= "a"' },
    ];
    const world = new World(roomy);
    const fine = held('fine', { kind: 'json', schema: '{"type":"boolean"}' });
    await world.runAll(...bad.map((format, i) => held(`b${i}`, format)), fine);
    for (const [i] of bad.entries())
      expect(world.of(`b${i}`)).toMatchObject([{ type: 'failed', fault: { code: 'bad-input' } }]);
    expect(world.text('fine')).toMatch(/^(true|false)$/);
  });

  it('are refused where nothing can hold them, and cancelled while their format is compiled', async () => {
    const world = new World();
    await world.runAll(held('no', { kind: 'json', schema: '{}' }));
    expect(world.end('no')).toMatchObject({ type: 'failed', fault: { code: 'unsupported' } });
    const slow = new World(roomy);
    const gone = held('gone', { kind: 'json', schema: '{"type":"integer"}' });
    await slow.run([
      { job: gone, at: 1, cancelAfter: 1 },
      { job: job('next', 'Next'), at: 1, cancelAfter: null },
    ]);
    expect(slow.of('gone').map(({ type }) => type)).toEqual(['cancelled']);
    expect(slow.end('next')?.type).toBe('done');
  });
});
