// How often a hidden page applies what arrived: nobody looks, but votes and counts must not lag for ever.
const HIDDEN_MS = 250;

/** Calls `apply` at most once a frame while visible, a few times a second while hidden (frames stop there). */
export class Frames {
  private scheduled = false;

  constructor(private readonly apply: () => void) {}

  request(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const run = () => {
      this.scheduled = false;
      this.apply();
    };
    if (document.visibilityState === 'visible') requestAnimationFrame(run);
    else setTimeout(run, HIDDEN_MS);
  }
}
