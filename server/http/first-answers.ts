import { allUnits, getUnitProfile, searchAdminUnits, type Level } from '#contract/admin-units.ts';
import { getUnitCriteria, listCriteriaSets } from '#contract/criteria.ts';
import { getUnitHistory } from '#contract/history.ts';
import { getMeasureValues, getOpeningMeasure } from '#contract/measures.ts';
import { earlierOf, levelFor, type Opening } from '#contract/opening.ts';
import { firstOutlineZoom, getOutlines } from '#contract/outlines.ts';
import { boundaryDateOn, getPortal, type Portal } from '#contract/portal.ts';
import { heldSetsAt } from '#contract/sets-at.ts';
import type { Within } from './within.ts';

const given = (at: string | null) => (at === null ? {} : { at });

/** Asks what the page of an address asks first: the portal's facts, and what its first words and its first map need. */
export async function firstAnswers(within: Within, opening: Opening): Promise<void> {
  const { reply: portal } = await within.ask(getPortal);
  const { page, unit } = opening;
  if (page === 'map') await ofMap(within, opening, portal);
  if (page === 'profile' && unit !== null) await ofProfile(within, opening, unit, portal.referenceDate);
}

/** Of more units a page would be too heavy to begin with. */
const mostUnits = 500;

async function ofMap(within: Within, opening: Opening, portal: Portal): Promise<void> {
  const { measure: id, level: asked, at, from, unit } = opening;
  const query = { ...(id === null ? {} : { measure: id }), ...(asked === null ? {} : { level: asked }) };
  const [measure] = (await within.ask(getOpeningMeasure, { query })).reply.measures;
  const of = unit === null ? null : { params: { code: unit.code } };
  const day = at ?? portal.referenceDate;
  const boundaries = boundaryDateOn(portal, day);
  const earlier = measure === undefined ? null : earlierOf(measure, from, day);
  const level = measure === undefined ? 'commune' : levelFor(measure, asked);
  await Promise.all([
    measure &&
      within.ask(getMeasureValues, {
        params: { id: measure.id },
        query: { level, ...given(at), ...(earlier === null ? {} : { from: earlier }) },
      }),
    of && within.ask(getUnitProfile, { ...of, query: given(at) }),
    of && within.ask(listCriteriaSets),
    of && within.ask(searchAdminUnits, { query: { level: 'province', at: boundaries, limit: 200 } }),
    of &&
      unit?.level === 'commune' &&
      measure?.setId &&
      within.ask(getUnitCriteria, { ...of, query: { set: measure.setId, ...given(at) } }),
    boundariesOf(within, level, boundaries, portal),
  ]);
}

/** The units of a level and their outlines, where they are few. */
async function boundariesOf(within: Within, level: Level, at: string, portal: Portal): Promise<void> {
  const zoom = firstOutlineZoom(portal);
  if (zoom === null || portal.counts[level] > mostUnits) return;
  await Promise.all([
    within.ask(searchAdminUnits, { query: { level, at, limit: allUnits } }),
    within.ask(getOutlines, { query: { level, at, zoom } }),
  ]);
}

async function ofProfile(
  within: Within,
  { at, measure }: Opening,
  { code, level }: NonNullable<Opening['unit']>,
  today: string,
): Promise<void> {
  const [sets] = await Promise.all([
    within.ask(listCriteriaSets),
    within.ask(getUnitProfile, { params: { code }, query: given(at) }),
  ]);
  const set = heldSetsAt(sets.reply.sets, at ?? today).find((each) => each.level === level);
  // Which set a measure of the address means is known from all measures only.
  if (set === undefined || measure !== null) return;
  const input = { params: { code }, query: { set: set.id, ...given(at) } };
  await Promise.all([within.ask(getUnitCriteria, input), within.ask(getUnitHistory, input)]);
}
