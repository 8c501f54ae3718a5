import { z } from 'zod';
import type { ProblemCode } from './problem.ts';

/**
 * Whom an answer is for: `everyone` gets the same; a `viewer` gets what is there for them (the public its own, an officer
 * that of their communes), which nobody may keep for another; an `administrator` holds the portal's token.
 */
export type Audience = 'everyone' | 'viewer' | 'administrator';

/**
 * What an answer takes of the portal: `memory` nothing of the database; `light` statements of some milliseconds; `heavy`
 * ones that may take seconds; `export` many of those, one after the other; `import` whatever it takes. The gate for load
 * lets in as many of each as there is room for (`http/lend.ts`).
 */
export type Cost = 'memory' | 'light' | 'heavy' | 'export' | 'import';

/**
 * One HTTP exchange as a value: the server's `route()` serves it, the client's `call()` asks for it and the OpenAPI
 * document describes it. `path` is written as OpenAPI writes it: `/api/measures/{id}/values`.
 */
export interface Endpoint<Params, Query, Reply> {
  /** Its name in the OpenAPI document: where OGC names an operation, the standard's own. */
  readonly id: string;
  readonly method: 'get' | 'post' | 'delete';
  readonly path: string;
  readonly summary: string;
  readonly audience: Audience;
  readonly cost: Cost;
  /** The cost where the query has a `filter`, if that is another. */
  readonly filteredCost?: Cost;
  readonly params: z.ZodType<Params, Record<string, string>>;
  readonly query: z.ZodType<Query, Record<string, string | undefined>>;
  readonly reply: z.ZodType<Reply>;
  /** Media type of the reply where it is not `application/json`. */
  readonly mediaType?: string;
  /** Media types that the reply can have too, as the query asks. */
  readonly otherMediaTypes?: readonly string[];
  /** Whether the reply can be a 204 without a body: there is the thing, and nothing in it. */
  readonly mayBeEmpty?: true;
  /** Whether the reply is always a 204 without a body. */
  readonly isEmpty?: true;
  /** Whether it is answered with 202 and `Accepted` where `Prefer: respond-async` asks for that (RFC 7240). */
  readonly respondsAsync?: true;
  /** Codes of the problems that this exchange may answer with, beside `badRequest` and `internal`. */
  readonly problems?: readonly ProblemCode[];
  /** Those of them whose status may come with the reply instead: a report that says why nothing was done. */
  readonly repliesWith?: readonly ProblemCode[];
}

/** Said of work that goes on behind the answer: by its id one asks how far it is. */
export const Accepted = z.object({ id: z.uuid() });
export type Accepted = z.infer<typeof Accepted>;

/** Declares an endpoint; a function so that the types of its parts are inferred and checked together. */
export function endpoint<Params, Query, Reply>(value: Endpoint<Params, Query, Reply>): Endpoint<Params, Query, Reply> {
  return value;
}
