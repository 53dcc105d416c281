import { fault, FaultError } from '../../../lib/model/fault.ts';

// A streamed piece of an answer is some hundred characters; with log probabilities or a long thought, some ten thousand.
const LONGEST_EVENT = 1024 * 1024;

/**
 * Reads a stream of server-sent events: the `data` of each, other fields left out. Bytes may be cut anywhere, within a
 * character or a line ending, too.
 */
export class SseParser {
  private readonly decoder = new TextDecoder();
  /** The unfinished line. */
  private line = '';
  /** A carriage return ended the last line, so a line feed right after it belongs to the same ending. */
  private afterReturn = false;
  private data: string[] = [];
  private dataLength = 0;

  /** @returns the data of each event that these bytes complete. @throws FaultError when a line or event has no end. */
  push(bytes: Uint8Array): string[] {
    return this.take(this.decoder.decode(bytes, { stream: true }));
  }

  /** The stream has ended: what stands unfinished counts as finished, since some servers leave out the last blank line. */
  finish(): string[] {
    return [...this.take(this.decoder.decode()), ...this.take('\n\n')];
  }

  private take(text: string): string[] {
    const events: string[] = [];
    let from = this.afterReturn && text.startsWith('\n') ? 1 : 0;
    if (text !== '') this.afterReturn = false;
    while (from < text.length) {
      const end = nextEnding(text, from);
      this.line += text.slice(from, end);
      if (this.line.length + this.dataLength > LONGEST_EVENT)
        throw new FaultError(fault('endpoint-refused', 'The server sent a line without an end.'));
      if (end === text.length) break;
      from = end + 1;
      if (text[end] === '\r') {
        if (from === text.length) this.afterReturn = true;
        else if (text[from] === '\n') from++;
      }
      this.endLine(events);
    }
    return events;
  }

  private endLine(events: string[]): void {
    const { line } = this;
    this.line = '';
    if (line === '') {
      if (this.data.length > 0) events.push(this.data.join('\n'));
      this.data = [];
      this.dataLength = 0;
    } else if (line === 'data' || line.startsWith('data:')) {
      const value = line.slice(5);
      this.data.push(value.startsWith(' ') ? value.slice(1) : value);
      this.dataLength += line.length;
    }
  }
}

function nextEnding(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13) return at;
  }
  return text.length;
}
