/** Units that touch each other and share a class. */
export interface Cluster {
  readonly class: string;
  readonly codes: readonly string[];
}

/** Codes of the units across a shared boundary, by code. */
export type Neighbours = Readonly<Record<string, readonly string[]>>;

/** Groups of neighbouring units of one class, the largest first; units of other codes than those of `classes` do not count. */
export function findClusters(classes: ReadonlyMap<string, string>, neighbours: Neighbours): Cluster[] {
  const seen = new Set<string>();
  const clusters: Cluster[] = [];
  // In order of codes, so that equal ones always come out in the same order.
  for (const start of [...classes.keys()].sort()) {
    const id = classes.get(start);
    if (id === undefined || seen.has(start)) continue;
    const codes: string[] = [];
    const waiting = [start];
    seen.add(start);
    for (let code = waiting.pop(); code !== undefined; code = waiting.pop()) {
      codes.push(code);
      for (const next of neighbours[code] ?? []) {
        if (seen.has(next) || classes.get(next) !== id) continue;
        seen.add(next);
        waiting.push(next);
      }
    }
    clusters.push({ class: id, codes: codes.sort() });
  }
  return clusters.sort((a, b) => b.codes.length - a.codes.length);
}
