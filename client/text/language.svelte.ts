export type Language = 'vi' | 'en';
/** Messages of one language by their keys, with `{places}` for what is put in. */
type Messages = Readonly<Record<string, string>>;

interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
  /** Whether these are all that there are, and not only those that a page begins with. */
  readonly whole: boolean;
}

// A page loads the language that it speaks; the other comes when it is asked for.
const load: Record<Language, () => Promise<{ default: Messages }>> = {
  vi: () => import('./messages/vi.json'),
  en: () => import('./messages/en.json'),
};
let asked: Language | null = null;
let spoken = $state.raw<Spoken | null>(null);
let missing: Promise<unknown> | null = null;

/**
 * Makes the page speak a language, once its messages are there; rejects where they do not come. Reading a message inside
 * markup or a derived value follows it: the language changes in place, without loading the page again. `begin` is the
 * address of those that the page begins with, which are fewer.
 */
export async function speak(language: Language, begin: string | null = null): Promise<void> {
  asked = language;
  if (spoken?.language !== language) await bring(language, begin);
}

/** Brings the rest of the messages, which what a page does not begin with needs; rejects where they do not come. */
export async function speakOn(): Promise<void> {
  if (spoken !== null && !spoken.whole) await bring(spoken.language, null);
}

async function bring(language: Language, begin: string | null): Promise<void> {
  const messages = begin === null ? (await load[language]()).default : await read(begin);
  if (asked === language) spoken = { language, messages, whole: begin === null };
}

/** The language that is spoken, which may not yet be the one asked for. */
export function getLocale(): Language {
  return spoken?.language ?? 'vi';
}

/** A message in the language that is spoken; empty until it is there, where the page did not begin with it. */
export function say(key: string, inputs: Readonly<Record<string, unknown>> = {}): string {
  const text = spoken?.messages[key];
  if (text !== undefined) return text.replace(/\{(\w+)\}/g, (_, name: string) => String(inputs[name]));
  if (spoken === null || spoken.whole) throw new Error(`no message ${key}`);
  // Where it does not come it is asked for again when something is read next.
  missing ??= speakOn()
    .catch(() => undefined)
    .finally(() => (missing = null));
  return '';
}

async function read(address: string): Promise<Messages> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: HTTP ${response.status}`);
  return (await response.json()) as Messages;
}
