import { fault } from '../../lib/model/fault.ts';
import { testEngine } from './contract/engine.test-help.ts';
import { askJob } from './contract/jobs.ts';
import { quickScale } from './contract/world.ts';
import { scriptedAbilities, ScriptedEngine } from './scripted.ts';

const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));
const failAt = ({ id }: { id: string }, step: number) => (id === 'bad' && step === 2 ? fault('internal', 'No.') : null);
// Drawn with equal likelihood; some end in the middle of what a careless stream would cut.
const words = ['harbour', 'lantern', '日本語', '👩‍🚀', 'e\u0301', 'bread', 'bridge', 'honey'];

testEngine('scripted', {
  make: (emit) => new ScriptedEngine({ emit, breathe, failAt, words: () => words, width: 4, loadSteps: 3 }),
  abilities: scriptedAbilities,
  device: 'cpu',
  scale: quickScale,
  badJob: (id) => askJob(id, 'x'),
  unknown: [],
  context: null,
  firstTexts: new Map(words.map((word) => [` ${word}`, 1 / words.length])),
  vagueEnds: false,
  beginsFormats: true,
  behindHost: false,
});
