import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * The headers of a response to this path, `Content-Type` and the like aside.
 * @param connect sends the policy of what may be reached; hosts in it (as a policy writes them) may be reached beside the
 * app's own. Null, the default, sends none.
 */
export function headersFor(
  pathname: string,
  isolation: boolean,
  connect?: readonly string[] | null,
): Record<string, string>;
/** Answers GET and HEAD with the files of a folder. `connect` as for `headersFor`. */
export function siteHandler(
  root: string,
  isolation: boolean,
  connect?: readonly string[] | null,
): Promise<(request: IncomingMessage, response: ServerResponse) => void>;
