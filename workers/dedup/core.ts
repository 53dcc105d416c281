import type { DedupTexts, DedupWorkerApi } from '../../lib/protocol/dedup.ts';
import { outcome, portRemote } from '../serve.ts';
import { answerTexts } from './answer-texts.ts';
import { checkAsk } from './check-ask.ts';
import type { EncoderPort } from './encoders.ts';
import { Jobs } from './jobs.ts';
import { createLive } from './live.ts';
import { personaTexts } from './persona-texts.ts';
import { checkPlanted } from './planted.ts';
import type { DedupWorld, Joins } from './ports.ts';
import { stagesOf } from './stages.ts';
import type { JobTexts } from './texts.ts';

/**
 * The dedup worker without its worker. Answers are data: faults of the store, of the encoder and of the input come as
 * `{ok: false}`.
 */
export function createDedupCore(world: DedupWorld, joins: Joins): Omit<DedupWorkerApi, 'connect'> {
  const jobs = new Jobs();
  const live = createLive();
  let encoder: EncoderPort | null = null;

  const open = async (texts: DedupTexts): Promise<JobTexts> =>
    texts.kind === 'answers' ? answerTexts(texts) : personaTexts(await world.openShards(), texts);

  /** The methods that answer nothing. */
  const told =
    <A extends unknown[]>(work: (...given: A) => void) =>
    (...given: A): Promise<void> => {
      work(...given);
      return Promise.resolve();
    };
  return {
    ping: () => Promise.resolve(),
    useEncoder: told((port) => void (encoder = portRemote(port))),
    find: (job, texts, ask) =>
      outcome(() => {
        checkAsk(ask);
        return jobs.run(
          job,
          () => world.now(),
          () => open(texts),
          (signal) => ({
            ask,
            joins,
            encoder,
            signal,
            stage: stagesOf(job, world, signal),
          }),
        );
      }),
    cancel: told((job) => jobs.cancel(job)),
    forget: told((job) => jobs.forget(job)),
    group: (job, threshold, keep) => outcome(() => jobs.finished(job).groups.group(threshold, keep)),
    clusters: (job, from, count) => outcome(() => jobs.finished(job).groups.list(from, count)),
    choose: (job, item, choice) => outcome(() => jobs.finished(job).groups.choose(item, choice)),
    removed: (job) => outcome(() => jobs.finished(job).groups.removed()),
    check: (job, methods, perKind) =>
      outcome(() => checkPlanted(jobs.finished(job).comparison, methods, perKind, { ...world, joins, encoder })),
    live: (run, answers, threshold) => outcome(() => live.add(run, answers, threshold)),
    forgetRun: told((run) => live.forget(run)),
  };
}
