import type { PageScripts } from './policy.d.mts';

/** A page with its policy in a `<meta>` before its first script, in place of an earlier one, and the hashes in it. */
export function withPolicy(html: string, page: string): { html: string; scripts: string[] };
/**
 * The headers as a file that Netlify, Cloudflare Pages and others read (`_headers`).
 * @param scripts paths of all scripts of the site.
 */
export function hostFile(pages: PageScripts, scripts: readonly string[]): string;
/** Puts policies into all pages of a built folder and leaves their hashes and `_headers` there. */
export function sealPages(folder: string): PageScripts;
/**
 * What does not fit together in a built folder: pages, the policies in them, those that the server sends, the file for
 * hosts, compressed copies. Empty when all is well.
 */
export function driftOf(folder: string): string[];
