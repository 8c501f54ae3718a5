import { readFile } from 'node:fs/promises';
import type { Files } from './driver.ts';
import { geodatabaseOf } from './geodatabase.ts';
import type { Limits } from './limits.ts';
import type { GivenFile } from './source.ts';
import { unpack } from './unpack.ts';
import { Unreadable } from './unreadable.ts';

/**
 * All that was given, zips unpacked, by path: folders are kept, so that parts of one file are looked for in its own
 * folder. Several zips are a folder each. Throws Unreadable.
 */
export async function loadContents(files: readonly GivenFile[], limits: Limits): Promise<Files> {
  const zips = files.filter(({ name }) => isZip(name));
  const contents = new Map<string, Uint8Array>();
  const seen = new Set<string>();
  const add = (path: string, bytes: Uint8Array) => {
    const plain = path.toLowerCase();
    if (seen.has(plain)) throw givenTwice(path);
    seen.add(plain);
    contents.set(path, bytes);
  };
  for (const file of files) {
    const bytes = await readFile(file.path);
    const name = plainName(file.name);
    if (!isZip(name)) add(name, new Uint8Array(bytes));
    else {
      const stem = name.replace(/\.[^.]*$/, '');
      const unpacked = await unpack(bytes, limits);
      // A geodatabase whose folder was left out of the zip is called as the zip is.
      const bare = [...unpacked.keys()].some((path) => geodatabaseOf(path) === '');
      const folder = bare ? `${stem.replace(/\.gdb$/i, '')}.gdb/` : zips.length > 1 ? `${stem}/` : '';
      for (const [path, part] of unpacked) add(`${folder}${path}`, part);
    }
  }
  if (contents.size === 0) throw emptyZip();
  return contents;
}

/** The files that lie in a folder itself, named without it; '' is the root. */
export function filesWithin(contents: Files, folder: string): Map<string, Uint8Array> {
  const start = folder === '' ? '' : `${folder}/`;
  const found = new Map<string, Uint8Array>();
  for (const [path, bytes] of contents) {
    const name = path.slice(start.length);
    if (path.startsWith(start) && !name.includes('/')) found.set(name, bytes);
  }
  return found;
}

/** The files in a folder and all below it, named from there; `start` is empty or ends with a stroke. */
export function filesBelow(contents: Files, start: string): Map<string, Uint8Array> {
  const below = [...contents].filter(([path]) => path.startsWith(start));
  return new Map(below.map(([path, bytes]) => [path.slice(start.length), bytes]));
}

function isZip(name: string): boolean {
  return /\.(zip|kmz)$/i.test(name);
}

/** A name as a file's alone: the page and the command may give paths. */
function plainName(name: string): string {
  return (name.split(/[\\/]/).at(-1) ?? 'file').normalize('NFC').replace(/\p{Cc}/gu, '_');
}

function givenTwice(path: string): Unreadable {
  return new Unreadable(
    'choice',
    'givenTwice',
    { vi: `Có hai tệp cùng tên "${path}".`, en: `Two of the files are called "${path}".` },
    { vi: 'Gửi riêng từng lớp, hoặc đổi tên tệp.', en: 'Give one layer at a time, or rename the files.' },
  );
}

function emptyZip(): Unreadable {
  return new Unreadable(
    'broken',
    'zipEmpty',
    { vi: 'Tệp .zip không có tệp nào bên trong.', en: 'There is no file in the zip.' },
    { vi: 'Nén lại cùng các tệp dữ liệu.', en: 'Zip it again with the files of the data.' },
  );
}
