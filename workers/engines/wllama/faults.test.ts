import { describe, expect, it } from 'vitest';
import { crashFault, isCrash, jobFault, loadFault } from './faults.ts';

// As llama.cpp and wllama 3.8.1 write them.
describe('faults of llama.cpp', () => {
  it.each([
    ["error loading model: unknown model architecture: 'martian'", 'model-unsupported'],
    ['tensor data is not within the file bounds, model is corrupted or incomplete', 'model-corrupt'],
    ['unable to allocate CPU buffer', 'out-of-memory'],
    ['expected magic word 00 61 73 6d, found 3c 21 64 6f', 'engine-start-failed'],
  ])('of a load: %s', (line, code) => {
    expect(loadFault({ thrown: new Error('load failed'), logged: ['noise', line] })).toMatchObject({ code });
  });

  it.each([
    ['request (401 tokens) exceeds the available context size (256 tokens), try increasing it', 'context-overflow'],
    ['Failed to initialize samplers: failed to parse grammar', 'bad-input'],
    ['Field json_schema: JSON schema conversion failed', 'bad-input'],
    ['something else', 'internal'],
  ])('of a job: %s', (line, code) => {
    expect(jobFault({ thrown: new Error(line), logged: [] })).toMatchObject({ code });
  });

  it('tells an exception, which the engine survives, from a crash', () => {
    const runtime = (message: string) => Object.assign(new Error(message), { name: 'RuntimeError' });
    expect(isCrash(runtime('Invalid typed array length: 1163217991'))).toBe(false);
    expect(isCrash(new Error('request (401 tokens) exceeds the available context size'))).toBe(false);
    expect(isCrash(runtime('(ABORT) Aborted()'))).toBe(true);
    expect(isCrash(runtime('memory access out of bounds'))).toBe(true);
    expect(isCrash('wllama has crashed, please reload the module')).toBe(true);
    expect(crashFault({ thrown: runtime('(ABORT) OOM'), logged: [] }).code).toBe('out-of-memory');
    expect(crashFault({ thrown: runtime('unreachable'), logged: [] }).code).toBe('worker-crashed');
  });
});
