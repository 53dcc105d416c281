import type { Compression, FileFormat, FileShape, TextEncodingName } from '../../model/file-shape.ts';

/** What the first bytes of a file say of how it is compressed. */
export function sniffCompression(head: Uint8Array): Compression {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  const frame = head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
  const skippable = ((head[0] ?? 0) & 0xf0) === 0x50 && head[1] === 0x2a && head[2] === 0x4d && head[3] === 0x18;
  return frame || skippable ? 'zstd' : 'none';
}

/** Of uncompressed bytes: by the byte order mark, or by the zeros that UTF-16 has in Latin text. */
export function sniffEncoding(head: Uint8Array): TextEncodingName {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  let even = 0;
  let odd = 0;
  const length = Math.min(head.length, 4096);
  for (let at = 0; at < length; at++) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even++;
    else odd++;
  }
  // JSON and CSV have ASCII signs enough in any language.
  if (odd > length / 8 && odd > even * 4) return 'utf-16le';
  return even > length / 8 && even > odd * 4 ? 'utf-16be' : 'utf-8';
}

const endings: Readonly<Record<string, FileFormat>> = {
  jsonl: 'jsonl',
  ndjson: 'jsonl',
  json: 'json',
  csv: 'csv',
  tsv: 'tsv',
  tab: 'tsv',
  txt: 'lines',
  parquet: 'parquet',
};

/** The format that a file's name claims; null when it claims none. */
export function formatOfName(name: string): FileFormat | null {
  const ending = /\.([a-z]+)(?:\.(?:gz|gzip|zst|zstd))?$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return endings[ending] ?? null;
}

/**
 * The format of uncompressed bytes, by what they are before what they are called.
 * @param text the head of the file, decoded; its last line may be cut
 * @param whole whether the head is all of the file
 */
export function sniffFormat(
  head: Uint8Array,
  text: string,
  name: string,
  whole: boolean,
): Pick<FileShape, 'format' | 'header'> {
  if (isParquet(head)) return { format: 'parquet', header: true };
  const claimed = formatOfName(name);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  if (!whole && lines.length > 1) lines.pop();
  const filled = lines.filter((line) => line.trim() !== '');
  const json = sniffJson(filled, claimed);
  if (json) return { format: json, header: true };
  const format = sniffTable(filled, claimed);
  const delimiter = format === 'tsv' ? '\t' : (filled[0] ?? '').includes(',') ? ',' : ';';
  return { format, header: format === 'lines' || looksLikeHeader((filled[0] ?? '').split(delimiter), filled[1] ?? '') };
}

function isParquet(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x41 && head[2] === 0x52 && (head[3] === 0x31 || head[3] === 0x45);
}

function sniffJson(lines: readonly string[], claimed: FileFormat | null): 'json' | 'jsonl' | null {
  const first = lines[0]?.trim() ?? '';
  const begins = first.charAt(0);
  if (begins !== '{' && begins !== '[')
    return claimed === 'jsonl' || (claimed === 'json' && first !== '') ? claimed : null;
  // Plain lines and CSV may begin with a bracket.
  if (claimed !== null && claimed !== 'json' && claimed !== 'jsonl' && !isObject(first)) return null;
  if (begins === '[') return claimed === 'jsonl' && lines.length > 1 ? 'jsonl' : 'json';
  if (lines.length > 1) return isObject(first) || claimed === 'jsonl' ? 'jsonl' : 'json';
  return claimed === 'json' ? 'json' : 'jsonl';
}

function sniffTable(lines: readonly string[], claimed: FileFormat | null): 'csv' | 'tsv' | 'lines' {
  if (claimed === 'csv' || claimed === 'tsv') return claimed;
  const tabs = countIn(lines, '\t');
  if (tabs > 0) return 'tsv';
  if (claimed === 'lines') return 'lines';
  // Sentences have commas too: a table has as many in each line, and names columns in the first.
  const commas = Math.max(countIn(lines, ','), countIn(lines, ';'));
  const first = lines[0] ?? '';
  const named = !/[,;]\s/.test(first) && looksLikeHeader(first.split(/[,;]/), lines[1] ?? '');
  return commas > 0 && lines.length > 2 && named ? 'csv' : 'lines';
}

/** How often each of the first lines has the sign; 0 when they differ. */
function countIn(lines: readonly string[], sign: string): number {
  const counts = lines.slice(0, 20).map((line) => line.replace(/"[^"]*"/g, '').split(sign).length - 1);
  return counts.length > 1 && counts.every((count) => count === counts[0]) ? (counts[0] ?? 0) : 0;
}

/** Names of columns are short, different, no numbers, and not what the next line has. */
export function looksLikeHeader(cells: readonly string[], next: string): boolean {
  const names = cells.map((cell) => cell.trim().replace(/^"|"$/g, ''));
  const fit = names.every((name) => name.length <= 60 && name.split(' ').length <= 5 && !/^[-+]?[\d.]+$/.test(name));
  return fit && names.some((name) => name !== '') && !/[.!?]$/.test(names.at(-1) ?? '') && cells.join() !== next;
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
