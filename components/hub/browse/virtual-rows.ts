/** A list of rows of one height, seen through a window. All measures are CSS pixels. */
export interface RowSpace {
  readonly rows: number;
  readonly rowHeight: number;
  readonly viewHeight: number;
}

/** Where the scroller stands, and which pixel of the list is at the top of the window. */
export interface RowPosition {
  readonly top: number;
  readonly offset: number;
}

/** Browsers clip elements at 16 to 33 million pixels, and earlier under zoom: this stays well below. */
export const MAX_HEIGHT = 8_000_000;
/** As far from both ends a pixel of the scroller is a pixel of the list, so that nobody overshoots the first rows. */
const EDGE = 100_000;
/** A step of the scroller up to this many windows is a wheel or a finger; a longer one is a drag of the bar. */
const NEAR_WINDOWS = 2;

/** The height of the element inside the scroller: the list's own, until that is more than browsers can do. */
export function scrollerHeight({ rows, rowHeight }: RowSpace): number {
  return Math.min(rows * rowHeight, MAX_HEIGHT);
}

function ends(space: RowSpace) {
  const lastOffset = Math.max(0, space.rows * space.rowHeight - space.viewHeight);
  const lastTop = Math.max(0, scrollerHeight(space) - space.viewHeight);
  const edge = Math.min(EDGE, lastTop / 3);
  // Pixels of the list for one of the scroller, between the two ends.
  const scale = (lastOffset - 2 * edge) / (lastTop - 2 * edge);
  return { lastOffset, lastTop, edge, scale, whole: lastOffset <= lastTop };
}

/** The pixel of the list that belongs to a position of the scroll bar. */
export function offsetAt(space: RowSpace, top: number): number {
  const { lastOffset, lastTop, edge, scale, whole } = ends(space);
  const at = Math.min(lastTop, Math.max(0, top));
  if (whole || at <= edge) return at;
  if (at >= lastTop - edge) return lastOffset - (lastTop - at);
  return edge + (at - edge) * scale;
}

/** The other way round: where the scroll bar stands for a pixel of the list. */
export function topAt(space: RowSpace, offset: number): number {
  const { lastOffset, lastTop, edge, scale, whole } = ends(space);
  const at = Math.min(lastOffset, Math.max(0, offset));
  if (whole || at <= edge) return at;
  if (at >= lastOffset - edge) return lastTop - (lastOffset - at);
  return edge + (at - edge) / scale;
}

/**
 * The position after the scroller moved. Small steps move the list by as many pixels, however long it is; the scroll
 * bar then stands a little off, until it rests (`settled`).
 */
export function scrolled(space: RowSpace, before: RowPosition, top: number): RowPosition {
  const { lastOffset, lastTop, whole } = ends(space);
  // Half a pixel: browsers round what they scroll to.
  if (whole || top <= 0.5 || top >= lastTop - 0.5) return { top, offset: offsetAt(space, top) };
  const step = top - before.top;
  const near = Math.abs(step) <= NEAR_WINDOWS * space.viewHeight;
  const offset = near ? Math.min(lastOffset, Math.max(0, before.offset + step)) : offsetAt(space, top);
  return { top, offset };
}

/** Puts the scroll bar where it belongs without moving the rows; for when nothing scrolls. */
export function settled(space: RowSpace, at: RowPosition): RowPosition {
  const { lastOffset } = ends(space);
  const offset = Math.min(at.offset, lastOffset);
  return { top: topAt(space, offset), offset };
}

/** Rows `from` to `to` (not included) are in the window, with `spare` more at both ends. */
export function rowsAt(space: RowSpace, offset: number, spare: number): { readonly from: number; readonly to: number } {
  if (space.viewHeight <= 0) return { from: 0, to: 0 };
  // A list that became shorter ends above where the scroller still stands.
  const at = Math.min(offset, ends(space).lastOffset);
  const first = Math.floor(at / space.rowHeight);
  const last = Math.ceil((at + space.viewHeight) / space.rowHeight);
  return { from: Math.max(0, first - spare), to: Math.min(space.rows, last + spare) };
}

/** The nearest offset at which the whole row is in the window. */
export function offsetShowing(space: RowSpace, offset: number, row: number): number {
  const start = row * space.rowHeight;
  const end = start + space.rowHeight - space.viewHeight;
  return Math.max(0, start < offset ? start : Math.max(offset, end));
}
