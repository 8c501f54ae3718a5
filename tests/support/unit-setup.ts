import { vi } from 'vitest';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';

// Runs before each file. Unit tests share a process and its modules: what one has set is not to reach the next.
overwriteGetLocale(() => 'vi');
vi.unstubAllGlobals();
