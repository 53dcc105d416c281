import type { IncomingMessage, ServerResponse } from 'node:http';

/** The headers of a response to this path, Content-* aside. */
export function headersFor(pathname: string, isolation: boolean): Record<string, string>;
/** Answers GET and HEAD with the files of a folder. */
export function siteHandler(
  root: string,
  isolation: boolean,
): Promise<(request: IncomingMessage, response: ServerResponse) => void>;
