import type { TextEncodingName } from '../../model/file-shape.ts';
import type { RowReader } from './ports.ts';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
/** Never occurs in UTF-8. */
const INVALID = 0xff;

/**
 * Turns the bytes of a file into UTF-8 without a byte order mark, for a reader that knows nothing else. Half a surrogate pair
 * becomes bytes that are no UTF-8, so the row it is in is rejected for its encoding and no other.
 */
export function decodingReader(encoding: TextEncodingName, reader: RowReader): RowReader {
  const unmarked = withoutMark(reader);
  return encoding === 'utf-8' ? unmarked : fromUtf16(encoding === 'utf-16le', unmarked);
}

function withoutMark(reader: RowReader): RowReader {
  let seen = 0;
  return {
    push(chunk) {
      if (seen === BYTE_ORDER_MARK.length) {
        reader.push(chunk);
        return;
      }
      let at = 0;
      while (at < chunk.length && seen < BYTE_ORDER_MARK.length && chunk[at] === BYTE_ORDER_MARK[seen]) {
        at++;
        seen++;
      }
      if (at === chunk.length) return;
      // No mark after all: what looked like one belongs to the file.
      if (seen < BYTE_ORDER_MARK.length && seen > 0) reader.push(new Uint8Array(BYTE_ORDER_MARK.slice(0, seen)));
      seen = BYTE_ORDER_MARK.length;
      reader.push(at === 0 ? chunk : chunk.subarray(at));
    },
    end() {
      if (seen > 0 && seen < BYTE_ORDER_MARK.length) reader.push(new Uint8Array(BYTE_ORDER_MARK.slice(0, seen)));
      reader.end();
    },
  };
}

function fromUtf16(littleEndian: boolean, reader: RowReader): RowReader {
  /** The first byte of a unit, the first unit of a pair; -1 for none. */
  let odd = -1;
  let high = -1;
  return {
    push(chunk) {
      // Three bytes for a unit at most, and for the half of a pair that waits.
      const out = new Uint8Array((chunk.length + 1) * 2 + 6);
      let length = 0;
      const put = (point: number) => {
        if (point < 0x80) {
          out[length++] = point;
          return;
        }
        if (point < 0x800) out[length++] = 0xc0 | (point >> 6);
        else {
          if (point < 0x10000) out[length++] = 0xe0 | (point >> 12);
          else {
            out[length++] = 0xf0 | (point >> 18);
            out[length++] = 0x80 | ((point >> 12) & 0x3f);
          }
          out[length++] = 0x80 | ((point >> 6) & 0x3f);
        }
        out[length++] = 0x80 | (point & 0x3f);
      };
      for (const byte of chunk) {
        if (odd < 0) {
          odd = byte;
          continue;
        }
        const unit = littleEndian ? (byte << 8) | odd : (odd << 8) | byte;
        odd = -1;
        const low = unit >= 0xdc00 && unit < 0xe000;
        if (high >= 0 && low) {
          put(0x10000 + ((high - 0xd800) << 10) + (unit - 0xdc00));
          high = -1;
          continue;
        }
        if (high >= 0) put(high);
        high = unit >= 0xd800 && unit < 0xdc00 ? unit : -1;
        if (high < 0) put(unit);
      }
      if (length > 0) reader.push(out.subarray(0, length));
    },
    end() {
      if (high >= 0 || odd >= 0) reader.push(new Uint8Array([INVALID]));
      reader.end();
    },
  };
}
