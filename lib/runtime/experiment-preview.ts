import { endedBy } from '../arms/answers.ts';
import { armOf, requestOf } from '../arms/plan.ts';
import { jobOfTrial } from '../arms/prompts.ts';
import type { Arm, ExperimentSpec, Trial, TrialPlace } from '../model/experiment.ts';
import { faultOf } from '../model/fault.ts';
import type { ChatPrompt } from '../model/job.ts';
import type { ModelChoice } from '../model/run.ts';
import type { Outcome } from '../protocol/engine.ts';
import { needsHub, specOf } from './experiment-draft.ts';
import { type Drawn, drawHub } from './experiment-draw.ts';
import type { ExperimentDraft } from './experiment-state.ts';
import type { ExperimentWorld } from './experiment-world.ts';
import { failed } from './outcome.ts';

/** The exact requests of a draft. The personas that it would draw are drawn once and kept until the draw is another. */
export class Previews {
  private key = '';
  private drawn: Promise<Outcome<Drawn>> | null = null;

  constructor(private readonly shards: ExperimentWorld['shards']) {}

  async prompt(draft: ExperimentDraft, chosen: ModelChoice, arm: Arm, index: number): Promise<Outcome<ChatPrompt>> {
    const asked = { ...draft, arms: [arm] };
    const drawn = needsHub(asked) ? await this.draw(draft) : null;
    if (drawn && !drawn.ok) return drawn;
    const spec = specOf(asked, chosen, drawn?.value ?? null);
    return promptIn(spec, requestOf(arm, { model: 0, index }), []);
  }

  private draw({ draw, n }: ExperimentDraft): Promise<Outcome<Drawn>> {
    const key = JSON.stringify([draw, n]);
    if (this.drawn && this.key === key) return this.drawn;
    this.key = key;
    const drawn = drawHub(this.shards, draw, n);
    this.drawn = drawn;
    // What could not be drawn is tried again.
    void drawn.then(({ ok }) => {
      if (!ok && this.drawn === drawn) this.drawn = null;
    });
    return drawn;
  }
}

/** The exact request of a call. @param trials what it may build on */
export function promptIn(spec: ExperimentSpec, place: TrialPlace, trials: Iterable<Trial>): Outcome<ChatPrompt> {
  try {
    const at = place.solve === null ? requestOf(armOf(spec, place.arm), place) : place;
    return { ok: true, value: jobOfTrial(spec, at, endedBy(trials)).prompt };
  } catch (thrown) {
    return failed(faultOf(thrown));
  }
}
