import iconv from 'iconv-lite';
import { Unreadable } from './unreadable.ts';

/** How text was written. Names are ours; `aliases` are what files and people call them. */
interface Encoding {
  readonly id: string;
  readonly aliases: readonly string[];
  decode(bytes: Buffer): string;
}

const encodings: readonly Encoding[] = [
  { id: 'utf-8', aliases: ['utf8', '65001', 'cp65001'], decode: (bytes) => bytes.toString('utf8') },
  {
    id: 'windows-1258',
    aliases: ['cp1258', '1258', 'windows1258', 'ansi1258'],
    decode: (bytes) => iconv.decode(bytes, 'windows-1258'),
  },
  { id: 'tcvn3', aliases: ['tcvn', 'tcvn5712', 'abc', 'tcvn35712'], decode: (bytes) => iconv.decode(bytes, 'tcvn') },
  { id: 'vni', aliases: ['vniwindows', 'vniwin'], decode: (bytes) => decodeVni(bytes.toString('latin1')) },
  {
    id: 'windows-1252',
    aliases: ['cp1252', '1252', 'windows1252', 'ansi1252', 'latin1', 'iso88591', '88591'],
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
  const shown = encoding.replace(/\p{C}/gu, '?').slice(0, 80);
  const names = encodingNames.join(', ');
  return new Unreadable(
    'choice',
    'unknownEncoding',
    { vi: `Không có bảng mã "${shown}".`, en: `There is no encoding "${shown}".` },
    { vi: `Chọn một trong: ${names}.`, en: `Choose one of ${names}.` },
  );
}

/** Text of which each character is one byte, in a named encoding; composed (NFC). */
export function decodeBytes(text: string, encoding: string): string {
  const found = encodings.find(({ id }) => id === encoding);
  return found ? found.decode(Buffer.from(text, 'latin1')).normalize('NFC') : text;
}

/** Text typed with a font of old days: letters of western Europe that stand for bytes of `encoding`. */
export function reinterpret(text: string, encoding: string): string {
  return decodeBytes(iconv.encode(text, 'windows-1252').toString('latin1'), encoding);
}

/**
 * The encoding in which most words look Vietnamese, of texts whose characters are bytes. Pure ASCII is utf-8. The
 * order decides between equals: what is usual first.
 */
export function guessEncoding(texts: readonly string[]): string {
  const telling = texts.filter((text) => /[^\u0000-\u007f]/.test(text)).slice(0, 500);
  if (telling.length === 0) return 'utf-8';
  let best = { id: 'utf-8', score: -1 };
  for (const { id } of encodings) {
    const score = shareVietnamese(telling.map((text) => decodeBytes(text, id)));
    if (score > best.score + 0.001) best = { id, score };
  }
  return best.id;
}

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
function shareVietnamese(texts: readonly string[]): number {
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

const vniBases: Record<string, string> = { ô: 'ơ', Ô: 'Ơ', ö: 'ư', Ö: 'Ư' };
const vniAlone: Record<string, string> = {
  ...vniBases,
  ...{ ñ: 'đ', Ñ: 'Đ', í: 'í', Í: 'Í', ì: 'ì', Ì: 'Ì', æ: 'ỉ', Æ: 'Ỉ', ó: 'ĩ', Ó: 'Ĩ', ò: 'ị', Ò: 'Ị', î: 'ỵ', Î: 'Ỵ' },
};
const [grave, acute, hook, tilde, dot, circumflex, breve] = [
  '\u0300',
  '\u0301',
  '\u0309',
  '\u0303',
  '\u0323',
  '\u0302',
  '\u0306',
];
const vniMarks: Record<string, string> = {
  ...{ ø: grave, ù: acute, û: hook, õ: tilde, ï: dot },
  ...{
    â: circumflex,
    à: circumflex + grave,
    á: circumflex + acute,
    å: circumflex + hook,
    ã: circumflex + tilde,
    ä: circumflex + dot,
  },
  ...{ ê: breve, è: breve + grave, é: breve + acute, ú: breve + hook, ü: breve + tilde, ë: breve + dot },
};

/** VNI for Windows: a vowel and its marks are two characters. */
function decodeVni(text: string): string {
  return text.replace(
    /([aeouyôö])([øùûõïâàáåãäêèéúüë])|([ñíìæóòîôö])/gi,
    (whole, base?: string, mark?: string, alone?: string) => {
      if (alone !== undefined) return vniAlone[alone] ?? whole;
      const marks = vniMarks[(mark ?? '').toLowerCase()];
      return marks === undefined ? whole : (vniBases[base ?? ''] ?? base ?? '') + marks;
    },
  );
}
