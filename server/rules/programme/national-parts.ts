import type { Programme } from '#contract/programme.ts';

/** What of a programme is of the country, for a portal of another province: what documents say, and no agencies. */
export function nationalParts(programme: Programme): Programme {
  const ofCountry = ({ document }: { readonly document: string | null }) => document !== null;
  return {
    ...programme,
    frame: {
      ...programme.frame,
      denominators: null,
      headline: programme.frame.headline.filter((id) =>
        programme.targets.some((one) => one.id === id && ofCountry(one)),
      ),
    },
    objectives: programme.objectives.filter(ofCountry),
    contents: programme.contents.filter(ofCountry),
    targets: programme.targets.filter(ofCountry),
    agencies: [],
    duties: [],
    resources: programme.resources.filter(ofCountry),
  };
}
