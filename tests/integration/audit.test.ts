// The audit of shipped packages: the real npm against fake registries.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { auditShipped, type Audit } from '../../scripts/audit.ts';
import { addCleanup } from '../support/time/cleanup.ts';

const MAX_AUDIT_MS = 45_000;
const MAX_SILENCE_MS = 2_000;
const ADVISORIES_PATH = '/-/npm/v1/security/advisories/bulk';

const ADVISORY = {
  id: 1,
  url: 'https://example.org/1',
  title: 'made up',
  severity: 'high',
  vulnerable_versions: '*',
  cwe: [],
  cvss: { score: 0 },
};

/** Starts a registry. Resolves with an environment for npm that uses it. */
async function startRegistry(handleRequest: RequestListener): Promise<NodeJS.ProcessEnv> {
  const server = createServer(handleRequest).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  addCleanup(() => {
    server.closeAllConnections();
    server.close();
  });
  return { ...process.env, npm_config_registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** Answers audits with `advisories` and everything else with 404. Adds the audited packages to `audited`. */
function advisoryRegistry(advisories: object, audited: string[] = []): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url !== ADVISORIES_PATH) {
        response.writeHead(404).end('{}');
        return;
      }
      const body = Buffer.concat(chunks);
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body;
      audited.push(...Object.keys(JSON.parse(text.toString()) as object));
      response.end(JSON.stringify(advisories));
    });
  };
}

/** Why there was no reply, or the whole audit as JSON if there was one. */
function noReplyReason(audit: Audit): string {
  return audit.kind === 'no-reply' ? audit.reason : JSON.stringify(audit);
}

describe('audit of shipped packages', () => {
  it('covers everything that ships, including transitive dependencies', async () => {
    const audited: string[] = [];
    const audit = await auditShipped(MAX_AUDIT_MS, await startRegistry(advisoryRegistry({}, audited)));
    expect(audit.kind).toBe('clean');
    expect(audited).toEqual(
      expect.arrayContaining([...Object.keys(packageJson.dependencies), 'ws', 'engine.io', 'long']),
    );
    expect(audited).not.toContain('eslint');
  });

  it('finds a vulnerable transitive dependency', async () => {
    const audit = await auditShipped(MAX_AUDIT_MS, await startRegistry(advisoryRegistry({ ws: [ADVISORY] })));
    expect(audit.kind === 'vulnerable' ? audit.packages : audit).toContainEqual(expect.stringMatching(/^ws .*: high$/));
  });

  it('gets no reply from a registry without audits', async () => {
    const env = await startRegistry((_, response) => response.writeHead(405).end());
    expect(noReplyReason(await auditShipped(MAX_AUDIT_MS, env))).toContain('405');
  });

  it('gets no reply if no registry listens', async () => {
    const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:1/' };
    expect(noReplyReason(await auditShipped(MAX_AUDIT_MS, env))).toContain('ECONNREFUSED');
  });

  it('gives up on a silent registry', async () => {
    const env = await startRegistry(() => undefined);
    expect(await auditShipped(MAX_SILENCE_MS, env)).toEqual({ kind: 'no-reply', reason: 'no reply within 2 s' });
  });
});
