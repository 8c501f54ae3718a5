import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Pack } from '#http/pack.ts';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'ntm-pack-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const record = (code: number, text: string) => {
  const bytes = Buffer.from(text);
  return { code, content: [bytes.subarray(0, 1), bytes.subarray(1)], length: bytes.length };
};

test('records are read where they were added, by who filled it and by who finds it', async () => {
  const name = path.join(folder, 'one');
  const pack = Pack.create(name);
  const [first] = await pack.add([record(1, 'first')]);
  const rest = await pack.add(Array.from({ length: 1_500 }, (_, index) => record(2 ** 48 + index, `number ${index}`)));
  expect(first && (await pack.read(first)).toString()).toBe('first');
  const { pack: found, spans } = await Pack.find(name);
  expect(found.size).toBe(pack.size);
  expect(spans.size).toBe(1_501);
  const last = spans.get(2 ** 48 + 1_499);
  expect(last).toEqual(rest.at(-1));
  expect(last && (await found.read(last)).toString()).toBe('number 1499');
});

test('a pack that goes while it is read is closed once: its number may be that of another file by then', async () => {
  for (let round = 0; round < 40; round++) {
    const pack = Pack.create(path.join(folder, `${round}`));
    const [span] = await pack.add([record(1, 'read to the end')]);
    const reading = span && pack.read(span);
    const dropping = pack.drop();
    expect((await reading)?.toString()).toBe('read to the end');
    const others = await Promise.all(Array.from({ length: 8 }, (_, n) => open(path.join(folder, `other ${n}`), 'w')));
    await dropping;
    for (const other of others) {
      await other.write('still open');
      await other.close();
    }
    await expect(pack.read({ offset: 0, length: 1 })).rejects.toThrow('gone');
  }
});
