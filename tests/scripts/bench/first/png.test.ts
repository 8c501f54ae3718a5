import { crc32, deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readPng } from '../../../../scripts/bench/first/png.ts';

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG of RGB rows that are filtered already, each with its filter before it. */
function png(width: number, rows: readonly (readonly number[])[]): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(rows.length, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

test('each of the five filters of a PNG is undone', () => {
  const rows = [
    [0, 10, 20, 30, 40, 50, 60],
    [1, 10, 20, 30, 5, 5, 5],
    [2, 1, 1, 1, 1, 1, 1],
    [3, 2, 2, 2, 2, 2, 2],
    [4, 3, 3, 3, 3, 3, 3],
  ];
  const { width, height, depth, data } = readPng(png(2, rows));
  expect({ width, height, depth }).toEqual({ width: 2, height: 5, depth: 3 });
  expect([...data]).toEqual([
    ...[10, 20, 30, 40, 50, 60],
    ...[10, 20, 30, 15, 25, 35],
    ...[11, 21, 31, 16, 26, 36],
    ...[7, 12, 17, 13, 21, 28],
    ...[10, 15, 20, 16, 24, 31],
  ]);
});
