/**
 * Moves the focus to a column's menu once the board is drawn again. Removing or replacing a column takes the button
 * that was pressed with it, and the focus would fall back to the start of the page.
 */
export function focusColumn(index: number) {
  requestAnimationFrame(() => {
    const buttons = [...document.querySelectorAll<HTMLElement>('[data-column-menu]')];
    (buttons[index] ?? buttons.at(-1))?.focus();
  });
}
