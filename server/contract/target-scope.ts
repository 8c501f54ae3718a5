import { z } from 'zod';

// Apart from the programme: the address of every page reads it.

/** What a target counts. */
export const TargetScope = z.enum(['commune', 'district', 'province', 'residentialArea', 'garden', 'national']);
export type TargetScope = z.infer<typeof TargetScope>;
