import { expect, it } from 'vitest';
import { modelKey } from '../../lib/model/catalogue.ts';
import type { EngineInfo } from '../../lib/model/model-info.ts';
import type { ModelChoice } from '../../lib/model/run.ts';
import type { EngineView } from '../providers/models.tsx';
import { control, on, qwen, runOf, server, small, voice } from './columns.test-help.ts';
import { turnsNote } from './turns.ts';

const loaded = (model: ModelChoice, width: number): [string, EngineView] => {
  const info: EngineInfo = {
    model: { id: model.model, name: model.name, licence: null, downloadBytes: null, contextTokens: null },
    device: 'cpu',
    threads: null,
    crossOriginIsolated: true,
    width,
    loadMs: 1,
    abilities: { seeds: 'exact', sampling: [], formats: ['text'], answerPrefix: true },
  };
  return [modelKey(model), { status: 'ready', progress: null, info, fault: null }];
};
const note = (columns: Parameters<typeof runOf>[0], ...engines: [string, EngineView][]) =>
  turnsNote(runOf(columns).spec, columns, new Map(engines));

it('says which engines write one answer after the other, once they have told', () => {
  const both = [voice('a'), on(voice('a'), qwen), control, on(control, qwen)];
  expect(note(both)).toBeNull();
  expect(note(both, loaded(small, 8))).toBeNull();
  expect(note(both, loaded(small, 8), loaded(qwen, 1))).toBe(
    'WebLLM writes one answer after the other; Chorus writes 8 together',
  );
  expect(note(both, loaded(qwen, 1))).toBe('WebLLM writes one answer after the other');
  const three = [...both, on(control, server), on(voice('a'), server)];
  expect(note(three, loaded(server, 1), loaded(qwen, 1))).toBe('WebLLM and Server write one answer after the other');
});

it('is silent where only one column would wait for itself', () => {
  expect(note([voice('a'), on(voice('a'), qwen)], loaded(small, 8), loaded(qwen, 1))).toBeNull();
});
