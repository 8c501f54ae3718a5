import type { Database } from '#db/db.ts';
import type { Logger } from 'pino';
import type { IncomingMessage } from 'node:http';
import type { Catalog } from '#catalog/collections.ts';
import type { Viewer } from '#contract/viewer.ts';
import type { Config } from './config.ts';

/** What `main.ts` builds once and `app.ts` hands out: each `routes(deps)` takes what it uses. */
export interface Deps {
  readonly db: Database;
  readonly config: Config;
  readonly log: Logger;
  readonly catalog: Catalog;
  /** Who asks. Until officers can sign in everybody is the public: the gate is closed. */
  readonly viewerOf: (request: IncomingMessage) => Viewer;
  /** Aborts when the portal is told to stop, with the fault to answer long work with. */
  readonly stopping: AbortSignal;
}
