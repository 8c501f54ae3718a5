import { addDays, onWorkday } from './count-days.ts';
import { drawRandom } from './draw-random.ts';
import { referenceDate, reviews } from './invent-careers.ts';
import type { Career } from './invent-careers.ts';
import { invented } from './invented.ts';

export interface Recognition {
  readonly code: string;
  readonly setId: string;
  readonly level: 'standard' | 'advanced' | 'model';
  /** Invented, and says so: MH stands for `minh hoạ`. */
  readonly decisionNo: string;
  readonly decidedOn: string;
  readonly validFrom: string;
  readonly revokedOn: string;
  readonly note: string;
}

/** A day `from` to `to` days after a date. */
export function later(date: string, from: number, to: number, label: string): string {
  return onWorkday(addDays(date, from + Math.floor(drawRandom(label)() * (to - from))));
}

/** Standard recognition: a quarter after the review, at the latest; baseline communes had theirs before. */
function decidedStandard({ unit, completeAt }: Career): string | null {
  if (completeAt === null) return null;
  const label = `standard ${unit.code}`;
  if (completeAt === 0) return later('2021-01-08', 0, 100, label);
  return later(reviews[completeAt] ?? referenceDate, 45, 110, label);
}

function decidedAdvanced({ unit, advancedAt }: Career): string | null {
  return advancedAt === null ? null : later(reviews[advancedAt] ?? referenceDate, 50, 115, `advanced ${unit.code}`);
}

/** Recognitions that follow from the reviews until the reference date, decided by it. */
export function inventRecognitions(careers: readonly Career[]): Recognition[] {
  return numbered(
    inventDecisions(careers).filter(({ decidedOn }) => decidedOn <= referenceDate),
    [],
  );
}

/** A recognition before it has a number. */
export type Decision = Omit<Recognition, 'decisionNo' | 'validFrom' | 'revokedOn'>;

/** What follows from the reviews until the reference date, whenever it is decided. */
export function inventDecisions(careers: readonly Career[]): Decision[] {
  const decided = careers.flatMap((career) => {
    const { code } = career.unit;
    const standard = decidedStandard(career);
    const advanced = decidedAdvanced(career);
    const model = career.isModel && advanced !== null ? later(advanced, 380, 800, `model ${code}`) : null;
    const early = career.completeAt === 0 ? `${invented}. Xã đã đạt chuẩn trước kỳ rà soát đầu tiên.` : invented;
    return [
      { code, setId: 'xa-ntm', level: 'standard' as const, decidedOn: standard, note: early },
      { code, setId: 'xa-ntm-nang-cao', level: 'advanced' as const, decidedOn: advanced, note: invented },
      { code, setId: 'xa-ntm-kieu-mau', level: 'model' as const, decidedOn: model, note: invented },
    ];
  });
  return decided.flatMap(({ decidedOn, ...rest }) => (decidedOn === null ? [] : [{ ...rest, decidedOn }]));
}

/** Decisions by date and code, numbered by the year after those that there are. */
export function numbered(decisions: readonly Decision[], issuedBefore: readonly Recognition[]): Recognition[] {
  const issued = new Map<string, number>();
  for (const { decidedOn } of issuedBefore)
    issued.set(decidedOn.slice(0, 4), (issued.get(decidedOn.slice(0, 4)) ?? 0) + 1);
  return decisions
    .toSorted((a, b) => a.decidedOn.localeCompare(b.decidedOn) || a.code.localeCompare(b.code))
    .map((decision) => {
      const year = decision.decidedOn.slice(0, 4);
      const number = (issued.get(year) ?? 0) + 1;
      issued.set(year, number);
      return {
        ...decision,
        decisionNo: `MH-${String(number).padStart(3, '0')}/${year}`,
        validFrom: decision.decidedOn,
        revokedOn: '',
      };
    });
}
