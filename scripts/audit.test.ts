import { describe, expect, it } from 'vitest';
import { verdictOf } from './audit.mjs';

const answer = (vulnerabilities: Record<string, number>, total = 300) =>
  JSON.stringify({ auditReportVersion: 2, metadata: { vulnerabilities, dependencies: { total } } });

describe('known holes', () => {
  it('passes when none is high', () => {
    expect(verdictOf(answer({ info: 0, low: 2, moderate: 1, high: 0, critical: 0, total: 3 }))).toEqual({
      code: 0,
      line: 'Known holes in 300 packages: 2 low, 1 moderate.',
    });
    expect(verdictOf(answer({ high: 0, total: 0 })).line).toContain('none');
  });

  it.each([{ high: 1 }, { critical: 1 }])('fails at %o', (counts) => {
    expect(verdictOf(answer(counts)).code).toBe(1);
  });

  it.each([
    [
      'an error of the host',
      '{ "message": "405 Method Not Allowed", "error": { "summary": "", "detail": "" } }',
      '405',
    ],
    ['no network', '{ "error": { "code": "ENOTFOUND", "summary": "getaddrinfo ENOTFOUND" } }', 'ENOTFOUND'],
    ['warnings before it', 'npm warn something\n{ "message": "405 Method Not Allowed" }', '405'],
    ['nothing', '', 'no reason told'],
    ['no JSON', 'npm error audit endpoint returned an error', 'audit endpoint'],
    ['an answer about no packages', answer({ high: 0 }, 0), 'NOT ASKED'],
  ])('never takes %s for a clean bill', (_what, text, told) => {
    const { code, line } = verdictOf(text);
    expect(code).toBe(2);
    expect(line).toContain('NOT ASKED');
    expect(line).toContain(told);
  });
});
