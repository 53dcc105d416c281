import { hasEnded } from '../arms/answers.ts';
import { travellingModel } from '../export/travelling.ts';
import { APP_VERSION } from '../model/app-version.ts';
import type { Experiment, ExperimentId, Trial, TrialId } from '../model/experiment.ts';
import type { ExperimentResult } from '../model/experiment-result.ts';

/** Of the envelope; experiment, trials and result carry versions of their own. */
export const REPORT_VERSION = 1;

/** An experiment with the calls that have ended. */
export interface KeptExperiment {
  readonly experiment: Experiment;
  readonly trials: readonly Trial[];
}

export interface ReportData extends KeptExperiment {
  readonly result: ExperimentResult;
}

/**
 * A report as JSON: `{"polyphony": 1, "kind": "experiment", "app", "experiment", "trials", "result"}`, everything needed
 * to run it again and to compute its figures anew. Models of the user's own go by their names, without a server's host,
 * and what a server said when it failed stays here.
 */
export function reportJson({ experiment, trials, result }: ReportData): string {
  const left = leaving({ experiment, trials });
  return `${JSON.stringify({ polyphony: REPORT_VERSION, kind: 'experiment', app: APP_VERSION, ...left, result })}\n`;
}

/** An experiment as it may leave this browser; calls that have not ended stay. */
export function leaving({ experiment, trials }: KeptExperiment): KeptExperiment {
  const { spec } = experiment;
  const ended = trials.filter(hasEnded);
  const ids = new Set(ended.map(({ id }) => id));
  return {
    experiment: {
      ...experiment,
      spec: { ...spec, models: spec.models.map(travellingModel) },
      blind: experiment.blind.filter(({ left, right }) => ids.has(left) && ids.has(right)),
    },
    trials: ended.map(leavingTrial),
  };
}

function leavingTrial(trial: Trial): Trial {
  const by = travellingModel(trial.by);
  if (trial.fault === null || trial.by.engine !== 'endpoint') return { ...trial, by };
  return { ...trial, by, fault: { ...trial.fault, message: 'What the server said is left out of files.', hint: '' } };
}

/**
 * The same under another id, for one that came with a file: its own could be that of an experiment which is here
 * already. Trials, votes and samples are named anew with it.
 */
export function underId({ experiment, trials, result }: ReportData, id: ExperimentId): ReportData {
  const before = experiment.id.length;
  const named = (trial: TrialId) => `${id}${trial.slice(before)}` as TrialId;
  return {
    experiment: {
      ...experiment,
      id,
      blind: experiment.blind.map((vote) => ({ ...vote, left: named(vote.left), right: named(vote.right) })),
    },
    trials: trials.map((trial) => ({ ...trial, id: named(trial.id), experiment: id })),
    result: { ...result, samples: result.samples.map((sample) => ({ ...sample, trial: named(sample.trial) })) },
  };
}
