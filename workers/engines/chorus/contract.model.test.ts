import { testEngine } from '../contract/engine.test-help.ts';
import { overflowing, smollm2FirstTexts } from '../contract/smollm2.ts';
import { quickScale } from '../contract/world.ts';
import { chorusAbilities } from './engine.ts';
import { nodeEngine } from './node-engine.test-help.ts';

testEngine('Chorus', {
  make: (emit) => nodeEngine(emit),
  abilities: chorusAbilities,
  device: 'cpu',
  scale: quickScale,
  badJob: overflowing,
  unknown: [],
  // To fill 8,192 tokens takes minutes; `scheduler.test.ts` does so over the fake model.
  context: { tokens: 8192, fill: false },
  firstTexts: smollm2FirstTexts,
  vagueEnds: false,
  beginsFormats: true,
  behindHost: false,
});
