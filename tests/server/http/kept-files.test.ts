import { mkdir, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeptFiles, shelfName, type FilePlace } from '#http/kept-files.ts';
import { packed, unpacked } from '#http/kept-format.ts';
import { CompressedBody } from '#http/encoding.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'ntm-kept-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const versions = new Map([['schools', '2']]);
const warn = vi.fn();
const open = (at: { folder?: string; maxBytes?: number } = {}) =>
  new KeptFiles({ folder, maxBytes: 1_000_000, versionsNow: async () => versions, log: { warn }, ...at });
const kept = (bytes: Buffer, br: Buffer | null = null) => ({
  tag: 't',
  body: new CompressedBody(bytes, null, br),
});
const place = (y: number, { scope = 'schools', version = '2', form = 'a' } = {}): FilePlace => ({
  shelf: shelfName(scope, version, form),
  tile: { z: 3, x: 1, y },
});
const packsIn = async () => {
  const files = await readdir(folder, { recursive: true });
  return files.filter((name) => name.endsWith('.pack')).sort();
};
/** Waits until `count` packs are written, with their lists. */
const expectPacks = (count: number) =>
  vi.waitFor(async () => {
    const files = await readdir(folder, { recursive: true });
    expect(files.filter((name) => name.endsWith('.list'))).toHaveLength(count);
    expect(await packsIn()).toHaveLength(count);
  });

test('what is packed is unpacked, and nothing that is cut, longer, changed in a byte or of another tag', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.option(fc.uint8Array({ minLength: 1, maxLength: 100 })),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (bytes, br, at, change) => {
        const content = Buffer.concat(packed(kept(Buffer.from(bytes), br && Buffer.from(br))));
        const found = unpacked(content, 't');
        expect([found?.bytes, found?.br]).toEqual([Buffer.from(bytes), br && Buffer.from(br)]);
        expect(unpacked(content, 'u')).toBeNull();
        expect(unpacked(content.subarray(0, at % content.length), 't')).toBeNull();
        expect(unpacked(Buffer.concat([content, Buffer.alloc(1)]), 't')).toBeNull();
        const changed = Buffer.from(content);
        changed.writeUInt8(changed.readUInt8(at % content.length) ^ change, at % content.length);
        expect(unpacked(changed, 't')).toBeNull();
      },
    ),
  );
});

test('is there for the next start, by its tag; what has no version of now is neither written nor left', async () => {
  const first = open();
  for (let y = 0; y < 6; y++) first.keep(place(y), kept(Buffer.from(`tile ${y}`), Buffer.from('br')));
  first.keep(place(7, { version: '1' }), kept(Buffer.from('old')));
  first.keep(place(8, { scope: 'addresses' }), kept(Buffer.from('for officers')));
  await expectPacks(1);
  expect(await first.read(place(3), 't')).toEqual({ bytes: Buffer.from('tile 3'), br: Buffer.from('br') });

  const next = open();
  expect(await next.read(place(3), 't')).toEqual({ bytes: Buffer.from('tile 3'), br: Buffer.from('br') });
  expect(await next.read(place(3), 'other')).toBeNull();
  expect(await next.read(place(3, { form: 'b' }), 't')).toBeNull();
  // That it was asked for by a wrong tag took it away.
  expect(await next.read(place(3), 't')).toBeNull();
  expect(await next.read(place(7, { version: '1' }), 't')).toBeNull();
  expect(await next.read(place(8, { scope: 'addresses' }), 't')).toBeNull();

  // A tile that is made again, and one of another form, by another process meanwhile.
  next.keep(place(3), kept(Buffer.from('made again')));
  next.keep(place(3, { form: 'b' }), kept(Buffer.from('other form')));
  await expectPacks(3);
  const third = open();
  expect((await third.read(place(3), 't'))?.bytes.toString()).toBe('made again');
  expect((await third.read(place(3, { form: 'b' }), 't'))?.bytes.toString()).toBe('other form');
  expect((await third.read(place(5), 't'))?.bytes.toString()).toBe('tile 5');

  await third.sweep(new Map([['schools', '3']]));
  expect(await readdir(folder, { recursive: true })).toEqual(['schools']);
  expect(await third.read(place(5), 't')).toBeNull();
});

test('the oldest make room, and what was made last stays', async () => {
  const maxBytes = 16 * 4096;
  const files = open({ maxBytes });
  for (let y = 0; y < 40; y++) files.keep(place(y), kept(Buffer.alloc(4000, y)));
  // While they are being written there is a moment at which as much is there as may be, and nothing has gone yet.
  await vi.waitFor(async () => expect(await files.read(place(39), 't')).not.toBeNull());
  await vi.waitFor(async () => expect(await files.read(place(0), 't')).toBeNull());
  expect((await packsIn()).length).toBeGreaterThan(5);
  await vi.waitFor(async () => {
    const sizes = await Promise.all((await packsIn()).map(async (name) => (await stat(path.join(folder, name))).size));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(maxBytes);
  });
  expect((await files.read(place(39), 't'))?.bytes).toEqual(Buffer.alloc(4000, 39));
  // They go as well where they were there before the start.
  const next = open({ maxBytes: 4 * 4096 });
  await vi.waitFor(async () => expect((await packsIn()).length).toBeLessThanOrEqual(4));
  expect((await next.read(place(39), 't'))?.bytes).toEqual(Buffer.alloc(4000, 39));
  next.keep(place(50), kept(Buffer.from('newest')));
  await vi.waitFor(async () => expect((await next.read(place(50), 't'))?.bytes.toString()).toBe('newest'));
});

test('a pack or a list that was cut, lost or is nothing of the kind does no harm', async () => {
  const files = open();
  for (let y = 0; y < 6; y++) files.keep(place(y), kept(Buffer.from(`tile ${y}`)));
  await expectPacks(1);
  const [pack = ''] = await packsIn();
  const inPack = path.join(folder, pack);
  const list = inPack.replace(/pack$/, 'list');
  await writeFile(path.join(path.dirname(inPack), 'nonsense.list'), 'nothing of the kind');
  // In the middle of the last: what its list names beyond the end is not there.
  await truncate(inPack, (await stat(inPack)).size - 3);
  const cut = open();
  expect((await cut.read(place(4), 't'))?.bytes.toString()).toBe('tile 4');
  expect(await cut.read(place(5), 't')).toBeNull();
  // A list that ends within an entry.
  await truncate(list, 16 * 3 + 7);
  const short = open();
  expect((await short.read(place(2), 't'))?.bytes.toString()).toBe('tile 2');
  expect(await short.read(place(3), 't')).toBeNull();
  await rm(inPack);
  const lost = open();
  expect(await lost.read(place(2), 't')).toBeNull();
  // Who has it open goes on to read from it.
  expect((await short.read(place(1), 't'))?.bytes.toString()).toBe('tile 1');
});

test('what no list names takes room all the same, and goes where all are too much', async () => {
  const shelf = path.join(folder, shelfName('schools', '2', 'a'));
  await mkdir(shelf, { recursive: true });
  for (const name of ['x', 'y', 'z']) await writeFile(path.join(shelf, `${name}.pack`), Buffer.alloc(400_000));
  await writeFile(path.join(shelf, 'y.list'), '');
  const files = open();
  expect(await files.read(place(1), 't')).toBeNull();
  expect(await packsIn()).toHaveLength(2);
});

test('where nothing is to be kept, what was kept goes', async () => {
  open().keep(place(1), kept(Buffer.from('tile')));
  await expectPacks(1);
  const none = open({ maxBytes: 0 });
  expect(await none.read(place(1), 't')).toBeNull();
  await expect(readdir(folder)).rejects.toThrow('ENOENT');
  expect(none.mayHold(place(1))).toBe(false);
});

test('the folder may be deleted at any time: the next tiles are kept in a new one', async () => {
  const files = open();
  warn.mockClear();
  files.keep(place(1), kept(Buffer.from('before')));
  await expectPacks(1);
  await rm(path.join(folder, 'schools'), { recursive: true });
  files.keep(place(2), kept(Buffer.from('after')));
  await expectPacks(1);
  expect((await files.read(place(2), 't'))?.bytes.toString()).toBe('after');
  expect((await open().read(place(2), 't'))?.bytes.toString()).toBe('after');
  expect(warn).not.toHaveBeenCalled();
});

test('what stands in the folder and is nothing of the kind keeps nothing from being kept', async () => {
  // Neither a file nor to be taken away.
  for (let n = 0; n < 20; n++) await mkdir(path.join(folder, `schools/2/a/${n}.list/full`), { recursive: true });
  const files = open();
  expect(await files.read(place(1), 't')).toBeNull();
  files.keep(place(1), kept(Buffer.from('kept')));
  await vi.waitFor(async () => expect((await files.read(place(1), 't'))?.bytes.toString()).toBe('kept'));
});

test('where nothing can be written nothing is kept, and that is told once', async () => {
  const blocked = path.join(folder, 'blocked');
  await writeFile(blocked, '');
  const files = open({ folder: blocked });
  warn.mockClear();
  files.keep(place(1), kept(Buffer.from('a')));
  await vi.waitFor(() => expect(warn).toHaveBeenCalledOnce());
  files.keep(place(2), kept(Buffer.from('b')));
  expect(await files.read(place(1), 't')).toBeNull();
  await files.sweep(versions);
  expect(await packsIn()).toEqual([]);
  expect(warn).toHaveBeenCalledOnce();
});
