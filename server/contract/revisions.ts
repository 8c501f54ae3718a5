/** Header by which an answer says how far the resources that it follows from have moved. */
export const revisionsHeader = 'NTM-Revisions';

/** Counters by resource (`admin-units`, `collection.roads`). Each grows with every change of its resource. */
export type Revisions = Readonly<Record<string, number>>;

/** A dictionary of integers as headers write them (RFC 9651): a name, and as many digits as are allowed there. */
const member = /^([a-z*][a-z0-9_.*-]*)=(\d{1,15})$/;

/** Revisions as the header has them: `admin-units=12, collection.roads=3`. */
export function writeRevisions(revisions: Revisions): string {
  return Object.entries(revisions)
    .map(([resource, revision]) => `${resource}=${revision}`)
    .join(', ');
}

/** Revisions out of a header. One that is not there or is spoilt gives none, since what is left of it could mislead. */
export function parseRevisions(header: string | null | undefined): Revisions {
  const found = new Map<string, number>();
  for (const part of (header ?? '').split(',')) {
    const [, resource, revision] = member.exec(part.trim()) ?? [];
    if (resource === undefined) return {};
    found.set(resource, Number(revision));
  }
  return Object.fromEntries(found);
}

/** Whether `a` has seen a change that `b` has not. A resource that only one of them follows says nothing. */
export function isNewer(a: Revisions, b: Revisions): boolean {
  return Object.entries(a).some(([resource, revision]) => revision > (known(b, resource) ?? Infinity));
}

/** The furthest that either has seen of each resource. */
export function newestOf(a: Revisions, b: Revisions): Revisions {
  const later = Object.entries(b).filter(([resource, revision]) => revision > (known(a, resource) ?? -1));
  return { ...a, ...Object.fromEntries(later) };
}

/** What every object has (`constructor`) is no revision. */
function known(revisions: Revisions, resource: string): number | undefined {
  return Object.hasOwn(revisions, resource) ? revisions[resource] : undefined;
}
