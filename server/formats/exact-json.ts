/** An integer of so many digits that a number may not hold it; what stands behind a point is no integer. */
const longInteger = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/;
const [quote, backslash] = [34, 92];

/** The value of a JSON text, in which integers beyond 2^53 are texts of their digits: a number would change some. */
export function parseExact(text: string): unknown {
  // Mostly there is none, and nothing is copied.
  return JSON.parse(longInteger.test(text) ? withQuotedIntegers(text) : text) as unknown;
}

function withQuotedIntegers(text: string): string {
  const parts: string[] = [];
  let copied = 0;
  let at = 0;
  let inString = false;
  for (const { 0: digits, index } of text.matchAll(new RegExp(longInteger, 'g'))) {
    for (; at < index; at++) {
      const code = text.charCodeAt(at);
      if (inString && code === backslash) at++;
      else if (code === quote) inString = !inString;
    }
    if (inString || Number.isSafeInteger(Number(digits))) continue;
    parts.push(text.slice(copied, index), `"${digits}"`);
    copied = index + digits.length;
  }
  return parts.join('') + text.slice(copied);
}
