import { testEngine } from '../contract/engine.test-help.ts';
import { askJob } from '../contract/jobs.ts';
import { quickScale } from '../contract/world.ts';
import { chorusAbilities } from '../chorus/batch-engine.ts';
import { blobsOf, nodeFilesEngine } from './node-files.test-help.ts';
import { tinyModel } from './test-models.test-help.ts';

const files = blobsOf(tinyModel());

testEngine('Chorus with files', {
  make: (emit) => nodeFilesEngine(files, emit),
  abilities: chorusAbilities,
  device: 'cpu',
  // Noise spells no stop string and no end, but it may spell a long number.
  scale: { ...quickScale, longTokens: 200, formatTokens: 200 },
  badJob: (id) => askJob(id, 'word '.repeat(200)),
  unknown: [],
  context: { tokens: 512, fill: false },
  firstTexts: null,
  vagueEnds: false,
  beginsFormats: true,
  behindHost: false,
});
