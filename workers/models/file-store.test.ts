import { describe, expect, it } from 'vitest';
import { fileStoreCases } from './file-store-contract.ts';
import { MemoryStore } from './memory-store.test-help.ts';

describe('FileStore in memory', () => {
  it.each(fileStoreCases)('$name', async ({ run }) => {
    await expect(run(new MemoryStore())).resolves.toBeUndefined();
  });
});
