import { describe, expect, it } from 'vitest';
import { fault, FaultError } from '../../../lib/model/fault.ts';
import { engineFault } from './engine-faults.ts';

function named(name: string, message = 'Something.'): Error {
  return Object.assign(new Error(message), { name });
}

describe('what web-llm and the browser throw', () => {
  it.each([
    [named('ContextWindowSizeExceededError'), 'context-overflow'],
    [named('GrammarMatcherInitError', 'Failed to initialize the grammar matcher: out of memory'), 'bad-input'],
    [named('DeviceLostError'), 'device-lost'],
    [named('ShaderF16SupportError'), 'gpu-unavailable'],
    [named('WebGPUNotAvailableError'), 'gpu-unavailable'],
    [new Error('Cannot initialize runtime because of requested maxBufferSize exceeds limit. '), 'gpu-unavailable'],
    [new DOMException('Quota exceeded.', 'QuotaExceededError'), 'storage-full'],
    [new DOMException('Blocked.', 'SecurityError'), 'storage-blocked'],
    [new WebAssembly.CompileError('expected magic word 00 61 73 6d, found 3c 21 64 6f'), 'model-corrupt'],
    [new Error('Tensor-cache record range [0, 64) exceeds shard size 12'), 'model-corrupt'],
    [new SyntaxError('Unexpected token <'), 'model-corrupt'],
    [new WebAssembly.LinkError('import 12 is not a function'), 'model-unsupported'],
    [named('UnsupportedTokenizerFilesError'), 'model-unsupported'],
    [new TypeError("Failed to execute 'add' on 'Cache': Request failed"), 'download-failed'],
    [new TypeError('Failed to fetch'), 'download-failed'],
    [new RangeError('WebAssembly.Memory(): could not allocate memory'), 'out-of-memory'],
    [new RangeError('Array buffer allocation failed'), 'out-of-memory'],
    [new Error('Cannot call process when it is stoppped'), 'internal'],
    ['text that was thrown', 'internal'],
    [12345, 'internal'],
    [undefined, 'internal'],
  ])('%s is %s', (thrown, code) => {
    const found = engineFault(thrown);
    expect(found.code).toBe(code);
    expect(found.message).not.toBe('');
    expect(found.hint).not.toBe('');
  });

  it('stays what it is when it is a fault', () => {
    const why = fault('model-missing', 'Not here.');
    expect(engineFault(new FaultError(why))).toBe(why);
  });
});
