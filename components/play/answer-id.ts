/** The id of an answer's element on the board, by the run's column. */
export function answerId(column: number, repeat: number): string {
  return `answer-${column}-${repeat}`;
}
