'use client';

import { schemaProblem, validateTemplate } from '../../lib/prompt/index.ts';
import { usePlay } from '../providers/play.tsx';

/** Whether Generate can be pressed now. The session would refuse a bad template or schema too; here it is said beforehand. */
export function useReady(): boolean {
  return usePlay(
    ({ restored, active, task, columns }) =>
      restored &&
      active === 0 &&
      columns.length > 0 &&
      (task.id !== 'own' || validateTemplate(task.template).length === 0) &&
      (task.schema === null || schemaProblem(task.schema) === null),
  );
}
