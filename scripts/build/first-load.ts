import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin, Rolldown } from 'vite';

/** The component of each page that loads by itself, below client/. */
export const pageComponents: Readonly<Record<string, string>> = {
  map: 'routes/map/MapPage.svelte',
  profile: 'routes/profile/ProfilePage.svelte',
  targets: 'routes/programme/TargetsPage.svelte',
  ranking: 'routes/programme/RankingPage.svelte',
  programme: 'routes/programme/ProgrammePage.svelte',
  transition: 'routes/programme/TransitionPage.svelte',
  data: 'routes/data/DataPage.svelte',
  dataset: 'routes/data/DatasetPage.svelte',
  about: 'routes/about/AboutPage.svelte',
};
const liveMap = 'map/MapView.svelte';

/** Whether a module is that file of the page. */
export function isOf(id: string | null, file: string): boolean {
  return id?.split(path.sep).join('/').endsWith(`client/${file}`) === true;
}

/** Files that are loaded together, by their place in the build. */
export interface Files {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** What a first visit loads, as the build made it: told to the server, and held to its budget. */
export interface FirstLoad {
  /** What every page begins with. */
  readonly every: Files;
  /** By page, what it loads beside that. */
  readonly pages: Readonly<Record<string, Files>>;
  /** By page and language (`map.vi`), the messages that it begins with. */
  readonly texts: Readonly<Record<string, string>>;
  /** The live map: what it loads beside all of the map's page, and its worker. */
  readonly live: Files;
  readonly worker: string;
}

/** Where the build keeps it: nobody is served a file of this folder. */
export const firstLoadFile = '.vite/first-load.json';

/** Writes down which files a first visit of each page loads. */
export function tellFirstLoad(): Plugin {
  return {
    name: 'first-load',
    apply: 'build',
    // Not before: names of files are final when they are written.
    async writeBundle({ dir = '' }, bundle) {
      const file = path.join(dir, firstLoadFile);
      await mkdir(path.dirname(file), { recursive: true });
      await writeFile(file, JSON.stringify(firstLoadOf(bundle)));
    },
  };
}

/** Reads a build. Throws where a page is no chunk of its own any more. */
export function firstLoadOf(bundle: Rolldown.OutputBundle): FirstLoad {
  const outputs = Object.values(bundle);
  const chunks = outputs.filter((output) => output.type === 'chunk');
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const find = (what: string, is: (chunk: Rolldown.OutputChunk) => boolean) => {
    const found = chunks.find(is);
    if (found === undefined) throw new Error(`the build has no chunk of ${what}`);
    return found;
  };
  const of = (file: string) => find(file, ({ facadeModuleId }) => isOf(facadeModuleId, file));

  /** The chunk with all that it imports, without what is there already. */
  const filesOf = (root: Rolldown.OutputChunk, ...there: readonly Files[]): Files => {
    const known = new Set(there.flatMap(({ scripts, styles }) => [...scripts, ...styles]));
    const scripts = new Set<string>();
    const styles = new Set<string>();
    const visit = (chunk: Rolldown.OutputChunk) => {
      if (scripts.has(chunk.fileName)) return;
      scripts.add(chunk.fileName);
      for (const style of chunk.viteMetadata?.importedCss ?? []) styles.add(style);
      for (const name of chunk.imports) {
        const imported = byName.get(name);
        if (imported !== undefined) visit(imported);
      }
    };
    visit(root);
    const fresh = (files: ReadonlySet<string>) => [...files].filter((file) => !known.has(file));
    return { scripts: fresh(scripts), styles: fresh(styles) };
  };

  const every = filesOf(find('main.ts', ({ moduleIds }) => moduleIds.some((id) => isOf(id, 'main.ts'))));
  const pages = Object.fromEntries(
    Object.entries(pageComponents).map(([page, component]) => [page, filesOf(of(component), every)]),
  );
  const worker = outputs.find(({ fileName }) => /maplibre-gl-worker-.*\.js$/.test(fileName));
  if (worker === undefined || pages['map'] === undefined) throw new Error('the build has no worker of the map');
  return {
    every,
    pages,
    texts: Object.fromEntries(
      outputs.flatMap((output) => {
        const [, name] = (output.type === 'asset' && /^(\w+\.\w+)\.json$/.exec(output.names[0] ?? '')) || [];
        return name === undefined ? [] : [[name, output.fileName]];
      }),
    ),
    live: filesOf(of(liveMap), every, pages['map']),
    worker: worker.fileName,
  };
}
