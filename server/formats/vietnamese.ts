const nuclei = new Set(
  (
    'a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu oa oă oe oi ôi ơi oo ua uâ uê ui uo uơ uô ưa ưi ươ ưu uy ' +
    'uya uyê uyu yê yêu iêu oai oay uôi ươi ươu uây uao oeo ue'
  ).split(' '),
);
/** Vowels that end in one that glides off: the tone stands before it, "xão" and not "xaõ". */
const gliding = new Set(
  'ai ao au ay âu ây eo êu iu oi ôi ơi ui ưi ưu iêu oai oay uôi ươi ươu uây uyu yêu oeo uao'.split(' '),
);
const toneAtEnd = /[\u0300\u0301\u0303\u0309\u0323]$/;
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const parts = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?([aăâeêioôơuưy]{1,3})(?:ch|ng|nh|[cmnpt])?$/u;

/** Before what closes the mouth only two tones can be said: "mát" and "mạt", not "mảt". */
const stopped = /(?:ch|[cpt])$/;
const stoppedTones = /[\u0301\u0323]/;

/**
 * Whether a word in lower case is built as a Vietnamese syllable is: one tone at most and one that its end allows, vowels
 * that stand together.
 */
function isSyllable(word: string): boolean {
  const decomposed = word.normalize('NFD');
  const [tone, second] = decomposed.match(tones) ?? [];
  if (second !== undefined) return false;
  if (tone !== undefined && stopped.test(decomposed) && !stoppedTones.test(tone)) return false;
  const nucleus = parts.exec(decomposed.replace(tones, '').normalize('NFC'))?.[1];
  if (nucleus === undefined || !nuclei.has(nucleus)) return false;
  return !(gliding.has(nucleus) && toneAtEnd.test(decomposed));
}

/** Words with other than ASCII letters; a word with "?" may have lost one and tells nothing. */
export function tellingWords(text: string): string[] {
  return text
    .split(/[\s\d.,;:()/'"\u201c\u201d\u2018\u2019-]+/)
    .filter((word) => /[^\u0000-\u007f]/.test(word) && !word.includes('?'));
}

/** Whether a word looks Vietnamese: a syllable, in small letters but for the first, or in capitals. */
export function looksVietnamese(word: string): boolean {
  const inner = word.slice(1);
  const oneCase = inner === inner.toLowerCase() || word === word.toUpperCase();
  return oneCase && isSyllable(word.toLowerCase());
}

/** Part of the words with other than ASCII letters that look Vietnamese, 0 to 1. */
export function shareVietnamese(texts: readonly string[]): number {
  const words = texts.flatMap(tellingWords);
  return words.length === 0 ? 0 : words.filter(looksVietnamese).length / words.length;
}
