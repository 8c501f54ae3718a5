import iconv from 'iconv-lite';
import { asUtf8, inWindows1252, isAscii } from './latin.ts';
import { wordsWithLost } from '#rules/text/lost-letters.ts';
import { shown } from '#rules/text/shown.ts';
import { Unreadable } from './unreadable.ts';
import { shareVietnamese } from './vietnamese.ts';
import { decodeVni } from './vni.ts';

/** How text was written. Names are ours; `aliases` are what files and people call them. */
interface Encoding {
  readonly id: string;
  readonly aliases: readonly string[];
  decode(bytes: Buffer): string;
}

const encodings: readonly Encoding[] = [
  {
    id: 'utf-8',
    aliases: ['utf8', '65001', 'cp65001', 'utf8bom', 'utf8sig', 'unicodeutf8'],
    decode: (bytes) => bytes.toString('utf8'),
  },
  {
    id: 'windows-1258',
    aliases: ['cp1258', '1258', 'windows1258', 'ansi1258', 'win1258', 'windowsvietnamese', 'vietnamese'],
    decode: (bytes) => iconv.decode(bytes, 'windows-1258'),
  },
  {
    id: 'tcvn3',
    aliases: ['tcvn', 'tcvn5712', 'abc', 'tcvn35712', 'tcvn57121', 'tcvn57122', 'vntime'],
    decode: (bytes) => iconv.decode(bytes, 'tcvn'),
  },
  { id: 'vni', aliases: ['vniwindows', 'vniwin', 'vnitimes'], decode: (bytes) => decodeVni(bytes.toString('latin1')) },
  {
    id: 'windows-1252',
    // Also by the numbers of dBASE that Esri writes into a .cpg.
    aliases: [
      ...['cp1252', '1252', 'windows1252', 'ansi1252', 'win1252', 'windowslatin1', 'wlatin1', 'ldid87', 'ldid3'],
      ...['latin1', 'iso88591', '88591', 'iso885915', '885915', 'ansi', 'westerneuropean'],
    ],
    decode: (bytes) => iconv.decode(bytes, 'windows-1252'),
  },
];

/** Names of all encodings, for a sentence. */
const encodingNames: readonly string[] = encodings.map((encoding) => encoding.id);

/** Our name of an encoding that a file or a person names in any usual way, or null. */
export function findEncoding(name: string): string | null {
  const plain = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  const found = encodings.find(({ id, aliases }) => id.replace(/[^a-z0-9]/g, '') === plain || aliases.includes(plain));
  return found?.id ?? null;
}

/** The refusal of a name that no encoding has. */
export function unknownEncoding(encoding: string): Unreadable {
  const said = shown(encoding);
  const names = encodingNames.join(', ');
  return new Unreadable(
    'choice',
    'unknownEncoding',
    { vi: `Không có bảng mã "${said}".`, en: `There is no encoding "${said}".` },
    { vi: `Chọn một trong: ${names}.`, en: `Choose one of ${names}.` },
  );
}

/** Text of which each character is one byte, in a named encoding; composed (NFC). */
export function decodeBytes(text: string, encoding: string): string {
  const found = encodings.find(({ id }) => id === encoding);
  return found ? found.decode(Buffer.from(text, 'latin1')).normalize('NFC') : text;
}

/**
 * Text typed with a font of old days: letters of western Europe that stand for bytes of `encoding`. Letters that have no
 * such byte stay.
 */
export function reinterpret(text: string, encoding: string): string {
  const bytes = inWindows1252(text);
  if (bytes !== null) return decodeBytes(bytes, encoding);
  const converted = [...text].map((letter) => inWindows1252(letter) ?? `\u0000${letter}\u0000`);
  return converted
    .join('')
    .split(/\u0000(.*?)\u0000/su)
    .map((part, index) => (index % 2 === 0 ? decodeBytes(part, encoding) : part))
    .join('');
}

/**
 * The encoding in which most words look Vietnamese, of texts whose characters are bytes. What is valid UTF-8 is that:
 * nothing else is by chance. Pure ASCII is utf-8, and what looks Vietnamese in no encoding is western Europe's. The order
 * decides between equals: what is usual first.
 */
export function guessEncoding(texts: readonly string[]): string {
  const telling = texts.filter((text) => !isAscii(text)).slice(0, 500);
  if (telling.length === 0) return 'utf-8';
  const utf8 = telling.map((text) => asUtf8(text).how);
  const count = (wanted: string) => utf8.filter((how) => how === wanted).length;
  if (count('valid') > 0 && count('valid') >= count('invalid')) return 'utf-8';
  const possible = haveLost(texts) ? ['windows-1258', 'windows-1252'] : others;
  let best = { id: 'windows-1252', score: 0 };
  for (const id of possible) {
    const score = shareVietnamese(telling.map((text) => decodeBytes(text, id)));
    if (score > best.score + 0.001) best = { id, score };
  }
  return best.id;
}

const others = encodings.map(({ id }) => id).filter((id) => id !== 'utf-8');

/** Whether a program put "?" for letters: it wrote an encoding that lacks some, and the fonts of old days have all. */
function haveLost(texts: readonly string[]): boolean {
  return new Set(texts.slice(0, 500).flatMap(wordsWithLost)).size >= 3;
}

export interface Utf16 {
  readonly encoding: 'utf-16le' | 'utf-16be';
  /** Bytes of the mark at the beginning. */
  readonly bom: 0 | 2;
}

/**
 * Whether a text that begins so is UTF-16, and in which order its bytes stand. Without a mark the NUL bytes tell: every
 * ASCII letter has one, on the same side, and no other encoding of text has any.
 */
export function utf16Of(head: Uint8Array): Utf16 | null {
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: 'utf-16le', bom: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: 'utf-16be', bom: 2 };
  const pairs = Math.min(Math.floor(head.length / 2), 2_048);
  if (pairs < 2) return null;
  let [first, second] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    if (head[2 * pair] === 0) first++;
    if (head[2 * pair + 1] === 0) second++;
  }
  // A third of the letters of Vietnamese are beyond Latin-1; a stray NUL in other text is far from a third.
  if (second >= pairs * 0.3 && first <= second * 0.1) return { encoding: 'utf-16le', bom: 0 };
  if (first >= pairs * 0.3 && second <= first * 0.1) return { encoding: 'utf-16be', bom: 0 };
  return null;
}
