/**
 * The name that a file of the app has in a build's list.
 * @param pathname of an address; encoded characters stay as they are
 */
export function fileOf(pathname: string): string {
  // The page for unknown addresses is asked for by its file: hosts answer `/404` in their own ways.
  if (pathname === '/404.html') return pathname;
  const page = pathname.replace(/\/index\.html$/, '/').replace(/\.html$/, '');
  return page.length > 1 ? page.replace(/\/+$/, '') || '/' : page;
}

/** What the bundler names by content: such a name never means two files, whichever build asks. */
export function isChunk(pathname: string): boolean {
  return pathname.startsWith('/_next/static/');
}
