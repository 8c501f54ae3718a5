import { startTestPortal, type TestPortal } from './portal.ts';

/** A portal with the invented province in it. */
export function startDemoPortal(): Promise<TestPortal> {
  return startTestPortal({}, { stage: 'demo' });
}
