import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { isOf, pageComponents } from './first-load.ts';

const languages = ['vi', 'en'] as const;
const messages = languages.map((language) => {
  const file = new URL(`../../client/text/messages/${language}.json`, import.meta.url);
  return [language, JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>] as const;
});

/** What a page loads by itself right after its first words. */
const soon: Readonly<Record<string, readonly string[]>> = { map: ['lib/admin-units/UnitRows.svelte'] };

/** Name of the file of the messages that a page begins with. */
export const textsName = (page: string, language: string) => `${page}.${language}.json`;

/** Gives each page a file, in each language, of the messages that are read before somebody asks for more. */
export function pageTexts(): Plugin {
  return {
    name: 'page-texts',
    apply: 'build',
    generateBundle() {
      const ids = [...this.getModuleIds()];
      for (const [page, component] of Object.entries(pageComponents)) {
        const seen = new Set<string>();
        const visit = (id: string | undefined) => {
          if (id === undefined || seen.has(id)) return;
          seen.add(id);
          for (const next of this.getModuleInfo(id)?.importedIds ?? []) visit(next);
        };
        for (const file of ['main.ts', component, ...(soon[page] ?? [])]) visit(ids.find((id) => isOf(id, file)));
        const keys = new Set(
          [...seen].flatMap((id) =>
            [...(this.getModuleInfo(id)?.code ?? '').matchAll(/\bm\.(\w+)/g)].map(([, key = '']) => key),
          ),
        );
        for (const [language, all] of messages)
          this.emitFile({
            type: 'asset',
            name: textsName(page, language),
            source: JSON.stringify(Object.fromEntries(Object.entries(all).filter(([key]) => keys.has(key)))),
          });
      }
    },
  };
}
