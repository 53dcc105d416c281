/** On white: contrast of text at least 4.5:1, of marks 3:1. The screen's own colours take their places; see `dress.ts`. */
export const inks = { paper: '#ffffff', ink: '#251f1a', soft: '#554e48', edge: '#8f8a82' } as const;
