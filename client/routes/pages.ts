import { speakOn } from '#client/text/language.svelte.ts';
import type { Address } from './address.ts';

// Nobody loads a page that they do not read.
const pages = {
  map: () => import('./map/MapPage.svelte'),
  about: () => import('./about/AboutPage.svelte'),
  profile: () => import('./profile/ProfilePage.svelte'),
  targets: () => import('./programme/TargetsPage.svelte'),
  ranking: () => import('./programme/RankingPage.svelte'),
  programme: () => import('./programme/ProgrammePage.svelte'),
  transition: () => import('./programme/TransitionPage.svelte'),
  data: () => import('./data/DataPage.svelte'),
  dataset: () => import('./data/DatasetPage.svelte'),
};
type LazyPage = Exclude<Address['page'], 'notFound'>;
type PageModule = Awaited<ReturnType<(typeof pages)[LazyPage]>>;

/** A first page that takes longer is waited for on the screen: on a slow line there is time to build that meanwhile. */
const shortMs = 120;

/** What is there with its words: it is shown at once. */
const atHand = new Map<Address['page'], PageModule>();
let first: Address['page'] | null = null;

/**
 * Loads the page that an address opens, so that the screen is built once and not first without it. Where it does not come,
 * or not soon, that is told when it is to be shown.
 */
export async function beginPage(page: Address['page']): Promise<void> {
  first = page;
  if (page === 'notFound') return;
  const loaded = loadPage(page).then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([loaded, new Promise<void>((resolve) => setTimeout(resolve, shortMs))]);
}

/** The page where it need not be waited for. */
export function pageAtHand(page: LazyPage): PageModule | undefined {
  return atHand.get(page);
}

/** Loads a page; rejects where it does not come. One that is opened later has words of its own, which come with it. */
export async function loadPage(page: LazyPage): Promise<PageModule> {
  const [loaded] = await Promise.all([pages[page](), page === first ? null : speakOn()]);
  atHand.set(page, loaded);
  return loaded;
}
