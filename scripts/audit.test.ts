// Parses the output of npm audit: a report, or no reply from the registry.
import { describe, expect, it } from 'vitest';
import { readAudit } from './audit.ts';

const metadata = { dependencies: { prod: 55 } };

describe('readAudit', () => {
  it('parses a report without vulnerabilities as clean, with the number of packages', () => {
    const report = { auditReportVersion: 2, vulnerabilities: {}, metadata };
    expect(readAudit(JSON.stringify(report))).toEqual({ kind: 'clean', packages: 55 });
  });

  it('names vulnerable packages', () => {
    const report = { auditReportVersion: 2, vulnerabilities: { ws: { severity: 'high', range: '<8.17.1' } }, metadata };
    expect(readAudit(JSON.stringify(report))).toEqual({ kind: 'vulnerable', packages: ['ws <8.17.1: high'] });
  });

  it.each([
    [
      '{"message":"405 Method Not Allowed - POST https://r","error":{"summary":""}}',
      '405 Method Not Allowed - POST https://r',
    ],
    ['{"error":{"code":"ENOLOCK","summary":"no lock file"}}', 'no lock file'],
    ['{}', 'npm printed "{}"'],
    ['<html>', 'npm printed "<html>"'],
  ])('treats %s as no reply', (output, reason) => {
    expect(readAudit(output)).toEqual({ kind: 'no-reply', reason });
  });
});
