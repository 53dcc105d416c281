/** Room kept to the window's edges, and between a panel and what it belongs to. */
const EDGE = 8;
const GAP = 4;

/** Puts a fixed panel below its anchor, or above where there is more room, and never outside the window. */
export function place(panel: HTMLElement, anchor: HTMLElement, align: 'start' | 'end' | 'center') {
  const at = anchor.getBoundingClientRect();
  panel.style.maxHeight = '';
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = window.innerHeight - at.bottom - GAP - EDGE;
  const above = at.top - GAP - EDGE;
  const up = height > below && above > below;
  const room = Math.max(96, up ? above : below);
  const left = align === 'start' ? at.left : align === 'end' ? at.right - width : at.left + (at.width - width) / 2;
  panel.style.maxHeight = `${room}px`;
  panel.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`;
  panel.style.top = `${up ? at.top - GAP - Math.min(height, room) : at.bottom + GAP}px`;
}
