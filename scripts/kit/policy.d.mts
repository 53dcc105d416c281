/** Hashes of inline scripts, as a policy writes them, by page: `/`, `/runs`, `/404`. */
export type PageScripts = Readonly<Record<string, readonly string[]>>;

/** Where a built folder keeps its `PageScripts`. The server never sends files whose names start with a dot. */
export const PAGES_FILE: string;
export const modelHosts: readonly string[];
/** Whether this is the view that other sites may frame. */
export function isEmbed(pathname: string): boolean;
/**
 * A page's `Content-Security-Policy`.
 * @param scripts hashes of its inline scripts. @param meta without what a `<meta>` cannot say.
 */
export function pagePolicy(pathname: string, scripts: readonly string[], meta?: boolean): string;
/**
 * The `Content-Security-Policy` of whatever lies at this path.
 * @param more hosts that workers may reach beside the app's own.
 */
export function policyFor(pathname: string, pages: PageScripts, more?: readonly string[]): string;
/** The hashes of a page's inline scripts, each once, in their order. */
export function inlineScripts(html: string): string[];
