import type { JobId } from '../lib/model/ids.ts';
import type { JobEvent, JobListener } from '../lib/model/job.ts';

// What a reader can tell apart. Each message costs the page a task, on cores that the engine computes on.
const INTERVAL_MS = 80;

/**
 * Sends deltas in larger pieces: those of one job join into one, at most one message in 80 ms. Everything else goes at
 * once, with what was held before it, so the order of a job's events stays.
 */
export function coalesce(send: JobListener, now: () => number, intervalMs = INTERVAL_MS): JobListener {
  let held = new Map<JobId, JobEvent & { type: 'delta' }>();
  let sentAt = -Infinity;
  return (events) => {
    const out: JobEvent[] = [];
    const release = () => {
      out.push(...held.values());
      held = new Map();
    };
    for (const event of events) {
      if (event.type === 'delta') {
        const before = held.get(event.id);
        held.set(event.id, before ? { ...event, text: before.text + event.text } : event);
      } else {
        release();
        out.push(event);
      }
    }
    if (now() - sentAt >= intervalMs) release();
    if (out.length === 0) return;
    sentAt = now();
    send(out);
  };
}
