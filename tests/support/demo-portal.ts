import { startTestPortal, type TestPortal } from './portal.ts';

/** A portal with the invented province in it. */
export function startDemoPortal(env: NodeJS.ProcessEnv = {}): Promise<TestPortal> {
  return startTestPortal(env, { stage: 'demo' });
}
