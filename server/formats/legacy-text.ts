import { isUtf8 } from 'node:buffer';
import { reinterpret } from './encodings.ts';
import { inWindows1252, isAscii } from './latin.ts';
import { looksVietnamese, shareVietnamese, tellingWords } from './vietnamese.ts';

/** Fonts of old days whose letters lie where western Europe's are. */
export type LegacyFont = 'tcvn3' | 'vni';

const most = 500;
const letters = /[\u0100-\u024f\u0300-\u036f\u1e00-\u1eff]/;

/**
 * The font that texts were typed with, where they are Unicode by name only: most words are no Vietnamese as they stand and
 * are as that font shows them. Null where there is any doubt: what is proper must not be taken for it.
 */
export function legacyFontOf(texts: readonly string[]): LegacyFont | null {
  const telling = texts.filter((text) => !isAscii(text)).slice(0, most);
  const words = [...new Set(telling.flatMap(tellingWords))];
  const plain = words.filter(looksVietnamese).length;
  if (words.length < 2) return null;
  let best: { font: LegacyFont | null; share: number } = { font: null, share: 0 };
  for (const font of ['tcvn3', 'vni'] as const) {
    const read = words.filter((word) => !letters.test(word) && looksVietnamese(reinterpret(word, font)));
    const telltale = read.filter((word) => !looksVietnamese(word) && unlikely[font].test(word));
    const [share, before] = [read.length / words.length, plain / words.length];
    const likely = share >= 0.8 && share - before >= 0.3 && (telltale.length > 0 || words.length >= 6);
    if (likely && share > best.share) best = { font, share };
  }
  return best.font;
}

/** What hardly stands within a word of any language: signs beside letters; a vowel twice, once with a mark. */
const unlikely: Record<LegacyFont, RegExp> = {
  tcvn3: /[a-z][\u00a1-\u00bf]|[\u00a1-\u00bf][a-z]/i,
  vni: /[aeo][\u00f8\u00f9\u00fb\u00f5]|[ao][\u00e2\u00e1\u00e0\u00e5\u00e3\u00e4]|a[\u00ea\u00e8\u00e9\u00fa\u00fc\u00eb]|[\u00f4\u00f6][\u00f8\u00f9\u00fb\u00f5\u00ef]|\u00f6\u00f4|\u00f1[a-z]/i,
};

/** Whether texts have letters that only Unicode has, and no others that a font would show. */
export function isProper(texts: readonly string[]): boolean {
  const others = texts.filter((text) => !letters.test(text));
  return others.length < texts.length && legacyFontOf(others) === null;
}

/**
 * Text as the font shows it. What has letters that only Unicode has, or is Vietnamese as it stands and would not be then,
 * was typed otherwise and stays.
 */
export function fromFont(text: string, encoding: string): string {
  if (isAscii(text) || letters.test(text)) return text;
  const read = reinterpret(text, encoding);
  return shareVietnamese([text]) === 1 && shareVietnamese([read]) < 1 ? text : read;
}

/** Whether a soft hyphen or an eth may be a letter of a TCVN3 font: the whole text reads well then. */
export function mayBeTcvn3(text: string): boolean {
  return !letters.test(text) && shareVietnamese([reinterpret(text, 'tcvn3')]) === 1;
}

const lead = /[\u00c2-\u00f4][^\u0000-\u007f]/;

/** UTF-8 that was once read as windows-1252 and saved ("TrÆ°á»ng"), as it should be; null for any other text. */
export function undoubled(text: string): string | null {
  if (!lead.test(text)) return null;
  const bytes = inWindows1252(text);
  if (bytes === null) return null;
  const buffer = Buffer.from(bytes, 'latin1');
  return isUtf8(buffer) ? buffer.toString('utf8') : null;
}

/** Whether text was UTF-8 once and lost letters on the way, so that it cannot be read any more; for files that have such. */
export function looksDoubled(text: string): boolean {
  return /\u00e1[\u00ba\u00bb]|\u00c6[\u00a0\u00a1\u00af\u00b0]|\u00c4[\u0080-\u009f\u2018\u2019\u0192]|\u00c3[\u0080-\u00bf]/.test(
    text,
  );
}
