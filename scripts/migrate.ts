import { readConfig } from '#server/config.ts';
import { migrate } from '#db/migrate.ts';
import { waitingForTurn } from '#db/turn.ts';
import { runCommand } from './run-command.ts';
import { tell, withDatabase } from './with-database.ts';

await runCommand(() =>
  withDatabase(readConfig(process.env), async (db) => {
    const applied = await db.alone(
      (alone) => migrate(alone),
      () => tell(waitingForTurn),
    );
    console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'the database is up to date');
  }),
);
