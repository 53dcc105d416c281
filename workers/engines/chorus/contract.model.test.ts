import { testEngine } from '../engine-contract.ts';
import { askJob } from './collect.test-help.ts';
import { nodeEngine } from './node-engine.test-help.ts';

testEngine(
  'Chorus',
  (emit) => nodeEngine(emit),
  (id) => askJob(id, 'word '.repeat(9000)),
);
