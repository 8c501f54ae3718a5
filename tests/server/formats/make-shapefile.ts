import type { Given } from './read-given.ts';

/** A column of a .dbf: its name, type and width, and the decimals that it declares. */
export type DbfColumn = readonly [name: string, type: string, width: number, decimals?: number];

/** A shapefile of points, byte by byte: its table holds the texts that are given, whatever they are. */
export function pointsWith(columns: readonly DbfColumn[], rows: readonly (readonly string[])[]): Given {
  const points = rows.map((_, row) => [109.3 + row / 1000, 13.08] as const);
  return { 'a.shp': shp(points), 'a.shx': shx(points.length), 'a.dbf': dbf(columns, rows) };
}

const pointBytes = 28;

function shp(points: readonly (readonly [number, number])[]): Buffer {
  const records = points.map(([x, y], index) => {
    const record = Buffer.alloc(pointBytes);
    record.writeInt32BE(index + 1, 0);
    record.writeInt32BE((pointBytes - 8) / 2, 4);
    record.writeInt32LE(1, 8);
    record.writeDoubleLE(x, 12);
    record.writeDoubleLE(y, 20);
    return record;
  });
  return Buffer.concat([mainHeader(100 + records.length * pointBytes), ...records]);
}

function shx(count: number): Buffer {
  const records = Buffer.alloc(8 * count);
  for (let index = 0; index < count; index++) {
    records.writeInt32BE((100 + index * pointBytes) / 2, index * 8);
    records.writeInt32BE((pointBytes - 8) / 2, index * 8 + 4);
  }
  return Buffer.concat([mainHeader(100 + records.length), records]);
}

function mainHeader(bytes: number): Buffer {
  const header = Buffer.alloc(100);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE(bytes / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(1, 32);
  [109, 13, 110, 14].forEach((bound, index) => header.writeDoubleLE(bound, 36 + index * 8));
  return header;
}

function dbf(columns: readonly DbfColumn[], rows: readonly (readonly string[])[]): Buffer {
  const header = Buffer.alloc(32 + 32 * columns.length + 1);
  header.set([3, 124, 1, 1]);
  header.writeUInt32LE(rows.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + columns.reduce((sum, [, , width]) => sum + width, 0), 10);
  columns.forEach(([name, type, width, decimals = 0], index) => {
    const at = 32 + 32 * index;
    header.write(name, at, 10, 'latin1');
    header.write(type, at + 11, 'latin1');
    header[at + 16] = width;
    header[at + 17] = decimals;
  });
  header[header.length - 1] = 0x0d;
  // Numbers stand at the right, texts at the left.
  const line = (cells: readonly string[]) =>
    columns
      .map(([, type, width], index) => {
        const cell = (cells[index] ?? '').slice(0, width);
        return type === 'C' ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('');
  return Buffer.concat([header, Buffer.from(`${rows.map((cells) => ` ${line(cells)}`).join('')}\u001a`, 'latin1')]);
}
