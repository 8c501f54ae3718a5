import { z } from 'zod';
import { RecordKind } from '#contract/imports.ts';

/** What was begun from this page: enough to find it again, and nothing that opens a door. */
const Begun = z.object({
  id: z.uuid(),
  file: z.string(),
  dryRun: z.boolean(),
  collection: z.string().optional(),
  records: RecordKind.optional(),
});
export type Begun = z.infer<typeof Begun>;

const name = 'import-begun';

/** What was begun in this tab before the page was loaded anew; null where nothing was, or nobody remembers. */
export function readBegun(): Begun | null {
  try {
    return Begun.safeParse(JSON.parse(sessionStorage.getItem(name) ?? 'null')).data ?? null;
  } catch {
    return null;
  }
}

/** Remembers it as long as the tab is there; a browser that keeps nothing only forgets it. */
export function keepBegun(begun: Begun): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(begun));
  } catch {
    // Nothing to do: the page works without.
  }
}

/** Forgets it. */
export function forgetBegun(): void {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Nothing to do: the page works without.
  }
}
