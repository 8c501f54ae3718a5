import { randomBytes } from 'node:crypto';
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
  ['a symbolic link', makeZip([{ ...text('x.shp', '/etc/passwd'), symlink: true }]), 'zipLink'],
  ['an encrypted entry', makeZip([{ ...text('x.shp'), encrypted: true }]), 'zipEncrypted'],
  ['a zip by name', makeZip([text('x.zip')]), 'zipNested'],
  ['a zip by content', makeZip([{ name: 'x.shp', content: makeZip([text('y')]) }]), 'zipNested'],
  ['a name twice', makeZip([text('x.shp'), text('X.SHP')]), 'zipDoubleName'],
  ['too many entries', makeZip(Array.from({ length: 51 }, (_, i) => text(`${i}.txt`))), 'zipEntries'],
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

test('a limit says how much it is', async () => {
  const refused = await unpack(makeZip([{ name: 'x.shp', content: Buffer.alloc(20_000_000) }]), uploadLimits).catch(
    (error: Unreadable) => error.reason.en,
  );
  expect(refused).toContain('at most 100 times');
});
