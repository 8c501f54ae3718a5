import { getFileNameLowLevel, type Entry } from 'yauzl';
import { decodeBytes, guessEncoding } from './encodings.ts';
import { shareVietnamese } from './vietnamese.ts';

const utf8Flag = 0x0800;
const unicodePathField = 0x7075;
/** Fewer Vietnamese words than this in what was guessed: then names are in the character set that zips began with. */
const enoughWords = 0.5;

/**
 * Names of entries as paths of `/`, in composed Unicode and in the order of the entries. Old programs write names in the
 * code page of their machine and say nothing of it; some write folders with a backslash. Null where a name points out of
 * its folder.
 */
export function pathsOf(entries: readonly Entry[]): (string | null)[] {
  const unsaid = entries.filter((entry) => !saysUnicode(entry) && !isUtf8(entry.fileNameRaw));
  const names = unsaid.map(({ fileNameRaw }) => fileNameRaw.toString('latin1'));
  const encoding = guessEncoding(names);
  const guessed = shareVietnamese(names.map((name) => decodeBytes(name, encoding))) >= enoughWords;
  return entries.map((entry) => {
    const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
    if (saysUnicode(entry)) return safePath(getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true));
    if (isUtf8(fileNameRaw)) return safePath(fileNameRaw.toString('utf8'));
    if (guessed) return safePath(decodeBytes(fileNameRaw.toString('latin1'), encoding));
    return safePath(getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true));
  });
}

function saysUnicode({ generalPurposeBitFlag, extraFields }: Entry): boolean {
  return (generalPurposeBitFlag & utf8Flag) !== 0 || extraFields.some(({ id }) => id === unicodePathField);
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A path within its folder, or null. A folder keeps the slash at its end. */
function safePath(name: string): string | null {
  const slashed = name
    .normalize('NFC')
    .replaceAll('\\', '/')
    .replace(/\p{Cc}/gu, '_');
  const segments = slashed.split('/').filter((segment) => segment !== '.');
  if (/^[a-z]:/i.test(slashed) || slashed.startsWith('/') || segments.includes('..')) return null;
  const path = segments.filter((segment) => segment !== '').join('/');
  return slashed.endsWith('/') || path === '' ? `${path}/` : path;
}

/** Whether a file is one that a system or a program leaves beside others, of which no person knows. */
export function isLitter(path: string): boolean {
  const segments = path.split('/');
  const name = segments.at(-1) ?? '';
  return segments.includes('__MACOSX') || /^(\._.*|~\$.*|\.ds_store|thumbs\.db|desktop\.ini)$/i.test(name);
}
