const batchRows = 200;
const batchBytes = 1_000_000;

/** Cuts rows into batches that one statement takes in a moment, so that nobody waits long on the embedded database. */
export function* inBatches<Row extends { readonly geometry?: string | null }>(
  rows: Iterable<Row>,
  most = batchRows,
): Generator<Row[]> {
  let batch: Row[] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = row.geometry?.length ?? 100;
    if (batch.length >= most || (batch.length > 0 && bytes + size > batchBytes)) {
      yield batch;
      [batch, bytes] = [[], 0];
    }
    batch.push(row);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
