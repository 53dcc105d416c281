import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prebuiltAppConfig } from '@mlc-ai/web-llm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecords, type WebLlmRecords } from '../../lib/catalogue/web-llm-records.ts';
import {
  parametersIn,
  quantisationIn,
  readWebLlmCatalogue,
  WEB_LLM_CATALOGUE,
  writeWebLlmCatalogue,
} from './web-llm.ts';

describe('WebLLM’s catalogue', () => {
  let catalogue: WebLlmRecords;
  beforeAll(async () => {
    catalogue = await readWebLlmCatalogue();
  });

  it('knows all records of the installed package', () => {
    expect(catalogue.package).toBe('0.2.86');
    expect(catalogue.records).toHaveLength(165);
    expect(catalogue.records.map(({ id }) => id)).toEqual(prebuiltAppConfig.model_list.map((model) => model.model_id));
  });

  it('knows family, parameters, quantisation, memory and context of each', () => {
    const incomplete = catalogue.records.filter(
      (model) =>
        model.family === null || model.parameters === null || model.quantisation === null || model.vramMB === null,
    );
    expect(incomplete.map(({ id }) => id)).toEqual([]);
    const contextless = catalogue.records.filter(({ contextTokens }) => contextTokens === null);
    expect(new Set(contextless.map(({ leftOut }) => leftOut))).toEqual(new Set(['embedding']));
  });

  it('says which licences it does not know', () => {
    const unknown = catalogue.records.filter(({ licence }) => licence === null).map(({ family }) => family);
    expect(new Set(unknown)).toEqual(new Set(['WizardMath', 'Gemma 4', 'StableLM 2']));
  });

  it('leaves out what is not for writing text, with the reason', () => {
    const count = (why: string) => catalogue.records.filter(({ leftOut }) => leftOut === why).length;
    expect([count('embedding'), count('vision'), count('manifest')]).toEqual([4, 2, 2]);
    expect(readRecords(catalogue)).toHaveLength(157);
  });

  it('gives each model its needs', () => {
    const entries = new Map(readRecords(catalogue).map((entry) => [entry.choice.model, entry]));
    expect(entries.get('Llama-3.2-1B-Instruct-q4f16_1-MLC')).toEqual({
      choice: {
        engine: 'web-llm',
        model: 'Llama-3.2-1B-Instruct-q4f16_1-MLC',
        name: 'Llama-3.2-1B-Instruct-q4f16_1',
      },
      family: 'Llama 3.2',
      parameters: 1e9,
      quantisation: 'q4f16_1',
      licence: 'Llama 3.2 Community',
      contextTokens: 4096,
      downloadBytes: null,
      memoryBytes: Math.round(879.04 * 2 ** 20),
      needs: ['webgpu', 'shader-f16'],
      source: {
        kind: 'web-llm',
        model: expect.stringMatching(/^https:.+Llama-3\.2-1B-Instruct-q4f16_1-MLC$/) as string,
        library: expect.stringMatching(/^https:.+\.wasm$/) as string,
      },
      origin: 'catalogue',
    });
    expect(entries.get('SmolLM2-135M-Instruct-q0f32-MLC')?.needs).toEqual(['webgpu']);
    expect(entries.get('gemma-2b-it-q4f32_1-MLC')?.needs).toEqual(['webgpu', 'storage-buffer-limit']);
    for (const { choice, needs, quantisation } of entries.values())
      expect(needs.includes('shader-f16'), choice.model).toBe(/f16/.test(quantisation ?? ''));
  });

  it('gives each model a name of its own', () => {
    const entries = readRecords(catalogue);
    expect(new Set(entries.map(({ choice }) => choice.name)).size).toBe(entries.length);
  });

  it('reads sizes and quantisations out of names', () => {
    expect(parametersIn('stablelm-2-zephyr-1_6b-q4f16_1-MLC')).toBe(1.6e9);
    expect(parametersIn('gemma-2-2b-jpn-it-q4f16_1-MLC')).toBe(2e9);
    expect(parametersIn('SmolLM2-135M-Instruct-q0f16-MLC')).toBe(135e6);
    expect(parametersIn('phi-2-q4f16_1-MLC')).toBeNull();
    expect(quantisationIn('Llama-3.1-8B-Instruct-q4f32_1-MLC-1k')).toBe('q4f32_1');
    expect(quantisationIn('Llama-3.1-70B-Instruct-q3f16_1-MLC')).toBe('q3f16_1');
    expect(quantisationIn('something-else')).toBeNull();
  });

  it('refuses what is not its file', () => {
    expect(() => readRecords({ ...catalogue, version: 2 })).toThrow();
    expect(() => readRecords('<!doctype html>')).toThrow();
  });
});

describe('the catalogue’s file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'catalogue-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is written whole and read back', async () => {
    expect(await writeWebLlmCatalogue(folder)).toBe(165);
    expect(readRecords(JSON.parse(await readFile(join(folder, WEB_LLM_CATALOGUE), 'utf8')))).toHaveLength(157);
    expect(await readdir(join(folder, 'models'))).toEqual(['web-llm.json']);
  });
});
