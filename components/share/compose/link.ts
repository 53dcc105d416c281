import type { ShareSubject } from '../../../lib/model/share.ts';
import { tasks } from '../../../lib/prompt/index.ts';
import { fileName } from '../../hub/download.ts';

/** Of the frame: wide as its place, and high enough for one answer with its head. */
const FRAME_HEIGHT = 520;

/** What stands before a link's fragment. @param origin such as `https://example.org` */
export function linkBase(origin: string): string {
  return `${origin}/`;
}

/** @param fragment from `#` on */
export function linkOf(origin: string, fragment: string): string {
  return `${linkBase(origin)}${fragment}`;
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function attribute(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);
}

/**
 * A read-only view for another page. `allow-same-origin` gives the frame its own origin, without which its worker does
 * not start; it gives the page around it nothing.
 */
export function embedSnippet(origin: string, fragment: string, title: string): string {
  return (
    `<iframe src="${attribute(`${origin}/embed${fragment}`)}" title="${attribute(title)}" width="100%" ` +
    `height="${FRAME_HEIGHT}" loading="lazy" referrerpolicy="no-referrer" ` +
    'sandbox="allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox" style="border:0"></iframe>'
  );
}

/** What the link, its frame and its file are called, such as `Polyphony: Math problem`. */
export function titleOf(subject: Pick<ShareSubject, 'task'>): string {
  return `Polyphony: ${tasks[subject.task.id].name}`;
}

/** `Math-problem-2026-11-22.polyphony`. @param at epoch milliseconds; the day is this device's */
export function dayName(name: string, at: number): string {
  const day = new Date(at);
  const parts = [day.getFullYear(), day.getMonth() + 1, day.getDate()];
  return fileName(`${name} ${parts.map((part) => String(part).padStart(2, '0')).join('-')}`, 'polyphony');
}

/** By the task, and the day of the answers or, without them, today. */
export function shareFileName({ task, recording }: Pick<ShareSubject, 'task' | 'recording'>, now: number): string {
  return dayName(tasks[task.id].name, recording?.run.createdAt ?? now);
}
