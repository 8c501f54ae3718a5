import { readConfig } from '#server/config.ts';
import { migrate } from '#db/migrate.ts';
import { openDatabase } from '#db/open.ts';
import { runCommand } from './run-command.ts';

await runCommand(async () => {
  const db = await openDatabase(readConfig(process.env), { role: 'script' });
  try {
    const applied = await migrate(db);
    console.log(applied.length > 0 ? `applied ${applied.join(', ')}` : 'the database is up to date');
  } finally {
    await db.close();
  }
});
