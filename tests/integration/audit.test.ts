// The audit of the packages that ship: the real npm against fake registries.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { auditShipped, type Audit } from '../../scripts/audit.ts';
import { addCleanup } from '../support/time/cleanup.ts';

const LIMIT_MS = 45_000;
const SHORT_LIMIT_MS = 2_000;
const BULK = '/-/npm/v1/security/advisories/bulk';

const ADVISORY = {
  id: 1,
  url: 'https://example.org/1',
  title: 'made up',
  severity: 'high',
  vulnerable_versions: '*',
  cwe: [],
  cvss: { score: 0 },
};

/** An environment for npm with a registry that answers with `answer`. */
async function registry(answer: RequestListener): Promise<NodeJS.ProcessEnv> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  addCleanup(() => {
    server.closeAllConnections();
    server.close();
  });
  return { ...process.env, npm_config_registry: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

/** A registry that answers audits with `advisories` and everything else with 404. `asked` gets the names of the packages. */
function advising(advisories: object, asked: string[] = []): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.url !== BULK) {
        response.writeHead(404).end('{}');
        return;
      }
      const sent = Buffer.concat(chunks);
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
      asked.push(...Object.keys(JSON.parse(text.toString()) as object));
      response.end(JSON.stringify(advisories));
    });
  };
}

/** Why there was no answer, or the answer if there was one. */
function whyNot(audit: Audit): string {
  return audit.kind === 'no-reply' ? audit.why : JSON.stringify(audit);
}

describe('the audit', () => {
  it('asks about everything that ships, dependencies of dependencies included', async () => {
    const asked: string[] = [];
    const audit = await auditShipped(LIMIT_MS, await registry(advising({}, asked)));
    expect(audit.kind).toBe('clean');
    expect(asked).toEqual(
      expect.arrayContaining([...Object.keys(packageJson.dependencies), 'ws', 'engine.io', 'long']),
    );
    expect(asked).not.toContain('eslint');
  });

  it('finds a vulnerable dependency of a dependency', async () => {
    const audit = await auditShipped(LIMIT_MS, await registry(advising({ ws: [ADVISORY] })));
    expect(audit.kind === 'vulnerable' ? audit.found : audit).toContainEqual(expect.stringMatching(/^ws .*: high$/));
  });

  it('gets no answer from a registry without audits', async () => {
    const env = await registry((_, response) => response.writeHead(405).end());
    expect(whyNot(await auditShipped(LIMIT_MS, env))).toContain('405');
  });

  it('gets no answer if no registry listens', async () => {
    const env = { ...process.env, npm_config_registry: 'http://127.0.0.1:1/' };
    expect(whyNot(await auditShipped(LIMIT_MS, env))).toContain('ECONNREFUSED');
  });

  it('gives up on a silent registry', async () => {
    const env = await registry(() => undefined);
    expect(await auditShipped(SHORT_LIMIT_MS, env)).toEqual({ kind: 'no-reply', why: 'no reply within 2 s' });
  });
});
