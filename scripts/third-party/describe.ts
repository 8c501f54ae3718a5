import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** Licences as package.json has had them over the years: a word, an object, a list of either. */
const Word = z.union([z.string(), z.object({ type: z.string() }).transform(({ type }) => type)]);
const License = z.union([Word, z.array(Word).transform((words) => words.join(' OR '))]);
/** What npm keeps of a package; `dev` is left out of a production install. Few old ones say no licence there. */
const LockedPackage = z.object({
  name: z.string().optional(),
  version: z.string(),
  license: License.optional(),
  dev: z.boolean().optional(),
});
const Lock = z.object({ packages: z.record(z.string(), LockedPackage) });
const Manifest = z.object({ license: License.optional(), licenses: License.optional() });

interface Package {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

const unnamed = 'No licence named by the package itself';

const opening = `# What this is built on

The portal itself is Apache-2.0 ([LICENSE](LICENSE)). \`npm ci --omit=dev\` installs the packages below, each under its own licence, whose
text is in its folder of \`node_modules\`; those for other systems than yours are listed too and are not installed. Nothing of them is
copied into this repository. This file is written by \`npx tsx scripts/third-party.ts\` out of \`package-lock.json\`.

What a visitor's browser or a reader of licences should know besides:

- **Fonts**: Be Vietnam Pro (\`@fontsource/be-vietnam-pro\`), OFL-1.1, served by the portal with its page.
- **Pictograms**: Maki (\`@mapbox/maki\`), CC0-1.0.
- **\`@electric-sql/pglite\`** is PostgreSQL (PostgreSQL Licence) compiled to WebAssembly; **\`@electric-sql/pglite-postgis\`** brings PostGIS
  (GPL-2.0-or-later) with GEOS (LGPL-2.1) and PROJ (MIT). They run in a thread of their own, for the embedded database alone.
- **\`gdal3.js\`** (LGPL-2.1-or-later) is GDAL (MIT) with the libraries that it reads formats by, compiled to WebAssembly.
- **Data**: where codes, names, criteria and the invented province come from is said in \`data/\`, at each file.
`;

/** The text of THIRD-PARTY.md: every package of a production install with version and licence, by licence. */
export async function describeThirdParty(root: string): Promise<string> {
  const packages = await readPackages(root);
  const licenses = [...new Set(packages.map(({ license }) => license))].sort(compare);
  const chapters = licenses.map((wanted) => {
    const members = packages.filter(({ license }) => license === wanted);
    const lines = [...new Set(members.map(({ name, version }) => `- ${name} ${version}\n`))].sort(compare);
    return `\n## ${wanted}\n\n${lines.join('')}`;
  });
  return opening + chapters.join('');
}

async function readPackages(root: string): Promise<Package[]> {
  const { packages } = Lock.parse(JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8')));
  const installed = Object.entries(packages).filter(([folder, { dev }]) => folder !== '' && dev !== true);
  return Promise.all(
    installed.map(async ([folder, { name, version, license }]) => ({
      name: name ?? folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      license: license ?? (await readLicense(path.join(root, folder))),
    })),
  );
}

/** The licence by the package's own manifest, where the lock says none. */
async function readLicense(folder: string): Promise<string> {
  const text = await readFile(path.join(folder, 'package.json'), 'utf8');
  const { license, licenses } = Manifest.parse(JSON.parse(text));
  return license ?? licenses ?? unnamed;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
