import { chorusAbilities } from '../../workers/engines/chorus/engine.ts';
import { overflowing, smollm2FirstTexts } from '../../workers/engines/contract/smollm2.ts';
import { quickScale } from '../../workers/engines/contract/world.ts';
import { contractTests } from './harness.ts';

contractTests({
  name: 'Chorus',
  worker: 'workers/chorus.worker.ts',
  load: {
    options: { engine: 'chorus', model: 'smollm2-135m', source: { kind: 'origin' }, threads: 0, width: 0 },
  },
  world: {
    abilities: chorusAbilities,
    device: 'cpu',
    scale: quickScale,
    badJob: overflowing,
    unknown: [],
    context: { tokens: 8192, fill: false },
    firstTexts: smollm2FirstTexts,
    vagueEnds: false,
    beginsFormats: true,
  },
});
