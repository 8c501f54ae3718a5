/** Features of a layer as they come, some thousands at a time. */
export type Chunks<Row> = AsyncIterable<readonly Row[]>;

/** What is all in memory already, as one chunk. */
export async function* oneChunk<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  yield await Promise.resolve(rows);
}

/** Each row changed, a chunk at a time. */
export async function* mapChunks<Row, Other>(
  chunks: Chunks<Row>,
  change: (row: Row) => Other,
): AsyncGenerator<readonly Other[]> {
  for await (const chunk of chunks) yield chunk.map(change);
}

/** Chunks of at most so many rows. */
export async function* cutChunks<Row>(chunks: Chunks<Row>, most: number): AsyncGenerator<readonly Row[]> {
  for await (const chunk of chunks) {
    for (let from = 0; from < chunk.length; from += most) yield chunk.slice(from, from + most);
  }
}

/** All rows, in memory. */
export async function collect<Row>(chunks: Chunks<Row>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const chunk of chunks) for (const row of chunk) rows.push(row);
  return rows;
}

/** The first chunk, and all of them with it. */
export interface Peeked<Row> {
  readonly first: readonly Row[];
  readonly all: Chunks<Row>;
  /** To be called where not all of them are read: whoever makes them can end. */
  close(): Promise<void>;
}

/** Looks at the first chunk without taking it away. */
export async function peek<Row>(chunks: Chunks<Row>): Promise<Peeked<Row>> {
  const iterator = chunks[Symbol.asyncIterator]();
  const head = await iterator.next();
  const first = head.done === true ? [] : head.value;
  async function* all() {
    try {
      yield first;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  const close = async () => {
    await iterator.return?.();
  };
  return { first, all: all(), close };
}
