/** What crosses to the worker that reads an address which the user typed (`/workers/far.js`): one request a worker. */
export type FarAsk =
  | { readonly kind: 'open'; readonly url: string; readonly headers: Readonly<Record<string, string>> }
  /** The next piece, please: nothing is sent unasked, so a slow reader slows the server. */
  | { readonly kind: 'pull' };

export type FarAnswer =
  | {
      readonly kind: 'head';
      readonly status: number;
      /** After redirects. */
      readonly url: string;
      readonly headers: readonly (readonly [name: string, value: string])[];
    }
  | { readonly kind: 'piece'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'end' }
  /** No answer, or a line that broke: the browser does not say why. */
  | { readonly kind: 'broken'; readonly message: string };
