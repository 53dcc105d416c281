/** Characters of a line in a column of usual width, and of a token in English. */
const PER_LINE = 37;
const PER_TOKEN = 4.2;
/** Below, the footer looks lost; above, the text scrolls within its cell. */
const MIN_LINES = 8;
const MAX_LINES = 18;
/** The footer with its paddings. */
const FOOT_REM = 9;
const LINE_REM = 1.625;

/**
 * Room for the longest usual answer, reserved before the first token: text then streams in without moving a control.
 */
export function cellHeight(maxTokens: number): string {
  const lines = Math.ceil((maxTokens * PER_TOKEN) / PER_LINE) + 1;
  return `${Math.min(MAX_LINES, Math.max(MIN_LINES, lines)) * LINE_REM + FOOT_REM}rem`;
}
