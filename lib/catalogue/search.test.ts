import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyEntry, entry } from './catalogue.test-help.ts';
import { floatsOf, matchesWords, nameWords, noFilter, quantisationsOf, searchEntries, sizeClass } from './search.ts';
import { sortEntries } from './sort.ts';
import { modelKey } from '../model/catalogue.ts';

const name = 'Llama-3.2-1B-Instruct-q4f16_1-MLC';

describe('matchesWords', () => {
  it('takes starts of words in any order, and words written together or apart', () => {
    for (const query of ['', 'llama', 'LLAMA 1b', '1b llama', 'llama-3.2', 'llama3.2', 'q4f16', 'q4f16_1', 'inst 3.'])
      expect(matchesWords(query, name), query).toBe(true);
    for (const query of ['lama', '2.2', '3b', 'llama 3b', 'mlc llama x'])
      expect(matchesWords(query, name), query).toBe(false);
  });

  it('agrees with a search over every start of every tail', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '-', ' ', '1', '.'), maxLength: 10 });
    fc.assert(
      fc.property(letters, letters, (query, text) => {
        const words = nameWords(text);
        const starts = new Set<string>();
        for (let from = 0; from < words.length; from += 1)
          for (let to = 0, tail = words.slice(from).join(''); to <= tail.length; to += 1) starts.add(tail.slice(0, to));
        expect(matchesWords(query, text)).toBe(nameWords(query).every((word) => starts.has(word)));
      }),
    );
  });

  it('never finds more for one more word', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (query, more, text) => {
        if (matchesWords(`${query} ${more}`, text)) expect(matchesWords(query, text)).toBe(true);
      }),
    );
  });
});

describe('searchEntries', () => {
  const models = [
    entry('Qwen3-0.6B-q4f16_1', { parameters: 0.6e9, memoryBytes: 1.4e9 }),
    entry('Llama-3.2-3B-q4f32_1', { quantisation: 'q4f32_1' }),
    entry('Llama-3.1-8B-q4f16_1', { parameters: 8e9, memoryBytes: 5e9 }),
    entry('mystery', { parameters: null, quantisation: null, memoryBytes: null }),
  ];
  const found = (filter: Partial<typeof noFilter>) =>
    searchEntries(models, { ...noFilter, ...filter }).map(({ choice }) => choice.model);

  it('filters by words, size, quantisation, floats and memory; the unknown passes none', () => {
    expect(found({}).length).toBe(4);
    expect(found({ words: 'llama' })).toEqual(['Llama-3.2-3B-q4f32_1', 'Llama-3.1-8B-q4f16_1']);
    expect(found({ words: 'llama f16' })).toEqual(['Llama-3.1-8B-q4f16_1']);
    expect(found({ size: 'small' })).toEqual(['Qwen3-0.6B-q4f16_1']);
    expect(found({ size: 'large', words: 'q4' })).toEqual(['Llama-3.1-8B-q4f16_1']);
    expect(found({ quantisation: 'q4f32_1' })).toEqual(['Llama-3.2-3B-q4f32_1']);
    expect(found({ floats: 'f16' })).toEqual(['Qwen3-0.6B-q4f16_1', 'Llama-3.1-8B-q4f16_1']);
    expect(found({ light: true })).toEqual(['Qwen3-0.6B-q4f16_1']);
    expect(quantisationsOf(models)).toEqual(['q4f16_1', 'q4f32_1']);
  });

  it('puts each known size in one class, and reads floats where they are told', () => {
    expect([1e8, 1e9, 4e9, 7e9].map(sizeClass)).toEqual(['small', 'medium', 'medium', 'large']);
    expect(['q4f16_1', 'q0f32', 'Q4_K_M', null].map(floatsOf)).toEqual(['f16', 'f32', null, null]);
  });
});

describe('sortEntries', () => {
  const about = { recommended: null, verdict: () => 'yes' as const };

  it('keeps every entry, and gives one order whatever the order before', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyEntry, { selector: ({ choice }) => modelKey(choice) }),
        fc.constantFrom('recommended' as const, 'size' as const, 'name' as const),
        (models, order) => {
          const sorted = sortEntries(models, order, about);
          expect(new Set(sorted)).toEqual(new Set(models));
          expect(sortEntries(models.toReversed(), order, about)).toEqual(sorted);
        },
      ),
    );
  });

  it('puts the recommended first, then what fits, larger before smaller; numbers count as numbers', () => {
    const [a, b, c] = [
      entry('m 10', { parameters: 1e9 }),
      entry('m 9', { parameters: 3e9 }),
      entry('x', { parameters: 9e9 }),
    ];
    const verdict = (key: string) => (key === modelKey(c.choice) ? 'no' : 'yes');
    const names = (models: readonly { choice: { name: string } }[]) => models.map(({ choice }) => choice.name);
    expect(names(sortEntries([a, c, b], 'recommended', { recommended: null, verdict }))).toEqual(['m 9', 'm 10', 'x']);
    expect(names(sortEntries([a, c, b], 'recommended', { recommended: modelKey(a.choice), verdict }))[0]).toBe('m 10');
    expect(names(sortEntries([c, a, b], 'name', about))).toEqual(['m 9', 'm 10', 'x']);
  });
});
