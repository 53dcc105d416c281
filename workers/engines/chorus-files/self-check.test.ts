import { describe, expect, it } from 'vitest';
import { FakeModel } from '../../../lib/decoding/fake-model.test-help.ts';
import { checkRows } from './self-check.ts';

const options = {
  vocab: 64,
  context: 256,
  budget: 1024,
  width: 8,
  during: () => undefined,
  favour: { id: 0, by: 0 },
};
const prompts = [
  [1, 2, 3],
  [4, 5, 6, 7, 8, 9, 10],
  [3, 1],
  [9, 9, 9, 9, 9],
];
const refusal = expect.objectContaining({
  fault: expect.objectContaining({ code: 'model-unsupported' }) as unknown,
}) as Error;

/** A sound model whose batches of several rows come out changed. */
class Mixing extends FakeModel {
  constructor(private readonly change: (logits: Float32Array) => unknown) {
    super(options);
  }
  override async decode(tokens: readonly number[], lengths: readonly number[]): Promise<Float32Array> {
    const logits = await super.decode(tokens, lengths);
    if (tokens.length > 1) this.change(logits);
    return logits;
  }
}

describe('checkRows', () => {
  it('finds rows that are the same together and alone', async () => {
    expect(await checkRows(new FakeModel(options), prompts, 8)).toBe('exact');
    expect(await checkRows(new FakeModel(options), prompts, 1)).toBe('exact');
  });

  it('tells rounding from rows that see each other', async () => {
    const nearly = new Mixing((logits) => logits.forEach((value, i) => (logits[i] = value * 1.001)));
    expect(await checkRows(nearly, prompts, 4)).toBe('close');
    const noisier = new Mixing((logits) => logits.forEach((value, i) => (logits[i] = value * 1.2)));
    expect(await checkRows(noisier, prompts, 4)).toBe('apart');
    const turned = new Mixing((logits) => logits.reverse());
    expect(await checkRows(turned, prompts, 4)).toBe('apart');
    expect(await checkRows(turned, prompts, 1)).toBe('exact');
    expect(await checkRows(new Mixing((logits) => logits.fill(NaN)), prompts, 2)).toBe('apart');
  });

  it('refuses a model whose single rows are wrong', async () => {
    const broken = new (class extends FakeModel {
      override async prefill(...given: Parameters<FakeModel['prefill']>) {
        return (await super.prefill(...given)).fill(NaN);
      }
    })(options);
    await expect(checkRows(broken, prompts, 4)).rejects.toThrow(refusal);
    const forgetful = new (class extends FakeModel {
      override prefill(slot: number, tokens: readonly number[], start: number) {
        return super.prefill(slot, start > 0 ? tokens.map((token) => token + 1) : tokens, start);
      }
    })(options);
    await expect(checkRows(forgetful, prompts, 4)).rejects.toThrow(refusal);
  });
});
