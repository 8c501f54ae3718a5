import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Opening } from '#contract/opening.ts';

interface Files {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}
/** What the build says of itself (scripts/build/first-load.ts). */
interface FirstLoad {
  readonly every: Files;
  readonly pages: Readonly<Record<string, Files>>;
  readonly texts: Readonly<Record<string, string>>;
  readonly live: Files;
}

/** The page of the built client, and what an address loads of it, named so that the browser asks for all of it at once. */
export class PageShell {
  private read: { readonly at: number; readonly html: string; readonly load: FirstLoad | null } | null = null;

  constructor(private readonly folder: string) {}

  /** The page for an address, with `answers` (text of a JSON object) in it. */
  pageFor(opening: Opening, answers: string): string {
    const { html, load } = this.files();
    const links = load === null ? '' : linksFor(load, opening);
    // A `<` would end the element that they stand in.
    const carried = `<script type="application/json" id="answers">${answers.replaceAll('<', '\\u003c')}</script>`;
    return html
      .replace('<html lang="vi">', () => `<html lang="${opening.language}">`)
      .replace('</head>', () => `${links}</head>`)
      .replace('</body>', () => `${carried}</body>`);
  }

  /** Read again where it was built again. */
  private files() {
    const file = path.join(this.folder, 'index.html');
    const at = statSync(file).mtimeMs;
    if (this.read?.at === at) return this.read;
    this.read = { at, html: readFileSync(file, 'utf8'), load: readLoad(this.folder) };
    return this.read;
  }
}

/** Null of a build that says nothing: its page loads one thing after the other. */
function readLoad(folder: string): FirstLoad | null {
  try {
    return JSON.parse(readFileSync(path.join(folder, '.vite/first-load.json'), 'utf8')) as FirstLoad;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function linksFor({ pages, texts, live }: FirstLoad, { page, language }: Opening): string {
  const files = pages[page];
  const words = texts[`${page}.${language}`];
  const links = [
    ...(words === undefined ? [] : [`<link rel="preload" as="fetch" id="texts" href="/${words}" crossorigin>`]),
    ...(files?.styles ?? []).map((file) => `<link rel="stylesheet" crossorigin href="/${file}">`),
    ...(files?.scripts ?? []).map((file) => `<link rel="modulepreload" crossorigin href="/${file}">`),
  ];
  // On a phone the words come first, and the map's script would take the line from them.
  if (page === 'map')
    links.push(
      ...live.styles.map(
        (file) => `<link rel="preload" as="style" crossorigin href="/${file}" media="(min-width: 700px)">`,
      ),
      ...live.scripts.map(
        (file) =>
          `<link rel="modulepreload" crossorigin href="/${file}" media="(min-width: 700px)" fetchpriority="low">`,
      ),
    );
  return links.join('');
}
