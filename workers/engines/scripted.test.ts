import { fault } from '../../lib/model/fault.ts';
import { askJob } from './chorus/collect.test-help.ts';
import { testEngine } from './engine-contract.ts';
import { ScriptedEngine } from './scripted.ts';

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const failAt = ({ id }: { id: string }, step: number) => (id === 'bad' && step === 2 ? fault('internal', 'No.') : null);

testEngine(
  'scripted',
  (emit) => new ScriptedEngine({ emit, breathe, failAt }),
  (id) => askJob(id, 'x'),
);
