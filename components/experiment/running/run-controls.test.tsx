import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { defaultArms } from '../../../lib/arms/facts.ts';
import type { Experiment, ExperimentId } from '../../../lib/model/experiment.ts';
import { defaultSettings } from '../../../lib/model/settings.ts';
import { chooseTask } from '../../../lib/prompt/index.ts';
import type { ExperimentActions, OpenExperiment } from '../../providers/experiment.tsx';
import { ModelsProvider, type ModelsState, type ModelsStore } from '../../providers/models.tsx';
import { RunControls } from './run-controls.tsx';

const experiment: Experiment = {
  version: 1,
  id: 'e1' as ExperimentId,
  createdAt: 0,
  name: 'First',
  spec: {
    version: 1,
    task: chooseTask('math'),
    settings: defaultSettings,
    models: [{ engine: 'scripted', model: 'any', name: 'Any' }],
    arms: defaultArms(),
    n: 30,
    hub: [],
    draw: null,
    one: null,
    hand: [],
    solves: 0,
  },
  environment: { app: '9.9.9', browser: 'Scripted 1', system: null, cores: 2, isolated: false, gpu: null },
  blind: [],
  reproduces: null,
  recorded: false,
};

const idle: OpenExperiment = {
  experiment,
  trials: new Map(),
  status: 'idle',
  calls: 96,
  ended: 4,
  failed: 0,
  estimate: { calls: 96, promptTokens: 19_000, completionTokens: 9_000, seconds: 240, measured: 4 },
  secondsLeft: null,
  tokensPerSecond: null,
  analysis: { status: 'none', stage: null, fraction: 0, result: null, stale: false, fault: null },
  reproduction: null,
  fault: null,
};

// Nothing of either is called by drawing.
const models = { getState: () => ({ status: new Map() }) as unknown as ModelsState, subscribe: () => () => undefined };
const nothing = () => undefined;
const actions = { run: nothing, pause: nothing } as unknown as ExperimentActions;

function show(part: Partial<OpenExperiment>) {
  const html = renderToStaticMarkup(
    <ModelsProvider store={models as unknown as ModelsStore}>
      <RunControls open={{ ...idle, ...part }} actions={actions} onResults={nothing} />
    </ModelsProvider>,
  );
  const words = (text: string) =>
    text
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
  return {
    text: words(html),
    buttons: [...html.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, inner = '']) => words(inner)),
  };
}

describe('a run', () => {
  it('says after the measuring what the rest will take, and offers it', () => {
    const { text, buttons } = show({});
    expect(buttons).toEqual(['Run the rest', 'See the results so far']);
    expect(text).toContain('4 of 96 calls');
    expect(text).toContain('About 4 min on this device, by 4 calls measured.');
  });

  it('can be paused while it goes on, and says how far it is', () => {
    const { text, buttons } = show({ status: 'running', ended: 30, secondsLeft: 61, tokensPerSecond: 41.25 });
    expect(buttons).toEqual(['Pause']);
    expect(text).toContain('30 of 96 calls · about 65 s left · 41.3 tokens/s');
    expect(text).toContain('Running, 25% done');
    expect(show({ status: 'calibrating', ended: 0 }).buttons).toEqual(['Pause']);
    expect(show({ status: 'pausing', ended: 30 }).buttons).toEqual(['Stop at once']);
  });

  it('is resumed after a pause or a reload', () => {
    expect(show({ ended: 5 }).buttons).toEqual(['Resume', 'See the results so far']);
  });

  it('leads to the results when all is there', () => {
    expect(show({ ended: 96 }).buttons).toEqual(['See the results']);
  });

  it('is not offered for a recording', () => {
    const { buttons } = show({ ended: 50, experiment: { ...experiment, recorded: true } });
    expect(buttons).toEqual(['See the results so far']);
  });
});
