/** Set before a reload: everything is removed then before anything is opened, so that nobody writes it anew. */
const KEY = 'polyphony-erase';

/** @throws where the browser keeps nothing for a page, and so nothing can be removed later either */
export function markForErasing(): void {
  sessionStorage.setItem(KEY, 'yes');
}

/** Whether this page was loaded to remove everything; asked once. */
export function takeEraseMark(): boolean {
  try {
    const marked = sessionStorage.getItem(KEY) !== null;
    sessionStorage.removeItem(KEY);
    return marked;
  } catch {
    return false;
  }
}
