import { listMeasures } from '#contract/measures.ts';
import { listCriteriaSets } from '#contract/criteria.ts';
import { loadDemo } from '#resources/demo/service.ts';
import { communeFile, readListed } from './real.ts';
import { csv, faultyFiles, filledTemplate, geojson, threeTimes, tried, type Import } from './imports.ts';
import type { RecordedPortal } from './portal.ts';
import type { Subjects } from './questions.ts';
import { withSteadyDraws } from './steady.ts';
import { fillTwisted } from './twisted.ts';
import { twistedCodes, twistedDays } from './twisted-units.ts';

export const boardNames = ['demo', 'real', 'twisted'] as const;
export type BoardName = (typeof boardNames)[number];

export interface BoardOptions {
  /** GeoJSON of the real communes' boundaries; null takes the invented ones. */
  readonly boundaries: string | null;
}

/** How a board comes to be, what is imported into it, and what is asked of it then. */
export interface Board {
  fill(portal: RecordedPortal): Promise<void>;
  /** Each import in turn: a later one may be made from what the earlier ones left. */
  imports(portal: RecordedPortal, options: BoardOptions): AsyncGenerator<Import>;
  subjects(portal: RecordedPortal): Promise<Subjects>;
}

const nowhere = '99999';
const closely = ['communes', 'districts', 'provinces'];

/** What holds for every board: sets, measures and collections of the portal itself. */
async function common(portal: RecordedPortal) {
  const read = async (path: string) => (await portal.get(path)).json();
  const { sets } = listCriteriaSets.reply.parse(await read('/api/criteria-sets'));
  const { measures } = listMeasures.reply.parse(await read('/api/measures'));
  const open = portal.catalog.collections.filter(({ access }) => access === 'public');
  return { sets: sets.map(({ id }) => id), measures, collections: open.map(({ id }) => id), closely };
}

/** A day and the day before it, for every day of change. */
function around(days: readonly string[]): string[] {
  const before = (day: string) => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
  return days.flatMap((day) => [before(day), day]);
}

const phuYenTiles = ['8/118/205', '10/474/822', '12/1898/3289', '14/7595/13162'];

const demo: Board = {
  fill: ({ db, catalog }) => withSteadyDraws(() => loadDemo(db, catalog, () => undefined)),
  async *imports() {
    yield* faultyFiles('22042');
    yield tried(geojson('the communes that are there', 'collection=communes&by=recorder', await communeFile(null)));
  },
  async subjects(portal) {
    return {
      ...(await common(portal)),
      days: ['2019-01-01', ...around(['2020-11-01']), '2022-06-30', '2023-12-31', '2024-10-31', '2026-01-01'],
      fewDays: ['2022-06-30', '2024-10-31'],
      codes: ['54', '555', '558', '563', '22042', '22048', '22306', '22288', '22015', '22240', nowhere],
      scopes: ['54', '558', nowhere],
      words: ['an', 'Hoà', '2204'],
      items: { schools: ['MH0001'], roads: ['MH0001'], 'digital-address-cells': ['22042'], 'digital-addresses': ['1'] },
      tiles: phuYenTiles,
      periods: ['2022', '2024-H1', '2024-Q3'],
    };
  },
};

const real: Board = {
  fill: () => Promise.resolve(),
  async *imports(portal, { boundaries }) {
    const communes = await communeFile(boundaries);
    yield* threeTimes(geojson('communes', 'collection=communes&validFrom=2019-01-01&by=recorder', communes));
    yield tried(
      geojson('communes cleaned', 'collection=communes&validFrom=2019-01-01&clean=true&by=recorder', communes),
    );
    const imported = await importedCodes(portal);
    if (imported.length === 0) {
      // A coverage with gaps is refused: then what can be mended is, and the rest is left out.
      const query = 'collection=communes&validFrom=2019-01-01&clean=true&skipRefused=true&by=recorder';
      yield geojson('communes cleaned', query, communes);
    }
    yield* realRecords(await readListed());
    yield* threeTimes(await filledTemplate(portal, 'a district by workbook', 'set=xa-ntm&within=558&at=2024-09-30'));
    yield* threeTimes(await filledTemplate(portal, 'districts by workbook', 'set=huyen-ntm&at=2024-09-30'));
    yield* faultyFiles('22042');
  },
  async subjects(portal) {
    return {
      ...(await common(portal)),
      days: ['2018-12-31', '2019-01-01', '2021-06-30', '2022-06-30', '2023-12-31', '2024-10-31', '2026-01-01'],
      fewDays: ['2022-06-30', '2024-10-31'],
      codes: ['54', '555', '558', '22042', '22048', '22306', '22288', '22015', nowhere],
      scopes: ['54', '558', nowhere],
      words: ['an', 'Hoà', '2204'],
      items: {},
      tiles: phuYenTiles,
      periods: ['2022', '2024-Q3'],
    };
  },
};

async function importedCodes(portal: RecordedPortal): Promise<string[]> {
  const { items } = (await (await portal.get('/api/admin-units?level=commune')).json()) as {
    items: { code: string }[];
  };
  return items.map(({ code }) => code);
}

/** Figures of the real communes by rule: nothing in them is real but the codes. */
function* realRecords(listed: Awaited<ReturnType<typeof readListed>>): Generator<Import> {
  const communes = listed.filter(({ kind }) => kind === 'Xã').map(({ code }) => code);
  const reviews = ['2022-06-30', '2022-12-31', '2023-12-31', '2024-06-30'];
  const statuses = reviews.flatMap((on, review) =>
    communes.flatMap((code) =>
      Array.from({ length: 19 }, (_, index) => {
        const met = (Number(code) * 7 + (index + 1) * 13 + review * 3) % 10 < 5 + review;
        return `${code},xa-ntm,${index + 1},,${met ? 'met' : 'notMet'},,,${on},Rà soát ${on}`;
      }),
    ),
  );
  const figures = communes.map(
    (code) => `${code},xa-ntm,2,2.1,,${80 + (Number(code) % 20)},,2024-06-30,Rà soát 2024-06-30`,
  );
  const heading = 'code,set,criterion,indicator,status,value,value2,valid_on,source';
  yield* threeTimes(csv('assessments', 'assessments', [heading, ...statuses, ...figures]));
  // The same day again with other words: revisions.
  yield csv('assessments corrected', 'assessments', [
    heading,
    ...statuses.slice(0, 60).map((line) => line.replace(/,(met|notMet),/, ',notAssessed,')),
  ]);
  const recognised = communes.filter((code) => Number(code) % 4 === 0);
  const head = 'code,set,decision_no,decided_on,revoked_on,revocation_decision_no';
  yield* threeTimes(
    csv('recognitions', 'recognitions', [
      head,
      ...recognised.map(
        (code, index) => `${code},xa-ntm,QĐ ${index + 1}/2022,2022-${String((index % 12) + 1).padStart(2, '0')}-15,,`,
      ),
    ]),
  );
  yield* threeTimes(
    csv('revocations', 'recognitions', [
      head,
      ...recognised
        .slice(0, 3)
        .map((code, index) => `${code},xa-ntm,QĐ ${index + 1}/2022,2022-0${index + 1}-15,2024-05-15,QĐ 9${index}/2024`),
    ]),
  );
  yield* threeTimes(
    csv('disbursements', 'disbursements', [
      'code,year,resource_id,amount_million_vnd,valid_on,source',
      ...[2022, 2023].flatMap((year) =>
        communes.map(
          (code) =>
            `${code},${year},community,${100 + (Number(code) % 91) * (year - 2020)},${year}-12-31,Báo cáo ${year}`,
        ),
      ),
    ]),
  );
  yield* threeTimes(
    csv('thresholds', 'thresholds', [
      'set,indicator,value,value2,source',
      'xa-ntm,2.1,90,,QĐ tỉnh',
      'xa-ntm,2.2,85,,QĐ tỉnh',
    ]),
  );
  yield* threeTimes(
    csv('target figures', 'target-figures', [
      'target_id,value,valid_on,source',
      'T011,4,2023-12-31,Báo cáo',
      'T011,6,2024-06-30,Báo cáo',
    ]),
  );
}

const twisted: Board = {
  fill: ({ db }) => fillTwisted(db),
  async *imports(portal) {
    const point = (code: string, lng: number, lat: number) => ({
      type: 'Feature' as const,
      properties: { code, name: `Trường ${code}`, level: 'primary', pupils: 100 },
      geometry: { type: 'Point' as const, coordinates: [lng, lat] },
    });
    const features = [
      point('A', 109.02, 13.02),
      point('B', 109.07, 13.02),
      point('C', 109.12, 13.07),
      point('D', 109.07, 13.07),
    ];
    const schools = { type: 'FeatureCollection' as const, features };
    yield* threeTimes(geojson('schools', 'collection=schools&validFrom=2022-01-01&by=recorder', schools));
    yield* faultyFiles('10101');
    yield* faultyFiles('10103').map((each) => ({ ...each, title: `${each.title}, code used again` }));
    yield tried(await filledTemplate(portal, 'a district by workbook', 'set=xa-ntm&within=501&at=2024-09-30'));
    yield tried(
      await filledTemplate(portal, 'a district that ended by workbook', 'set=xa-ntm&within=502&at=2023-06-30'),
    );
    yield tried(
      csv('assessments of units at their edges', 'assessments', [
        'code,set,criterion,indicator,status,value,value2,valid_on,source',
        ...['10102', '10103', '10104', '10105', '10106', '10201', '10202'].flatMap((code) =>
          ['2021-06-30', '2022-06-30', '2022-07-01', '2023-07-01', '2024-06-30'].map(
            (on) => `${code},xa-ntm,7,,met,,,${on},BC`,
          ),
        ),
      ]),
    );
  },
  async subjects(portal) {
    const days = [...around(twistedDays), '2020-06-30', '2022-06-30', '2023-12-31', '2024-10-31', '2031-01-01'];
    return {
      ...(await common(portal)),
      days: [...new Set(days)].sort(),
      fewDays: ['2022-06-30', '2024-10-31'],
      codes: [...twistedCodes, nowhere],
      scopes: ['54', '56', '501', '502', '503', nowhere],
      words: ['xa', 'Bình', '1010'],
      items: { schools: ['A', 'B', 'E'] },
      tiles: ['8/118/205', '10/474/822', '12/1899/3288'],
      periods: ['2022', '2023-H1', '2024-Q3'],
    };
  },
};

export const boards: Readonly<Record<BoardName, Board>> = { demo, real, twisted };
