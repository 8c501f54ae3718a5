import { getUnitProfile } from '#contract/admin-units.ts';
import { getUnitCriteria, listCriteriaSets } from '#contract/criteria.ts';
import { getUnitHistory } from '#contract/history.ts';
import { getMeasureValues, getOpeningMeasure } from '#contract/measures.ts';
import { earlierOf, levelFor, type Opening } from '#contract/opening.ts';
import { getPortal } from '#contract/portal.ts';
import { setsAt } from '#contract/sets-at.ts';
import type { Within } from './within.ts';

const given = (at: string | null) => (at === null ? {} : { at });

/** Asks what the page of an address asks first: the portal's facts, and what its first words and its first map need. */
export async function firstAnswers(within: Within, opening: Opening): Promise<void> {
  const { reply: portal } = await within.ask(getPortal);
  const { page, unit } = opening;
  if (page === 'map') await ofMap(within, opening, portal.referenceDate);
  if (page === 'profile' && unit !== null) await ofProfile(within, opening, unit, portal.referenceDate);
}

async function ofMap(within: Within, opening: Opening, today: string): Promise<void> {
  const { measure: id, level, at, from, unit } = opening;
  const query = { ...(id === null ? {} : { measure: id }), ...(level === null ? {} : { level }) };
  const [measure] = (await within.ask(getOpeningMeasure, { query })).reply.measures;
  const of = unit === null ? null : { params: { code: unit.code } };
  const earlier = measure === undefined ? null : earlierOf(measure, from, at ?? today);
  await Promise.all([
    measure &&
      within.ask(getMeasureValues, {
        params: { id: measure.id },
        query: { level: levelFor(measure, level), ...given(at), ...(earlier === null ? {} : { from: earlier }) },
      }),
    of && within.ask(getUnitProfile, { ...of, query: given(at) }),
    of &&
      unit?.level === 'commune' &&
      measure?.setId &&
      within.ask(getUnitCriteria, { ...of, query: { set: measure.setId, ...given(at) } }),
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
  const set = setsAt(sets.reply.sets, at ?? today).find((each) => each.level === level);
  // Which set a measure of the address means is known from all measures only.
  if (set === undefined || measure !== null) return;
  const input = { params: { code }, query: { set: set.id, ...given(at) } };
  await Promise.all([within.ask(getUnitCriteria, input), within.ask(getUnitHistory, input)]);
}
