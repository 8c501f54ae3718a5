import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { endpoints } from '#contract/endpoints.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /\.(ts|svelte)$/.test(file) && !file.endsWith('.d.ts'));
const text = new Map(files.map((file) => [file, readFileSync(path.join(root, file), 'utf8')]));
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
  imports: Record<string, string>;
  dependencies: Record<string, string>;
};

/** Whatever a file imports, as it is written, types included. */
function namesImported(file: string): string[] {
  return [...(text.get(file) ?? '').matchAll(/\b(?:from|import)\s*\(?\s*'([^'\s]+)'/g)].map(([, name = '']) => name);
}

/** Files of this repository that a file imports, types included. */
function importsOf(file: string): string[] {
  return namesImported(file)
    .filter((name) => /^[#.]/.test(name))
    .map((name) => resolve(file, name));
}

function resolve(file: string, name: string): string {
  for (const [alias, target] of Object.entries(manifest.imports)) {
    const prefix = alias.replace('*', '');
    if (name.startsWith(prefix)) return path.posix.join(target.replace('*', name.slice(prefix.length)));
  }
  return path.posix.join(path.posix.dirname(file), name);
}

/** Files of the server's own folder that are rooms by themselves; the others are `server/base`. */
const ownRooms: Readonly<Record<string, string>> = {
  'app.ts': 'server/main',
  'main.ts': 'server/main',
  'deps.ts': 'server/deps',
  'answer.ts': 'server/answer',
};
/** Rules that both sides use. */
const shared: ReadonlySet<string> = new Set(['rules/cql2', 'rules/crs', 'rules/text']);

/** Room of a file, as the table of docs/architecture.md names it. */
function roomOf(file: string): string {
  const parts = file.split('/');
  if (parts[0] === 'server') {
    if (parts.length === 2) return ownRooms[parts[1] ?? ''] ?? 'server/base';
    if (parts[1] === 'rules' && shared.has(`rules/${parts[2]}`)) return `rules/${parts[2]}`;
    if (parts[1] === 'resources')
      return /^routes(\.ts)?$/.test(parts[3] ?? '') ? 'resources/routes' : 'resources/service';
    return `server/${parts[1]}`;
  }
  if (parts[0] === 'client') return parts.length === 2 ? 'client' : `client/${parts[1]}`;
  return parts[0] ?? '';
}

/** Who may import whom, room by room, as docs/architecture.md says it: that table is the only one. */
const arrows = readArrows(readFileSync(path.join(root, 'docs/architecture.md'), 'utf8'));

function readArrows(document: string): ReadonlyMap<string, readonly string[]> {
  const table = /\| room +\| may import +\|\n\|[ -]+\|[ -]+\|\n((?:\|.*\|\n)+)/.exec(document)?.[1] ?? '';
  const namesIn = (cell = '') => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  return new Map(
    table
      .trim()
      .split('\n')
      .map((row) => row.split('|'))
      .map(([, room, targets]) => [namesIn(room)[0] ?? '', namesIn(targets)]),
  );
}

const productFiles = files.filter((file) => /^(client|server|data|scripts)\//.test(file));

describe('rooms', () => {
  test('the table names every room of the product once, and arrows lead to rooms that it names', () => {
    const rooms = new Set(productFiles.map(roomOf));
    expect([...arrows.keys()].sort()).toEqual([...rooms].sort());
    expect([...arrows.values()].flat().filter((target) => !arrows.has(target))).toEqual([]);
  });

  test('no arrows of the table make a circle of rooms', () => {
    const reach = (from: string, found = new Set<string>()): ReadonlySet<string> => {
      for (const target of arrows.get(from) ?? []) if (!found.has(target)) reach(target, found.add(target));
      return found;
    };
    expect([...arrows.keys()].filter((room) => reach(room).has(room))).toEqual([]);
  });

  // A browser loads them too: they may be entered from both sides because there is nothing behind them.
  test('the contract and the rules that both sides use are free of weight', () => {
    const light = new Set([...shared, 'server/contract']);
    // geojson is types alone.
    const isLight = (file: string, name: string) =>
      /^[#.]/.test(name)
        ? light.has(roomOf(resolve(file, name)))
        : name === 'geojson' || (name === 'zod' && roomOf(file) === 'server/contract');
    const heavy = productFiles
      .filter((file) => light.has(roomOf(file)))
      .flatMap((file) =>
        namesImported(file)
          .filter((name) => !isLight(file, name))
          .map((name) => `${file} -> ${name}`),
      );
    expect(heavy).toEqual([]);
  });

  // Each takes tens of megabytes, which a portal that only serves would hold for nothing.
  test('mapshaper and GDAL are loaded by threads and commands, not by a portal that serves', () => {
    const loaded = new Set(['server/main.ts']);
    const libraries = new Set<string>();
    for (const file of loaded) {
      const code = text.get(file) ?? '';
      for (const [, name = ''] of code.matchAll(/^(?:import|export)\s(?!type\b)[^;']*?from '([^']+)'/gm)) {
        if (/^[#.]/.test(name)) loaded.add(resolve(file, name));
        else libraries.add(name);
      }
    }
    expect(loaded.size).toBeGreaterThan(100);
    expect([...libraries]).toContain('express');
    expect([...libraries].filter((name) => /^(mapshaper|gdal3\.js)/.test(name))).toEqual([]);
  });

  test('every import follows an arrow', () => {
    const crossed = productFiles.flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.startsWith('client/text/compiled') && target !== 'package.json')
        .filter((target) => roomOf(target) !== roomOf(file) && !arrows.get(roomOf(file))?.includes(roomOf(target)))
        .map((target) => `${file} -> ${target}`),
    );
    expect(crossed).toEqual([]);
  });

  // `npm ci --omit=dev` leaves the dependencies alone; vite is asked for only where it is installed.
  test('what runs in production imports no development dependency', () => {
    const commands = ['start', 'import', 'export', 'demo', 'migrate', 'mend-units', 'release'].map(
      (name) => `scripts/${name}.ts`,
    );
    const running = new Set([...commands, ...files.filter((file) => /^(server|data\/collections)\//.test(file))]);
    for (const file of running) for (const target of importsOf(file)) if (text.has(target)) running.add(target);
    const packageOf = (name: string) => /^(@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? '';
    // Types are gone when it runs.
    const valuesImported = (file: string) =>
      [...(text.get(file) ?? '').matchAll(/^import (?!type )[^']*'([^']+)'|\bimport\('([^']+)'\)/gm)].map(
        ([, fixed, late]) => fixed ?? late ?? '',
      );
    const missing = [...running].flatMap((file) =>
      valuesImported(file)
        .filter((name) => !/^([#.]|node:)/.test(name) && !(packageOf(name) in manifest.dependencies))
        .map((name) => `${file} -> ${name}`),
    );
    expect(missing).toEqual(['scripts/build-client.ts -> vite']);
  });

  test('one piece of the client’s library never imports another', () => {
    const piece = (file: string) => file.split('/').slice(0, 3).join('/');
    const crossed = productFiles
      .filter((file) => file.startsWith('client/lib/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => target.startsWith('client/lib/') && piece(target) !== piece(file))
          .map((target) => `${file} -> ${target}`),
      );
    expect(crossed).toEqual([]);
  });

  test('nothing imports in a circle, types included', () => {
    const state = new Map<string, 'open' | 'done'>();
    const circles: string[] = [];
    const visit = (file: string, trail: readonly string[]) => {
      if (state.get(file) === 'done' || !text.has(file)) return;
      if (state.get(file) === 'open') {
        circles.push([...trail.slice(trail.indexOf(file)), file].join(' -> '));
        return;
      }
      state.set(file, 'open');
      for (const target of importsOf(file)) visit(target, [...trail, file]);
      state.set(file, 'done');
    };
    for (const file of productFiles) visit(file, []);
    expect(circles).toEqual([]);
  });

  test('nothing of the product imports tests or scripts', () => {
    const crossed = productFiles
      .filter((file) => !file.startsWith('scripts/'))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => /^(tests|scripts)\//.test(target))
          .map((target) => `${file} -> ${target}`),
      );
    expect(crossed).toEqual([]);
  });

  test('there are no barrels', () => {
    expect(productFiles.filter((file) => /(^|\/)index\.ts$/.test(file))).toEqual([]);
  });
});

// Labels of one answer over the colours of another are a wrong map that looks right.
describe('what is asked for and what is shown', () => {
  const asked = '(?:measure|level|at|from|compare|on|classes)';
  const reading = [
    // router.address.at, this.#address().level, now().address.classes
    new RegExp(`\\baddress(?:\\(\\))?\\??\\.${asked}\\b`),
    // const { at, from: since } = router.address, ({ at }: Address
    new RegExp(`\\{[^{}]*\\b${asked}\\b[^{}]*\\} = (?:\\$derived\\()?[\\w.#]*\\baddress\\b`),
    new RegExp(`\\{[^{}]*\\b${asked}\\b[^{}]*\\}: Address\\b`),
    // atlas.question, this.#atlas.level, const { at, problem } = $derived(atlas)
    /\batlas\??\.(?:question|measure|level|at|boundaryDate)\b/,
    /\{[^{}]*\b(?:question|measure|level|at|boundaryDate)\b[^{}]*\} = (?:\$derived\()?[\w.#]*\batlas\b/,
    /\blocation\.(?:href|search)\b/,
  ];
  const code = (file: string) => (text.get(file) ?? '').replace(/<!--[\s\S]*?-->|\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const document = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
  const [, table = ''] = /\| file of `client\/routes\/map` \|.*\|\n *\|[-|]+\|\n((?: *\|.*\|\n)+)/.exec(document) ?? [];
  const allowed = [...table.matchAll(/^ *\| `([^`]+)` \|/gm)].map(([, name = '']) => `client/routes/map/${name}`);

  test('only the files that docs/architecture.md names read what the address asks of the map', () => {
    const readers = productFiles
      .filter((file) => /^client\/(routes\/map|map)\//.test(file))
      .filter((file) => reading.some((pattern) => pattern.test(code(file))));
    expect(readers.sort()).toEqual([...allowed].sort());
  });

  test('none of them is a region of an answer', () => {
    expect(allowed.filter((file) => code(file).includes('data-answer'))).toEqual([]);
  });
});

describe('endpoints', () => {
  // One that is served but not listed stands in no documentation, and other methods on its address find nothing there.
  test('every endpoint that the contract exports is in the list, once', () => {
    const modules = import.meta.glob<Record<string, unknown>>('../server/contract/*.ts', { eager: true });
    const exported = Object.values(modules).flatMap(Object.values).filter(isEndpoint);
    expect(exported.length).toBeGreaterThan(30);
    expect(endpoints.map(({ id }) => id).sort()).toEqual(exported.map(({ id }) => id).sort());
  });
});

function isEndpoint(value: unknown): value is { id: string } {
  return typeof value === 'object' && value !== null && 'id' in value && 'path' in value && 'reply' in value;
}

describe('addresses of SQL', () => {
  test('statements stand in migrations, in facts, in resources/<r>/*.sql, in intake and in catalog/*sql.ts', () => {
    const sql = /`\s*(select\s[^`]*\sfrom\s|insert into\s|update\s+\w+\s+set\s|delete from\s|with\s+\w+\s+as\s)/i;
    const allowed = /^server\/(catalog\/(\w+-)?sql\.ts|db\/)|^scripts\/bench/;
    const found = productFiles.filter(
      (file) => /^(server|scripts)\//.test(file) && !allowed.test(file) && sql.test(text.get(file) ?? ''),
    );
    expect(found).toEqual([]);
  });

  // What holds of a unit on a day is said in one place: who reads it asks for a relation of `facts`.
  const factsTables =
    /\b(?:from|join|into|update|table)\s+(?:only\s+)?(admin_unit|unit_version|admin_unit_lineage|boundary|boundary_shape|boundary_neighbour|assessment|recognition|revocation|disbursement|threshold_setting|target_figure)\b/i;
  const statements = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', 'server'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => /\.(sql|ts)$/.test(file) && !/^server\/(db\/migrations|facts)\//.test(file))
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8').replace(/^\s*(--|\/\/|\*).*$/gm, '')] as const);

  test('outside facts and migrations no statement names a table of facts', () => {
    const found = statements.filter(([, source]) => factsTables.test(source)).map(([file]) => file);
    expect(found).toEqual([]);
  });

  test('outside the catalog nobody else says what holds on a day or which revision is the newest', () => {
    const predicate =
      /\brevoked_on\s*(?:<|>|=|is\b)|\bsuperseded_at\b|order by[^;]*\brecorded_at desc|\b(?:unit|boundary|parent|version)\.valid_(?:from|to)\s*(?:<|>|is\b)/i;
    const compared = /\bvalidTo\s*(?:===\s*null\s*\|\||[<>]=?\s(?!validFrom))/;
    const allowed =
      /^server\/(catalog|contract|resources\/collections\/sync|rules\/in-force|rules\/addresses|resources\/demo\/service)/;
    const found = statements
      .filter(([file]) => !allowed.test(file))
      .filter(([file, source]) => (file.endsWith('.sql') ? predicate : compared).test(source))
      .map(([file]) => file);
    expect(found).toEqual([]);
  });
});

describe('README', () => {
  test('its tree names every room and no other', () => {
    const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
    const tree = /```tree\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    const named = new Set<string>();
    let top = '';
    for (const line of tree.split('\n')) {
      const match = /^( *)([\w.-]+)\//.exec(line);
      if (!match) continue;
      const [, indent = '', name = ''] = match;
      if (indent.length === 0) top = name;
      else named.add(`${top}/${name}`);
    }
    const rooms = new Set(
      execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' })
        .split('\n')
        .map((file) => file.split('/'))
        .filter((parts) => parts.length > 2 && /^(client|server|data|tests)$/.test(parts[0] ?? ''))
        .map((parts) => `${parts[0]}/${parts[1]}`),
    );
    expect([...named].sort()).toEqual([...rooms].sort());
  });
});

describe('the paths of docs/architecture.md', () => {
  const document = readFileSync(path.join(root, 'docs/architecture.md'), 'utf8');
  const [, chapter = ''] = /^## Five paths$([\s\S]*?)^## /m.exec(document) ?? [];
  const paths = [...chapter.matchAll(/^### (.+)$[\s\S]*?```mermaid\nflowchart LR\n([\s\S]*?)```/gm)].map(
    ([, title = '', drawing = '']) => ({ title, drawing }),
  );

  test('there are five', () => {
    expect(paths.map(({ title }) => title)).toEqual([
      'A tile',
      'The choropleth',
      'A list of features',
      'A file that is imported',
      'A change of an assessment',
    ]);
  });

  test.each(paths)('$title: every box is a file that is there', ({ drawing }) => {
    const boxes = [...drawing.matchAll(/\["([^"]*)"\]/g)].map(([, words = '']) => words.split('<br>')[0] ?? '');
    expect(boxes.length).toBeGreaterThan(5);
    expect(boxes.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });

  test('files that are named beside the boxes are there', () => {
    const named = [...chapter.matchAll(/\b(?:client|server|scripts|data)\/[\w./-]+\.(?:ts|svelte|sql)\b/g)].map(
      ([file]) => file,
    );
    expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([]);
  });
});
