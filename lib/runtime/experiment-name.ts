import { armLabel } from '../arms/facts.ts';
import type { ExperimentSpec } from '../model/experiment.ts';
import { tasks } from '../prompt/tasks.ts';

// As much as fits a line of the list on a narrow screen without being cut twice.
const MOST_CHARACTERS = 90;

/** What an experiment is called until somebody names it: its task and its arms. */
export function nameOf(spec: Pick<ExperimentSpec, 'task' | 'arms'>): string {
  const name = `${tasks[spec.task.id].name}: ${spec.arms.map((arm) => armLabel(spec, arm)).join(', ')}`;
  return name.length <= MOST_CHARACTERS ? name : `${name.slice(0, MOST_CHARACTERS - 1)}…`;
}
