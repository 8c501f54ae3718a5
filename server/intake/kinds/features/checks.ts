import type { Position, Text } from '#contract/common.ts';
import type { Session } from '#db/db.ts';
import type { ImportStatements } from '#catalog/import-sql.ts';
import { geometryFault } from '../../geometry-fault.ts';
import type { Findings } from '../../findings.ts';

interface Told {
  readonly row: number;
  readonly feature: string;
  /** How many there are in all; the first of them are told. */
  readonly total: number;
  readonly lng?: number | null;
  readonly lat?: number | null;
}

/** Rows that the embedded database looks up in one statement: everybody waits for it. */
const rowsLookedUp = 20_000;

/** Holds staged rows against each other and against the communes. Refuses rows; what is found goes to `findings`. */
export async function checkStaged(
  session: Session,
  statements: ImportStatements,
  { hasCommunes, day }: { readonly hasCommunes: boolean; readonly day: string },
  findings: Findings,
): Promise<void> {
  const told = async <Row extends Told>(
    which:
      | 'refuseInvalid'
      | 'refuseDoubled'
      | 'refuseEnded'
      | 'refuseOverlapping'
      | 'refuseOutside'
      | 'otherCommunes'
      | 'samePlaces',
  ) => {
    const rows: Row[] = [];
    for (const statement of statements[which]) rows.push(...(await session.many<Row>(statement, { day })));
    return rows;
  };
  issues(findings, 'invalidGeometry', await told<Told & { reason: string | null }>('refuseInvalid'), ({ reason }) =>
    geometryFault(reason),
  );
  issues(findings, 'doubleKey', await told<Told & { rows: number[] }>('refuseDoubled'), ({ rows }) => {
    const numbers = `${rows.slice(0, 5).join(', ')}${rows.length > 5 ? ', …' : ''}`;
    return {
      reason: { vi: `Cùng mã ở nhiều dòng: ${numbers}.`, en: `Several rows have the same key: ${numbers}.` },
      todo: { vi: 'Sửa mã, hoặc chỉ giữ lại một dòng.', en: 'Correct the key, or keep one of the rows.' },
    };
  });
  issues(findings, 'endsTooEarly', await told<Told & Record<'begins' | 'ends', string>>('refuseEnded'), (row) => ({
    reason: {
      vi: `Không còn từ ${row.ends}, nhưng chỉ có từ ${row.begins}.`,
      en: `It no longer holds from ${row.ends}, but begins on ${row.begins}.`,
    },
    todo: {
      vi: 'Sửa ngày không còn, hoặc ghi ngày có từ sớm hơn.',
      en: 'Correct the day on which it ceases, or give an earlier one on which it begins.',
    },
  }));
  issues(
    findings,
    'versionsOverlap',
    await told<Told & Record<'next' | 'ends', string>>('refuseOverlapping'),
    (row) => ({
      reason: {
        vi: `Dòng này còn hiệu lực đến ${row.ends}, nhưng từ ${row.next} hệ thống đã có bản khác của đối tượng này.`,
        en: `It holds until ${row.ends}, but from ${row.next} on the portal has another version of this feature.`,
      },
      todo: {
        vi: `Ghi ngày không còn là ${row.next} hoặc sớm hơn, hay bỏ trống.`,
        en: `Let it cease on ${row.next} or earlier, or leave the day out.`,
      },
    }),
  );
  if (hasCommunes) await checkCommunes(told, findings);
  else noCommunes(findings);
  notes(findings, 'samePlace', await told<Told & { other: number }>('samePlaces'), ({ other }) => ({
    reason: {
      vi: `Cùng loại và cùng vị trí (dưới 1 m) với dòng ${other}.`,
      en: `Of the same kind and at the same place (within 1 m) as row ${other}.`,
    },
    todo: { vi: 'Kiểm tra xem có phải nhập trùng.', en: 'Check whether it stands there twice.' },
  }));
  await notePlacesTaken(session, statements, day, findings);
}

/** Each row is looked up among the features that there are: on the embedded database some of them at a time. */
async function notePlacesTaken(session: Session, statements: ImportStatements, day: string, findings: Findings) {
  let last = 0;
  for (const statement of statements.lastRow) last = (await session.one<{ row: number }>(statement)).row;
  const step = session.copyIn === undefined ? rowsLookedUp : last;
  for (let from = 0; from < last; from += step) {
    for (const statement of statements.placesTaken) {
      const taken = await session.many<Told & { other: string }>(statement, { day, from, until: from + step });
      notes(findings, 'placeTaken', taken, ({ other }) => ({
        reason: {
          vi: `Cùng loại và cùng vị trí (dưới 1 m) với ${other} đã có trong hệ thống.`,
          en: `Of the same kind and at the same place (within 1 m) as ${other}, which the portal has.`,
        },
        todo: {
          vi: 'Nếu là cùng một đối tượng, dùng lại mã đã có để khỏi nhập trùng.',
          en: 'If it is the same thing, give it the key that is there, or it will be there twice.',
        },
      }));
    }
  }
}

async function checkCommunes(
  told: <Row extends Told>(which: 'refuseOutside' | 'otherCommunes') => Promise<Row[]>,
  findings: Findings,
) {
  type Outside = Told & { nearest: string | null; metres: number | null };
  issues(findings, 'inNoCommune', await told<Outside>('refuseOutside'), ({ nearest, metres }) => {
    const away =
      metres === null ? '?' : metres < 10_000 ? `${Math.round(metres)} m` : `${Math.round(metres / 1000)} km`;
    return {
      reason: {
        vi: `Không nằm trong xã nào; gần nhất là ${nearest ?? '?'}, cách ${away}.`,
        en: `It lies in no commune; the nearest is ${nearest ?? '?'}, ${away} away.`,
      },
      todo: {
        vi: 'Kiểm tra tọa độ và hệ tọa độ (--crs); nếu đúng, kiểm tra ranh giới xã của hệ thống.',
        en: 'Check the coordinates and their system (--crs); if they are right, check the boundaries of the portal.',
      },
    };
  });
  type Other = Told & { claimed: string; code: string; name: string | null };
  notes(findings, 'otherCommune', await told<Other>('otherCommunes'), ({ claimed, code, name }) => ({
    reason: {
      vi: `Tệp ghi xã "${claimed}", nhưng vị trí nằm trong ${name ?? '?'} (${code}).`,
      en: `The file says commune "${claimed}", but the place lies in ${name ?? '?'} (${code}).`,
    },
    todo: {
      vi: 'Kiểm tra vị trí; xã được ghi theo vị trí.',
      en: 'Check the place; the commune is recorded by the place.',
    },
  }));
}

function noCommunes(findings: Findings) {
  findings.note(
    'noCommunes',
    {},
    {
      vi: 'Hệ thống chưa có ranh giới xã nào: không kiểm tra được đối tượng nằm trong xã nào.',
      en: 'The portal has no boundaries of communes: it could not be checked in which one features lie.',
    },
    {
      vi: 'Nhập ranh giới xã trước, rồi nhập lại tệp này.',
      en: 'Import boundaries of communes first, then this file again.',
    },
  );
}

type Wording<Row> = (row: Row) => { readonly reason: Text; readonly todo: Text };

function issues<Row extends Told>(findings: Findings, code: string, rows: readonly Row[], wording: Wording<Row>) {
  for (const row of rows) {
    const { reason, todo } = wording(row);
    findings.issue(code, whereOf(row), reason, todo);
  }
  const [first] = rows;
  if (first && first.total > rows.length) findings.refuseMore(code, first.total - rows.length, wording(first).todo);
}

function notes<Row extends Told>(findings: Findings, code: string, rows: readonly Row[], wording: Wording<Row>) {
  for (const row of rows) {
    const { reason, todo } = wording(row);
    findings.note(code, whereOf(row), reason, todo);
  }
  const [first] = rows;
  if (first && first.total > rows.length) findings.noteMore(code, first.total - rows.length, wording(first).todo);
}

function whereOf({ row, feature, lng, lat }: Told) {
  const position: Position | null = typeof lng === 'number' && typeof lat === 'number' ? [lng, lat] : null;
  return { row, feature, ...(position === null ? {} : { position }) };
}
