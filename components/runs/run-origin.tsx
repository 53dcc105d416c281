import type { Run } from '../../lib/model/run.ts';
import { Badge } from '../ui/badge.tsx';

/** Says that the answers were not written here and now; nothing for a run of this browser. */
export function RunOrigin({ run }: { run: Run }) {
  if (run.recorded) return <Badge tone="warn">Recording, from a {run.recorded}</Badge>;
  if (run.reproduces) return <Badge>repeats a recording</Badge>;
  return null;
}
