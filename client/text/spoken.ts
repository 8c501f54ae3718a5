import { say } from './language.svelte.ts';

// Stands for compiled/messages.js in the page (scripts/build/lighter.ts): that would bring every language, this has the
// same functions for the one that is loaded.

type Message = (inputs?: Readonly<Record<string, unknown>>) => string;
const messages = new Map<string, Message>();

/** Messages by key, in the language that is spoken when they are called. */
export const m = new Proxy<Readonly<Record<string, Message>>>(
  {},
  {
    get(_, key: string) {
      const known = messages.get(key);
      if (known !== undefined) return known;
      const message: Message = (inputs) => say(key, inputs);
      messages.set(key, message);
      return message;
    },
  },
);
