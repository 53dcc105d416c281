import type { CopyState } from '../../ui/use-copy.ts';

/** Tells whether copying worked, where the button's own words may pass unheard; what to do instead can be seen. */
export function CopyNews({ state, what }: { state: CopyState; what: string }) {
  return (
    <p role="status" className={state === 'failed' ? 'text-ui' : 'sr-only'}>
      {state === 'copied' && `${what} is copied.`}
      {state === 'failed' && 'The browser refused to copy: select the text and copy it yourself.'}
    </p>
  );
}
