import { decide, type Answer, type Decision, type UnitAbove } from '#resources/admin-units/decide.ts';
import { offeredNames, type MixedUnit } from '#resources/admin-units/mixed-units.ts';
import { describeMixed, type Lang } from './words.ts';

/** Asks one question and gives the line that was typed; null where there is no more to come. */
export type Ask = (question: string) => Promise<string | null>;

/** Asks about each unit. Whoever ends early has left the others for later. */
export async function askDecisions(
  units: readonly MixedUnit[],
  above: readonly UnitAbove[],
  ask: Ask,
  lang: Lang,
): Promise<Decision[]> {
  const decisions: Decision[] = [];
  // Units that are asked about one after the other mostly went under the same province.
  let parentOffered: string | null = null;
  for (const [index, unit] of units.entries()) {
    const decision: Decision | 'later' | 'end' = await askAbout(unit, above, ask, {
      lang,
      parentOffered,
      heading: `\n[${index + 1}/${units.length}] ${describeMixed(unit, lang)}\n`,
    });
    if (decision === 'end') break;
    if (decision === 'later') continue;
    decisions.push(decision);
    parentOffered = decision.parentAfter;
  }
  return decisions;
}

async function askAbout(
  unit: MixedUnit,
  above: readonly UnitAbove[],
  ask: Ask,
  { lang, heading, parentOffered }: { lang: Lang; heading: string; parentOffered: string | null },
): Promise<Decision | 'later' | 'end'> {
  const say = (vi: string, en: string) => (lang === 'vi' ? vi : en);
  const offered = offeredNames(unit);
  let before = heading;
  for (;;) {
    const choice = await ask(
      before +
        say(
          `  1 cùng một đơn vị (nhận thêm đất, đổi tên)  2 đơn vị khác lấy mã này từ ${unit.day}  Enter: để sau > `,
          `  1 the same unit (received land, another name)  2 another unit took the code on ${unit.day}  Enter: later > `,
        ),
    );
    if (choice === null) return 'end';
    if (choice === '') return 'later';
    before = '';
    if (choice !== '1' && choice !== '2') continue;
    const named = async (question: string, offer: string | null) => {
      const line = await ask(`  ${question}${offer === null ? '' : ` [${offer}]`}: `);
      return line === '' ? offer : line;
    };
    const nameBefore = await named(say(`Tên trước ${unit.day}`, `Name before ${unit.day}`), offered.before);
    const nameAfter = await named(
      say(`Tên từ ${unit.day}`, `Name since ${unit.day}`),
      offered.after ?? (choice === '1' ? unit.name : null),
    );
    const parent =
      unit.level === 'province'
        ? null
        : await named(
            say(
              'Mã đơn vị cấp trên từ ngày đó (-: không ghi, huyện thì bỏ)',
              'Code of the unit above since (-: not said, a district is dropped)',
            ),
            parentOffered ?? '-',
          );
    if (nameBefore === null || nameAfter === null) {
      before = say('  Thiếu tên.\n', '  A name is missing.\n');
      continue;
    }
    const answer: Answer = {
      decision: choice === '1' ? 'same' : 'other',
      nameBefore,
      nameAfter,
      // The name says it, as official lists write it.
      kindBefore: null,
      kindAfter: null,
      parentAfter: parent === '-' ? null : parent,
    };
    const judged = decide(unit, answer, above);
    if (!('part' in judged)) return judged;
    before = `  ${judged.reason[lang]} ${judged.todo[lang]}\n`;
  }
}
