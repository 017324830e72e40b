// From the strings of JavaScript to UTF-8, and from places in UTF-8 back.

const encoder = new TextEncoder();

/**
 * The bytes of a text. A lone surrogate, which UTF-8 cannot represent, becomes three bytes that are not UTF-8, so that the
 * linter reports it at its place. Of a text that is longer than `max`, the start may do.
 */
export function bytesOf(data, max = Infinity) {
  if (typeof data === "string") {
    const text = data.length > max ? data.slice(0, max) : data;
    const bytes = encoder.encode(text);
    return text.isWellFormed() ? bytes : withSurrogates(text, bytes);
  }
  if (data instanceof Uint8Array) return data;
  if (ArrayBuffer.isView(data)) return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  throw new TypeError(`data: expected a string or a Uint8Array, found ${found(data)}`);
}

function found(value) {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}

/** The number of bytes of a character in UTF-8; a lone surrogate has as many as the sign that replaces it. */
function size(point) {
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}

function withSurrogates(text, bytes) {
  let offset = 0;
  for (const character of text) {
    const point = character.codePointAt(0);
    if (point >= 0xd800 && point <= 0xdfff) {
      bytes.set([0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f)], offset);
    }
    offset += size(point);
  }
  return bytes;
}

export function utf16Range(text, { start, end }) {
  let [bytes, index] = [0, 0];
  const advance = (offset) => {
    while (bytes < offset && index < text.length) {
      const point = text.codePointAt(index);
      bytes += size(point);
      index += point > 0xffff ? 2 : 1;
    }
    return index;
  };
  return { start: advance(start.offset), end: advance(end.offset) };
}
