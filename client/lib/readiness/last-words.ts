import type { LastImport } from '#contract/readiness.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatMoment, formatNumber } from '#client/text/format.ts';

const outcomes: Record<LastImport['outcome'], () => string> = {
  imported: m.last_imported,
  unchanged: m.last_unchanged,
  refused: m.last_refused,
  wouldImport: m.last_imported,
  cancelled: m.last_cancelled,
  undone: m.last_undone,
  failed: m.last_failed,
};

/** The last import of something in a sentence: when, by which file and whom, with what outcome. */
export function lastWords({ file, by, outcome, counts, finishedAt }: LastImport): string {
  const words = { date: formatMoment(finishedAt), file, by: by.replace(/ \(unverified\)$/, '') };
  const figures =
    counts === null || outcome === 'failed' || outcome === 'cancelled' || outcome === 'undone'
      ? ''
      : outcome === 'refused'
        ? m.last_figures_refused({ refused: formatNumber(counts.refused), rows: formatNumber(counts.rows) })
        : m.last_figures({ added: formatNumber(counts.added), changed: formatNumber(counts.changed) });
  return m.readiness_last({ ...words, outcome: outcomes[outcome](), figures });
}
