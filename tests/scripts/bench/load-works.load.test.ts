import { expect, test } from 'vitest';
import { loadWorks } from '../../../scripts/bench/load-works.ts';
import { startBenchPortal } from '../../../scripts/bench/portal.ts';
import { runWorks } from '../../../scripts/bench/works.ts';
import { expectKept } from '#tests/support/within-ms.ts';

test('a flood of three times the capacity is shed as docs/production.md promises', async () => {
  const portal = await startBenchPortal({ file: null });
  try {
    await expectKept(async () => {
      const lines = await loadWorks(portal, { seconds: 2, times: 3 }, () => undefined);
      expect(lines.filter(({ kept }) => kept !== null).length).toBeGreaterThan(5);
      // How fast another is served is a promise of a portal that has run for some seconds: the command shows it.
      const broken = lines.filter(({ figure, kept }) => kept === false && !figure.startsWith('p95'));
      return broken.map(({ figure, measured }) => `${figure}: ${measured}`);
    });
    // Nor do the bench's own statements fall behind what the portal asks.
    expect((await runWorks(portal, 0.02)).map(({ work }) => work)).toContain('values');
  } finally {
    await portal.close();
  }
});
