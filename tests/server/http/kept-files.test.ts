import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { KeptFiles, type FilePlace } from '#http/kept-files.ts';
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
  body: new CompressedBody(bytes, undefined, br),
});
const place = (y: number, rest: Partial<FilePlace> = {}): FilePlace => ({
  scope: 'schools',
  version: '2',
  form: 'a',
  tile: { z: 3, x: 1, y },
  ...rest,
});
const filesIn = async () => (await readdir(folder, { recursive: true })).filter((name) => /\.\w+$/.test(name)).sort();

test('what is packed is unpacked, and nothing that is cut, longer, changed in a byte or of another tag', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 300 }),
      fc.option(fc.uint8Array({ minLength: 1, maxLength: 100 })),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (bytes, br, at, change) => {
        const content = packed(kept(Buffer.from(bytes), br && Buffer.from(br)));
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

test('is there for the next start; what has no version of now is neither written nor left, and the oldest make room', async () => {
  const first = open();
  for (let y = 0; y < 6; y++) first.keep(place(y), kept(Buffer.from(`tile ${y}`), Buffer.from('br')));
  first.keep(place(7, { version: '1' }), kept(Buffer.from('old')));
  first.keep(place(8, { scope: 'addresses' }), kept(Buffer.from('for officers')));
  await vi.waitFor(async () => expect(await filesIn()).toHaveLength(6));

  const next = open({ maxBytes: 4 * 4096 });
  expect(await next.read(place(3), 't')).toEqual({ bytes: Buffer.from('tile 3'), br: Buffer.from('br') });
  expect(await next.read(place(3), 'other')).toBeNull();
  expect(await next.read(place(3, { form: 'b' }), 't')).toBeNull();
  // That it was asked for by a wrong tag took it away.
  expect(await next.read(place(3), 't')).toBeNull();

  await writeFile(path.join(folder, 'schools/2/a/3/1/4.tile'), 'not a tile');
  expect(await next.read(place(4), 't')).toBeNull();
  expect(await filesIn()).not.toContain('schools/2/a/3/1/4.tile');

  next.keep(place(9), kept(Buffer.from('newest')));
  await vi.waitFor(async () => expect(await filesIn()).toHaveLength(3));
  expect(await next.read(place(9), 't')).not.toBeNull();

  await next.sweep(new Map([['schools', '3']]));
  expect(await filesIn()).toEqual([]);
  expect(await next.read(place(9), 't')).toBeNull();
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
  expect(await filesIn()).toEqual([]);
  expect(warn).toHaveBeenCalledOnce();
});
