/** Letters on both sides, or one behind; a capital after a small one begins what comes after a question. */
const within = /\p{Ll}\?+\p{Ll}|\p{Lu}\?+\p{L}|^\?+\p{Ll}/u;
const address = /[=&@]|:\/\/|www\.|\.\p{L}+\//iu;

/**
 * Words in which programs have put "?" for letters that an encoding lacks: "Tr??ng Ti?u h?c". Only a "?" between letters
 * tells them from questions, and addresses have one too.
 */
export function wordsWithLost(text: string): string[] {
  if (!text.includes('?')) return [];
  return text.split(/\s+/).filter((word) => within.test(word) && !address.test(word));
}
