// Twelve times a second reads as a stream; drawing each of some thirty steps would take a noticeable part of the two cores
// that the engine computes on.
const VISIBLE_MS = 80;
// Nobody looks, but counts must not lag for ever.
const HIDDEN_MS = 250;

/** Calls `run` with one of the next frames of a visible page, or a little later on a hidden one, where frames stop. */
export function nextPaint(run: () => void): void {
  const visible = () => document.visibilityState === 'visible';
  if (!visible()) setTimeout(run, HIDDEN_MS);
  else setTimeout(() => (visible() ? requestAnimationFrame(run) : run()), VISIBLE_MS);
}

/** Calls `apply` some time after `request`, once for all requests in between. */
export class Frames {
  private scheduled = false;

  /** @param when calls what it is given once, later. */
  constructor(
    private readonly apply: () => void,
    private readonly when: (run: () => void) => void,
  ) {}

  request(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    this.when(() => {
      this.scheduled = false;
      this.apply();
    });
  }
}
