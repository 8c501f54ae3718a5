import type { ImportStep } from '#contract/running-imports.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatNumber } from '#client/text/format.ts';

const words: Readonly<Record<string, () => string>> = {
  read: m.import_step_read,
  compare: m.import_step_compare,
  check: m.import_step_check,
  inspect: m.import_step_inspect,
  stage: m.import_step_stage,
  readBoundaries: m.import_step_shapes,
  generalise: m.import_step_shapes,
  stageShapes: m.import_step_shapes,
  stageNeighbours: m.import_step_shapes,
  switch: m.import_step_switch,
  refused: m.import_step_refused,
};

/** How far an import is, in words; the file is on its way while the portal knows nothing of it. */
export function stepWords(progress: ImportStep | null): string {
  if (progress === null) return m.import_sending();
  const word = (words[progress.step] ?? m.import_step_check)();
  return progress.step === 'stage' ? `${word} ${formatNumber(progress.done)}` : word;
}
