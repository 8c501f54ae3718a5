import type { Duty, Programme, ProgrammeReply, Target } from '#contract/programme.ts';
import type { ResourcePlace } from '#contract/programme-resources.ts';
import { buildResourceTree, type ResourceNode } from '#rules/programme/build-resource-tree.ts';
import { findAgencyWork, findDuties } from '#rules/programme/find-duties.ts';

/**
 * A programme of all that there are, with each figure linked: contents and items to targets, criteria and agencies, agencies to
 * their work and to those of the programme before.
 */
export function describeProgramme(
  programme: Programme,
  all: readonly Programme[],
): Omit<ProgrammeReply, 'at' | 'documents' | 'periods' | 'nationalOnly'> {
  const { frame, objectives, contents, targets, agencies, duties, resources } = programme;
  const place = all.findIndex((each) => each.frame.period === frame.period);
  const former = all[place - 1]?.agencies ?? [];
  const under = (content: string) => targets.filter((target) => target.content === content);
  return {
    frame,
    targets,
    objectives: objectives.map((objective) => ({ ...objective, targets: idsOf(under(objective.id)) })),
    contents: contents.map((content) => {
      const own = duties.filter((duty) => duty.content === content.id);
      return {
        ...content,
        ...linksOf(under(content.id), own),
        duties: own,
        items: content.items.map((item) => ({
          ...item,
          ...linksOf(
            under(content.id).filter((target) => target.item === item.item),
            findDuties({ content: content.id, item: item.item }, duties),
          ),
        })),
      };
    }),
    agencies: agencies.map((agency) => {
      const work = findAgencyWork(agency.id, duties, targets);
      return {
        ...agency,
        predecessors: former.filter(({ id }) => agency.formerly.includes(id)).map(({ name }) => name),
        leads: work.leads.map(shortDuty),
        coordinates: work.coordinates.map(shortDuty),
        targets: idsOf(work.targets),
      };
    }),
    resources: placesOf(buildResourceTree(resources)),
  };
}

function idsOf(targets: readonly Target[]): string[] {
  return targets.map(({ id }) => id);
}

function linksOf(targets: readonly Target[], duties: readonly Duty[]) {
  const links = targets.flatMap(({ setId, criterionNo }) => (setId === null ? [] : [{ setId, criterionNo }]));
  return {
    targets: idsOf(targets),
    criteria: links.filter(
      (link, index) =>
        links.findIndex((other) => other.setId === link.setId && other.criterionNo === link.criterionNo) === index,
    ),
    leads: [...new Set(duties.flatMap(({ leads }) => leads))],
    coordinates: [...new Set(duties.flatMap(({ coordinates }) => coordinates))],
  };
}

function shortDuty({ content, items, scope }: Duty) {
  return { content, items, scope };
}

function placesOf(nodes: readonly ResourceNode[], depth = 0): ResourcePlace[] {
  return nodes.flatMap(({ children, ...node }) => [
    { ...node, depth, children: children.map(({ id }) => id) },
    ...placesOf(children, depth + 1),
  ]);
}
