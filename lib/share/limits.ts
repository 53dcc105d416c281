/** What is read of a link: more than any address bar or chat carries, little enough to look through at once. */
export const MAX_LINK_CHARS = 32 * 1024;
/** A link's JSON. Text shrinks to a third or a fifth, so honest links stay far below. */
export const MAX_LINK_PLAIN_BYTES = 1024 * 1024;
/** Eight levels are used; the values of 64 cells with all they can say are some 700. */
export const LINK_BOUNDS = { depth: 16, values: 4096 } as const;
/** For taking a link apart; an honest one of the full length takes a tenth of it on a phone. */
export const LINK_BUDGET_MS = 100;

/** A `.polyphony` file as it lies on disk. */
export const MAX_FILE_BYTES = 8 * 1024 * 1024;
/** Its JSON. As a string it takes twice that, once. */
export const MAX_FILE_PLAIN_BYTES = 64 * 1024 * 1024;
/** Whole runs are nested about as deep; an answer has some forty values and at least as many bytes for each ten. */
export const FILE_BOUNDS = { depth: 32, values: 8_000_000 } as const;
/** Runs in one file: what a person makes in years. */
export const MAX_FILE_RUNS = 4096;

/** A name that a screen shows in one line: of a model, a collection, a licence, a browser. */
export const MAX_LABEL_CHARS = 120;
/** A persona: what collections hold of one at most. */
export const MAX_PERSONA_CHARS = 8192;
/** A system prompt, a template, a schema: some times what the editors take, since a draft may be longer than it may run. */
export const MAX_TASK_TEXT_CHARS = 20_000;
/** One answer: 1,024 tokens, most of them words, some of them long runs of white space. */
export const MAX_ANSWER_CHARS = 100_000;
/** Redos of one cell. */
export const MAX_ATTEMPT = 9999;
