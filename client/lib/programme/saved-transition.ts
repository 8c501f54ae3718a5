import type { Transition } from '#contract/transition.ts';
import { aboutTable } from '#client/text/about-table.ts';
import { m } from '#client/text/compiled/messages.js';
import { recognitionWord } from '#client/text/words.ts';
import type { SavedTable } from '#client/ui/save-table.ts';
import { heirWords } from './transition-words.ts';

/** Recognised communes as a file: a row for each unit that one is part of now; one of which that is not known has one too. */
export function savedTransition(
  { at, from, communes, demo }: Pick<Transition, 'at' | 'from' | 'communes' | 'demo'>,
  source: string,
): SavedTable {
  const title = m.transition_communes({ period: from.period });
  return {
    name: `recognised-${from.period}_${at}`,
    title,
    columns: [
      { title: m.csv_code() },
      { title: m.transition_then(), width: 24 },
      { title: m.level_district(), width: 20 },
      { title: m.transition_recognised(), width: 24 },
      { title: m.documents_number(), width: 24 },
      { title: m.documents_issued(), width: 14 },
      { title: `${m.transition_now()}: ${m.csv_code().toLowerCase()}` },
      { title: m.transition_now(), width: 24 },
      { title: m.transition_lacks(), width: 40 },
    ],
    rows: communes.flatMap(({ code, name, parentName, recognitions, now }) => {
      const [highest] = recognitions;
      const own = [
        code,
        name,
        parentName,
        highest === undefined ? null : recognitionWord[highest.level](),
        recognitions.map(({ decisionNo }) => decisionNo).join('; '),
        recognitions.map(({ decidedOn }) => decidedOn).join('; '),
      ];
      return now.length === 0
        ? [[...own, null, m.transition_no_heir(), null]]
        : now.map((heir) => [...own, heir.code, heir.name, heirWords(heir)]);
    }),
    about: aboutTable({ measure: title, at, filter: null, source, demo }),
  };
}
