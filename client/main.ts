import { mount } from 'svelte';
import { carryAnswers } from './api/carried.ts';
import App from './App.svelte';
import { parseAddress } from './routes/address.ts';
import { beginPage } from './routes/pages.ts';
import { speak } from './text/language.svelte.ts';

async function start(): Promise<void> {
  const target = document.getElementById('app');
  if (target === null) throw new Error('index.html has no element with the id "app"');
  // Of a page that somebody goes back to the browser may have kept an old copy, with answers of then.
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  const answers = document.getElementById('answers')?.textContent;
  if (answers && navigation?.type !== 'back_forward') carryAnswers(answers);
  // The server names the messages that a page begins with; where it did not, all of them are loaded.
  const begin = document.querySelector<HTMLLinkElement>('link#texts')?.href ?? null;
  const { page, language } = parseAddress(new URL(window.location.href));
  try {
    await Promise.all([speak(language, begin), beginPage(page)]);
    mount(App, { target });
  } catch (failure) {
    // Without a language nothing can be said but what the page brought with it.
    document.getElementById('lost')?.removeAttribute('hidden');
    throw failure;
  }
}

// Not awaited here: the modules of a page, which use this one's, would wait for it, and it for them.
void start();
