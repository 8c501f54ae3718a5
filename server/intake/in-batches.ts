const batchRows = 200;
const batchBytes = 1_000_000;

/** Cuts rows into batches that one statement takes in a moment, so that nobody waits long on the embedded database. */
export function* inBatches<Row>(rows: Iterable<Row>, bytesOf: (row: Row) => number): Generator<Row[]> {
  let batch: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = bytesOf(row);
    if (batch.length >= batchRows || (batch.length > 0 && bytes + size > batchBytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(row);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

/** Bytes of a row of which the geometry is most. */
export function geometryBytes({ geometry }: { readonly geometry: string | null }): number {
  return geometry?.length ?? 100;
}
