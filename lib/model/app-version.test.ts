import { expect, it } from 'vitest';
import about from '../../package.json' with { type: 'json' };
import { APP_VERSION } from './app-version.ts';

it('is the version of the package', () => {
  expect(APP_VERSION).toBe(about.version);
});
