import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { uploadLimits } from '#formats/limits.ts';
import { unpack } from '#formats/unpack.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { makeZip, type ZipEntry } from './zip.ts';

const text = (name: string, content = 'nội dung'): ZipEntry => ({ name, content: Buffer.from(content) });
const noise = (bytes: number) => randomBytes(bytes);

async function codeOf(zip: Buffer): Promise<string> {
  const refused = await unpack(zip, uploadLimits).catch((error: unknown) => error);
  if (!(refused instanceof Unreadable)) throw new Error(`not refused but ${String(refused)}`);
  expect(refused.reason.vi).not.toBe('');
  expect(refused.todo.en).not.toBe('');
  return refused.code;
}

test('a plain zip gives its files', async () => {
  const files = await unpack(makeZip([text('a.shp'), text('thư mục/b.dbf', 'b')]), uploadLimits);
  expect([...files.keys()]).toEqual(['a.shp', 'thư mục/b.dbf']);
  expect(Buffer.from(files.get('thư mục/b.dbf') ?? []).toString()).toBe('b');
});

test.each([
  ['a path out of the folder', makeZip([text('../x.shp')]), 'zipPath'],
  ['an absolute path', makeZip([text('/etc/x.shp')]), 'zipPath'],
  ['a drive', makeZip([text('C:/x.shp')]), 'zipPath'],
  ['a path out of the folder, by backslashes', makeZip([text('a\\..\\..\\x.shp')]), 'zipPath'],
  ['an absolute path, by a backslash', makeZip([text('\\x.shp')]), 'zipPath'],
  ['a drive, by a backslash', makeZip([text('C:\\x.shp')]), 'zipPath'],
  ['a name twice, in two ways', makeZip([text('a/x.shp'), text('a\\x.shp')]), 'zipDoubleName'],
  ['a symbolic link', makeZip([{ ...text('x.shp', '/etc/passwd'), symlink: true }]), 'zipLink'],
  ['an encrypted entry', makeZip([{ ...text('x.shp'), encrypted: true }]), 'zipEncrypted'],
  ['a zip by name', makeZip([text('x.zip')]), 'zipNested'],
  ['a zip by content', makeZip([{ name: 'x.shp', content: makeZip([text('y')]) }]), 'zipNested'],
  ['a name twice', makeZip([text('x.shp'), text('X.SHP')]), 'zipDoubleName'],
  ['too many entries', makeZip(Array.from({ length: 1_001 }, (_, i) => text(`${i}.txt`))), 'zipEntries'],
  ['a bomb', makeZip([{ name: 'x.shp', content: Buffer.alloc(20_000_000) }]), 'zipRatio'],
  [
    'a size above the limit',
    makeZip([{ name: 'x.shp', content: noise(3_000_000), statedSize: 201_000_000 }]),
    'zipUnpacked',
  ],
  ['a size that lies', makeZip([{ name: 'x.shp', content: noise(30_000), statedSize: 10 }]), 'zipBroken'],
  ['entries over each other', makeZip([text('x.shp'), { ...text('y.shp'), offset: 0 }]), 'zipOverlap'],
  ['no zip', Buffer.from('PK not a zip'), 'zipBroken'],
  ['half a zip', makeZip([text('x.shp')]).subarray(0, 40), 'zipBroken'],
])('%s is refused', async (_, zip, code) => {
  expect(await codeOf(zip)).toBe(code);
});

const named = (rawName: Buffer): ZipEntry => ({ name: '', rawName, content: Buffer.from('x') });

test.each([
  ['backslashes are folders', [text('a\\b\\x.shp')], ['a/b/x.shp']],
  ['a folder has no content', [text('a/', ''), text('a\\', ''), text('a/x.shp')], ['a/x.shp']],
  ['the folder itself is no part of a path', [text('./a//x.shp')], ['a/x.shp']],
  ['dots in a name are no way out', [text('a..b/x...shp')], ['a..b/x...shp']],
  ['names of a Mac are composed', [text('Xa\u0303.shp')], ['Xã.shp']],
  [
    'what systems leave is left out',
    [
      '__MACOSX/._x.shp',
      '__MACOSX/a/._x.shp',
      '._x.shp',
      'a/._x.shp',
      '.DS_Store',
      'a/Thumbs.db',
      'Desktop.ini',
      'x.shp',
    ].map((name) => text(name)),
    ['x.shp'],
  ],
  ['a workbook in a zip is no archive', [{ name: 'x.xlsx', content: makeZip([text('y')]) }], ['x.xlsx']],
  ['UTF-8 without its flag', [named(Buffer.from('Xã/x.shp'))], ['Xã/x.shp']],
  [
    'windows-1258',
    [named(Buffer.from('5861 de20 5468 e06e 682f 782e 7368 70'.replaceAll(' ', ''), 'hex'))],
    ['Xã Thành/x.shp'],
  ],
  ['CP437', [named(Buffer.from('5a81 7269 6368 2e73 6870'.replaceAll(' ', ''), 'hex'))], ['Zürich.shp']],
  ['nothing at all', [], []],
])('%s', async (_, entries, paths) => {
  expect([...(await unpack(makeZip(entries), uploadLimits)).keys()]).toEqual(paths);
});

test('names in any bytes are read, and none leaves its folder', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 20 }), async (bytes) => {
      const files = await unpack(makeZip([named(Buffer.from(bytes))]), uploadLimits).catch((error: unknown) => error);
      if (files instanceof Unreadable) expect(['zipPath', 'zipNested']).toContain(files.code);
      else
        for (const path of (files as Map<string, unknown>).keys()) {
          expect(path).not.toMatch(/^\/|^[a-z]:|\\|\p{Cc}/iu);
          expect(path.split('/')).not.toContain('..');
        }
    }),
  );
});

test('a limit says how much it is', async () => {
  const refused = await unpack(makeZip([{ name: 'x.shp', content: Buffer.alloc(20_000_000) }]), uploadLimits).catch(
    (error: Unreadable) => error.reason.en,
  );
  expect(refused).toContain('at most 100 times');
});
