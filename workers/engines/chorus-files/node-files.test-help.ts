import type { JobListener } from '../../../lib/model/job.ts';
import type { ChorusFilesLoad, NamedBlob } from '../../../lib/protocol/engine.ts';
import { nodeOrt, nodeXGrammar } from '../chorus/node-engine.test-help.ts';
import { ChorusFilesEngine, type ChorusFilesSurroundings } from './engine.ts';
import type { ModelFiles } from './test-models.test-help.ts';

export function blobsOf(files: ModelFiles): NamedBlob[] {
  return Object.entries(files).map(([name, data]) => ({ name, blob: new Blob([data]) }));
}

/** The production engine in Node, where there is no GPU. */
export function nodeFilesEngine(
  files: readonly NamedBlob[],
  emit: JobListener,
  wanted: Partial<ChorusFilesLoad> = {},
  change: Partial<ChorusFilesSurroundings> = {},
): ChorusFilesEngine {
  return new ChorusFilesEngine({
    options: {
      engine: 'chorus-files',
      model: 'test',
      name: 'Test',
      files,
      device: 'cpu',
      threads: 2,
      width: 8,
      ...wanted,
    },
    facts: { cores: 2, isolated: true, memoryGiB: null },
    gpu: () => Promise.resolve(null),
    factory: nodeOrt,
    openGpu: () => Promise.reject(new Error('Node has no GPU.')),
    grammars: nodeXGrammar,
    emit,
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    ...change,
  });
}
