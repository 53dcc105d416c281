import type { GenerateJob } from '../../../lib/model/job.ts';
import { AnswerReader, type Piece } from './answer.ts';
import { adapt, chatBody, type Dialect, firstDialect, isBegun } from './dialect.ts';
import { answerLimits, type EndpointLimits } from './limits.ts';
import type { EndpointServer, ServerAnswer } from './server.ts';
import { Refusal } from './words.ts';

interface Opened {
  readonly answer: ServerAnswer;
  readonly dialect: Dialect;
}

/** Asks one model of one server, and learns how the server wants to be asked. */
export class ChatClient {
  dialect: Dialect = firstDialect;

  constructor(
    private readonly server: EndpointServer,
    private readonly model: string,
    private readonly limits: EndpointLimits = answerLimits,
  ) {}

  /** Streams the answer of one job. @throws FaultError, a `Refusal` when the server said no. */
  async *answer(job: GenerateJob, signal: AbortSignal): AsyncGenerator<Piece, void, undefined> {
    const { answer, dialect } = await this.open(job, signal);
    const reader = new AnswerReader((text) => this.server.failure(text), job.sampling.maxTokens);
    const pieces = reader.read(answer);
    // The stream is read from before anything is told: whoever stops listening then closes the connection, too.
    const first = await pieces.next();
    try {
      if (isBegun(dialect, job)) yield { type: 'begun', text: job.prompt.answerPrefix };
      if (!first.done) yield first.value;
      yield* pieces;
    } finally {
      await pieces.return();
    }
  }

  /** Asks until the server takes the request, leaving out what it refuses. */
  private async open(job: GenerateJob, signal: AbortSignal): Promise<Opened> {
    let { dialect } = this;
    for (;;) {
      try {
        const body = chatBody(this.model, job, dialect);
        const accept = 'text/event-stream';
        const answer = await this.server.ask({ path: 'chat/completions', body, accept, limits: this.limits, signal });
        this.dialect = dialect;
        return { answer, dialect };
      } catch (thrown) {
        if (!(thrown instanceof Refusal)) throw thrown;
        const next = adapt(dialect, thrown) ?? withoutBeginning(dialect, job, thrown);
        if (!next) throw thrown;
        dialect = next;
      }
    }
  }
}

/** Some servers cannot hold an answer to a schema when its beginning is given. */
function withoutBeginning(dialect: Dialect, job: GenerateJob, { status }: Refusal): Dialect | null {
  return job.format.kind !== 'text' && isBegun(dialect, job) && [400, 422, 500].includes(status)
    ? { ...dialect, beginsFormats: false }
    : null;
}
