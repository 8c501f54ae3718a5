const nuclei = new Set(
  (
    'a ă â e ê i o ô ơ u ư y ai ao au ay âu ây eo êu ia iê iu oa oă oe oi ôi ơi oo ua uâ uê ui uo uơ uô ưa ưi ươ ưu uy ' +
    'uya uyê uyu yê yêu iêu oai oay uôi ươi ươu uây uao oeo ue'
  ).split(' '),
);
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;
const parts = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?([aăâeêioôơuưy]{1,3})(?:ch|ng|nh|[cmnpt])?$/u;

/** Whether a word in lower case is built as a Vietnamese syllable is: one tone at most, vowels that stand together. */
function isSyllable(word: string): boolean {
  const decomposed = word.normalize('NFD');
  if ((decomposed.match(tones) ?? []).length > 1) return false;
  const nucleus = parts.exec(decomposed.replace(tones, '').normalize('NFC'))?.[1];
  return nucleus !== undefined && nuclei.has(nucleus);
}

/** Part of the words with other than ASCII letters that are built as Vietnamese syllables are, 0 to 1. */
export function shareVietnamese(texts: readonly string[]): number {
  const words = texts
    .flatMap((text) => text.split(/[\s\d.,;:()/'"-]+/))
    .filter((word) => /[^\u0000-\u007f]/.test(word));
  if (words.length === 0) return 0;
  const good = words.filter((word) => {
    const inner = word.slice(1);
    const oneCase = inner === inner.toLowerCase() || word === word.toUpperCase();
    return oneCase && isSyllable(word.toLowerCase());
  });
  return good.length / words.length;
}
