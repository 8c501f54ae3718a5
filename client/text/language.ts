import { overwriteGetLocale } from './compiled/runtime.js';

/**
 * Makes compiled messages speak the language that `current` gives. Reading a message inside markup or a derived value
 * then follows the language: it changes in place, without loading the page again.
 */
export function speak(current: () => 'vi' | 'en'): void {
  overwriteGetLocale(current);
}
