import { readConfig } from '#server/config.ts';
import { migrate } from '#db/migrate.ts';
import { waitingForTurn } from '#db/turn.ts';
import { mixedUnitsNotice } from '#resources/admin-units/mixed-units.ts';
import { runCommand } from './run-command.ts';
import { tell, withDatabase } from './with-database.ts';

await runCommand(() =>
  withDatabase(readConfig(process.env), async (db) => {
    const { applied, notice } = await db.alone(
      async (alone) => {
        const names = await migrate(alone);
        return { applied: names, notice: names.length > 0 ? await mixedUnitsNotice(alone) : null };
      },
      () => tell(waitingForTurn),
    );
    console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'the database is up to date');
    if (notice !== null) console.log(notice);
  }),
);
