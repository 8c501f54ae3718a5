/** A client's word in a sentence of ours: short and without characters that are not seen or turn the writing round. */
export function shown(text: string): string {
  // A cut through a character of two halves leaves one that is none.
  return seen(text)
    .slice(0, 60)
    .replace(/[\uD800-\uDBFF]$/, '');
}

/** A text with question marks in the place of characters that are not seen or turn the writing round. */
export function seen(text: string): string {
  return text.replace(/\p{C}/gu, '?');
}
