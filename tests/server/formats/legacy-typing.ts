import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';

const marks = new Map([
  ...Object.entries({ '\u0300': 'ø', '\u0301': 'ù', '\u0309': 'û', '\u0303': 'õ', '\u0323': 'ï' }),
  ...Object.entries({
    '\u0302': 'â',
    '\u0302\u0300': 'à',
    '\u0302\u0301': 'á',
    '\u0302\u0309': 'å',
    '\u0302\u0303': 'ã',
  }),
  ...Object.entries({
    '\u0302\u0323': 'ä',
    '\u0306': 'ê',
    '\u0306\u0300': 'è',
    '\u0306\u0301': 'é',
    '\u0306\u0309': 'ú',
  }),
  ...Object.entries({ '\u0306\u0303': 'ü', '\u0306\u0323': 'ë' }),
]);
const alone = new Map(
  Object.entries({ đ: 'ñ', Đ: 'Ñ', í: 'í', ì: 'ì', ỉ: 'æ', ĩ: 'ó', ị: 'ò', ỵ: 'î', ơ: 'ô', ư: 'ö', Ơ: 'Ô', Ư: 'Ö' }),
);
const capitals = new Map(Object.entries({ Í: 'Í', Ì: 'Ì', Ỉ: 'Æ', Ĩ: 'Ó', Ị: 'Ò', Ỵ: 'Î' }));

/** A text as it is typed with a VNI font. */
export function typedInVni(text: string): string {
  return [...text.normalize('NFC')].map(vniLetter).join('');
}

function vniLetter(letter: string): string {
  const single = alone.get(letter) ?? capitals.get(letter);
  if (single !== undefined) return single;
  const [base = '', ...signs] = letter.normalize('NFD');
  // A horn is part of the letter; a tone below comes before a circumflex above in decomposed text.
  const horn = signs.includes('\u031b');
  const rest = signs.filter((sign) => sign !== '\u031b').sort((one, other) => shapeFirst(one) - shapeFirst(other));
  if (rest.length === 0 && !horn) return letter;
  const written = horn ? (alone.get(`${base}\u031b`.normalize('NFC')) ?? base) : base;
  const mark = marks.get(rest.join('')) ?? '';
  return written + (base === base.toUpperCase() ? mark.toUpperCase() : mark);
}

function shapeFirst(sign: string): number {
  return sign === '\u0302' || sign === '\u0306' ? 0 : 1;
}

/** A text as it is typed with a TCVN3 font, in letters of western Europe. */
export function typedInTcvn3(text: string): string {
  return iconv.decode(iconv.encode(text, 'tcvn'), 'windows-1252');
}

/** Names of communes, with their kind. */
export const communeNames: readonly string[] = readFileSync(
  new URL('../../../data/admin-units/admin-units.csv', import.meta.url),
  'utf8',
)
  .split('\n')
  .slice(1)
  .flatMap((line) => line.split(',')[1] ?? [])
  .filter((name) => name !== '');
