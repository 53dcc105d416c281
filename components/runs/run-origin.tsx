import type { Run } from '../../lib/model/run.ts';
import { Badge } from '../ui/badge.tsx';

/**
 * Says that the answers were not written here and now; nothing for a run of this browser.
 * @param props.brief leaves out where from on a phone, where the row's name needs the width
 */
export function RunOrigin({ run, brief = false }: { run: Run; brief?: boolean }) {
  if (run.recorded)
    return (
      <Badge tone="warn">
        Recording<span className={brief ? 'max-wide:sr-only' : undefined}>, from a {run.recorded}</span>
      </Badge>
    );
  if (run.reproduces) return <Badge>repeats a recording</Badge>;
  return null;
}
