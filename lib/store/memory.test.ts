import { createMemoryStores } from './memory.ts';
import { testStores } from './contract.ts';

testStores('memory stores', () => Promise.resolve(createMemoryStores()));
