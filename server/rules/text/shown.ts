/** A client's word in a sentence of ours: short and without characters that are not seen or turn the writing round. */
export function shown(text: string): string {
  return text.replace(/\p{C}/gu, '?').slice(0, 60);
}
