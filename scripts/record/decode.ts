import { createHash } from 'node:crypto';
import { VectorTile } from '@mapbox/vector-tile';
import ExcelJS from 'exceljs';
import { PbfReader } from 'pbf';

/** Layers of a vector tile: their features as text in an order of their own, since a tile has none. */
export function readTile(bytes: Uint8Array): Record<string, string[]> {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(
    Object.entries(layers).map(([name, layer]) => [
      name,
      Array.from({ length: layer.length }, (_, index) => {
        const feature = layer.feature(index);
        const place = createHash('sha256').update(JSON.stringify(feature.loadGeometry())).digest('hex').slice(0, 16);
        const properties = Object.entries(feature.properties).sort(([a], [b]) => (a < b ? -1 : 1));
        return `${JSON.stringify(Object.fromEntries(properties))} ${feature.type} ${place}`;
      }).sort(),
    ]),
  );
}

/** Cells of a workbook by sheet, `A1: value`, with formulas and lists of choices as they stand. */
export async function readWorkbook(bytes: ArrayBuffer): Promise<Record<string, string[]>> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes);
  return Object.fromEntries(
    book.worksheets.map((sheet) => {
      const cells: string[] = [];
      sheet.eachRow((row) =>
        row.eachCell((cell) => {
          if (cell.isMerged && cell.master.address !== cell.address) return;
          // Asking for the rule of a cell without one gives undefined, whatever the types say.
          const rule = cell.dataValidation as ExcelJS.DataValidation | undefined;
          const choice = rule === undefined ? '' : ` [${rule.type} ${JSON.stringify(rule.formulae)}]`;
          cells.push(`${cell.address}: ${JSON.stringify(cell.value)}${choice}`);
        }),
      );
      return [`${sheet.name}${sheet.state === 'visible' ? '' : ` (${sheet.state})`}`, cells];
    }),
  );
}
