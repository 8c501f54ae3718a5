import { shown } from '#rules/text/shown.ts';
import type { Reading } from './reading.ts';
import { nothingToDo } from '#formats/driver.ts';

/** Letters of Greek and Cyrillic that nobody can tell from those of Latin, and these. */
const alike = new Map(
  ['АВЕЅІЈКМНОРСТУХаесорхуѕіјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο', 'ABESIJKMHOPCTYXaecopxysijABEZHIKMNOPTYXo'].reduce<[string, string][]>(
    (pairs, letters, line) =>
      line === 0
        ? [...letters].map((letter) => [letter, ''])
        : pairs.map(([letter], at) => [letter, letters[at] ?? '']),
    [],
  ),
);
const foreign = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu;

/**
 * A text as it was meant: without the apostrophe by which a spreadsheet is told that a code is text, and with Latin letters where
 * letters of another alphabet look like them. What was changed is noted.
 */
export function asTyped(text: string): Reading<string> {
  const bare = /^'[\p{L}\d][^']*$/u.test(text) ? text.slice(1) : text;
  const letters = bare.match(foreign) ?? [];
  const isAlike = letters.length > 0 && letters.every((letter) => alike.has(letter));
  const value = isAlike ? bare.replace(foreign, (letter) => alike.get(letter) ?? letter) : bare;
  const notes = [
    ...(bare === text ? [] : [apostropheLeft(bare)]),
    ...(isAlike ? [lookAlike(value, [...new Set(letters)].join(', '))] : []),
  ];
  return notes.length === 0 ? { value } : { value, notes };
}

function apostropheLeft(text: string) {
  return {
    code: 'apostropheLeft',
    reason: {
      vi: `Dấu ' ở đầu ô đã được bỏ: "${shown(text)}".`,
      en: `The apostrophe before "${shown(text)}" was left out.`,
    },
    todo: nothingToDo,
  };
}

function lookAlike(text: string, letters: string) {
  return {
    code: 'lookAlike',
    reason: {
      vi: `Ô có chữ cái của bảng chữ khác trông như chữ Latinh (${letters}); đã đọc là "${shown(text)}".`,
      en: `The cell has letters of another alphabet that look like Latin ones (${letters}); it was read as "${shown(text)}".`,
    },
    todo: nothingToDo,
  };
}
