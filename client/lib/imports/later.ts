import { speakOn } from '#client/text/language.svelte.ts';

// What the page does not begin with comes with its words: so far there are those of the form alone.

/** The report of an import. */
export async function loadImportResult() {
  const [{ default: ImportResult }] = await Promise.all([import('./ImportResult.svelte'), speakOn()]);
  return ImportResult;
}

/** What is said of old units, where boundaries have a day. */
export async function loadSuccessionFields() {
  const [{ default: Fields }] = await Promise.all([import('./succession/SuccessionFields.svelte'), speakOn()]);
  return Fields;
}
