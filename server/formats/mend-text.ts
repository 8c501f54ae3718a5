import { mayBeTcvn3 } from './legacy-text.ts';

/** What is mended in texts of any format; `lost` is told only: what a letter was is not known any more. */
export type Mend = 'eth' | 'unseen' | 'spaces' | 'controls' | 'composed' | 'lost';

const plain = /^[\t\n\r\u0020-\u007e]*$/;
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
const unseen = /[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const softHyphens = /\u00ad/g;
const spaces = /[\u00a0\u2007\u202f]/g;
const nul = /\u0000/g;
const halves = /\p{Cs}/gu;
const words = /[\p{L}\p{M}]+/gu;

/** Whether a text is nothing but signs that every program writes alike. */
export function isPlain(text: string): boolean {
  return plain.test(text);
}

/**
 * A text as it was meant: composed (NFC), without what is not seen, with plain spaces, and with the letter of Vietnam
 * where one of Iceland or Africa stands that looks the same. A name may hold anything and must be storable; of a value only
 * the NUL is taken out, with which programs fill up columns: whoever reads it refuses other characters that no text has.
 */
export function mendText(
  text: string,
  what: 'name' | 'value',
): { readonly text: string; readonly mends: readonly Mend[] } {
  if (plain.test(text)) return { text, mends: [] };
  const mends: Mend[] = [];
  let now = text;
  const change = (mend: Mend, next: string) => {
    if (next !== now) mends.push(mend);
    now = next;
  };
  change('controls', now.replace(what === 'name' ? controls : nul, ''));
  change('unseen', withoutHyphens(now.replace(unseen, '')));
  change('spaces', now.replace(spaces, ' '));
  change('composed', now.normalize('NFC'));
  change('eth', now.replace(words, withoutEth));
  if (what === 'name') now = now.replace(halves, '\ufffd');
  if (now.includes('\ufffd')) mends.push('lost');
  return { text: now, mends };
}

/** A soft hyphen is the letter "ư" of a font of old days: there it is not taken out. */
function withoutHyphens(text: string): string {
  return text.includes('\u00ad') && !mayBeTcvn3(text) ? text.replace(softHyphens, '') : text;
}

/**
 * A word with đ for the letters that look the same in capitals. Those begin no word of a language that has them; elsewhere
 * they stand in abbreviations alone ("QĐ", "HĐND"): capitals without a vowel.
 */
function withoutEth(word: string): string {
  if (!/[\u00d0\u00f0\u0189\u0256]/.test(word)) return word;
  const abbreviation = /^[BCDGHKLMNPQRSTVX\u00d0\u0189\u0110]+$/.test(word);
  const which = abbreviation ? /[\u00d0\u0189]/g : /^[\u00d0\u00f0\u0189\u0256](?=[\p{L}\p{M}]|$)/u;
  return word.replace(which, (letter) => (/[\u00d0\u0189]/.test(letter) ? '\u0110' : '\u0111'));
}
