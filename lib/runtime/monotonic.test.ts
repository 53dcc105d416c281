import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Monotonic } from './monotonic.ts';

it('never runs backwards and stays between 0 and 1, whatever is reported', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.double(), fc.double({ min: 0, max: 1 }))), (reported) => {
      const bar = new Monotonic();
      let before = 0;
      for (const fraction of reported) {
        const shown = bar.next({ phase: 'download', fraction, doneBytes: 1, totalBytes: 2 });
        expect(shown.fraction).toBeGreaterThanOrEqual(before);
        expect(shown.fraction).toBeLessThanOrEqual(1);
        before = shown.fraction;
      }
      bar.reset();
      expect(bar.next({ phase: 'start', fraction: 0.25, doneBytes: 3, totalBytes: 4 })).toEqual({
        phase: 'start',
        fraction: 0.25,
        doneBytes: 3,
        totalBytes: 4,
      });
    }),
  );
});
