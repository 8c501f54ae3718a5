import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

/**
 * Bytes of letters as Windows in western Europe writes them. Latin-1 is in it, with the control characters that stand in
 * the place of what Windows put there: both are what text is mistaken for.
 */
const byteOf = new Map<string, number>();
for (let byte = 0xff; byte >= 0; byte--) {
  byteOf.set(String.fromCharCode(byte), byte);
  // Not by TextDecoder: that of some versions of Node takes windows-1252 for Latin-1.
  const letter = iconv.decode(Buffer.from([byte]), 'windows-1252');
  if (letter !== '\ufffd') byteOf.set(letter, byte);
}

/** Text as bytes of windows-1252, one character each (latin1); null where it has other letters. */
export function inWindows1252(text: string): string | null {
  let bytes = '';
  for (const letter of text) {
    const byte = byteOf.get(letter);
    if (byte === undefined) return null;
    bytes += String.fromCharCode(byte);
  }
  return bytes;
}

/** Whether text is ASCII alone, in which all encodings agree. */
export function isAscii(text: string): boolean {
  return !/[^\u0000-\u007f]/.test(text);
}

const beginning = /[\u00c2-\u00df]$|[\u00e0-\u00ef][\u0080-\u00bf]?$|[\u00f0-\u00f4][\u0080-\u00bf]{0,2}$/;

/**
 * What text whose characters are bytes is as UTF-8: `cut` where its last letter is not whole, as in columns that are too
 * narrow; `whole` is what remains then.
 */
export function asUtf8(text: string): { readonly how: 'ascii' | 'valid' | 'cut' | 'invalid'; readonly whole: string } {
  if (isAscii(text)) return { how: 'ascii', whole: text };
  if (isUtf8(Buffer.from(text, 'latin1'))) return { how: 'valid', whole: text };
  const whole = text.replace(beginning, '');
  const cut = whole !== text && isUtf8(Buffer.from(whole, 'latin1'));
  return cut ? { how: 'cut', whole } : { how: 'invalid', whole: text };
}
