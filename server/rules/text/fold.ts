/**
 * A name as a search compares it: one spelling of Unicode, lower case, no diacritics, đ as d, single spaces. What is
 * stored in `unit_version.name_search`, what lists on the page hold and what a person types all go through this function.
 * Names of units are compared by `rules/unit-names.ts`, which begins here.
 */
export function searchable(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/g, 'd')
    .replace(/\s+/g, ' ')
    .trim();
}
