import type { Db } from '#db/db.ts';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

/** What `main.ts` builds once and `app.ts` hands out: each `routes(deps)` takes what it uses. */
export interface Deps {
  readonly db: Db;
  readonly config: Config;
  readonly log: Logger;
}
