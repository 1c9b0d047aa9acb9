// docs/scenarios.md is right: its list, its scenario, its faults and its calls of the admin API work on a real feed.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../feed-server/scenarios/scenario-file.ts';
import { parseFault } from '../../feed-server/scenarios/fault-text.ts';
import { FAULTS, listScenarios } from '../../feed-server/scenarios/faults.ts';
import { FaultyFeed, TOKEN } from '../support/feeds/faulty-feed.ts';
import { RawClient } from '../support/clients/raw-client.ts';

const PAGE = readFileSync(path.join(import.meta.dirname, '../../docs/scenarios.md'), 'utf8');

function block(language: string): string {
  const text = new RegExp(`\`\`\`${language}\n(.*?)\`\`\``, 's').exec(PAGE)?.[1];
  if (text === undefined) throw new Error(`docs/scenarios.md: expected a block of ${language}, found none`);
  return text;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
}

/** The curl commands of the page. */
function curlCalls(): Call[] {
  return block('bash')
    .split('\n')
    .filter((line) => line.startsWith('curl '))
    .map((line) => {
      const [, target = ''] = /http:\/\/127\.0\.0\.1:4401(\S+)/.exec(line) ?? [];
      const body = /-d '(.*)'/.exec(line)?.[1];
      expect(line).toContain('-H "Authorization: Bearer $TOKEN"');
      return { method: /-X (\w+)/.exec(line)?.[1] ?? (body === undefined ? 'GET' : 'POST'), path: target, body };
    });
}

describe('docs/scenarios.md', () => {
  it('contains the output of --list-scenarios', () => {
    expect(PAGE).toContain(`\`\`\`\n${listScenarios()}\`\`\`\n`);
  });

  it('describes what a client should do for every fault', () => {
    const rows = PAGE.match(/^\| [a-z, ]+ \|/gm)?.join();
    for (const kind of Object.keys(FAULTS)) expect(rows).toContain(kind);
  });

  it('contains a valid scenario and valid faults', () => {
    expect(parseScenario(block('yaml'), 'docs/scenarios.md')).toHaveLength(4);
    const faults = [...PAGE.matchAll(/--fault "(.*?)"/g)].map(([, text = '']) => text);
    expect(faults.length).toBeGreaterThan(2);
    for (const text of faults) expect(parseFault(text).text).toBe(text);
  });

  it('contains calls that a feed answers', async () => {
    const feed = await FaultyFeed.start([]);
    await RawClient.open(feed.url);
    const answers: unknown[] = [];
    for (const { method, path, body } of curlCalls()) {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const response = await fetch(`${feed.adminUrl}${path}`, { method, headers, ...(body && { body }) });
      answers.push([method, path, response.status, await response.json()]);
    }
    const has = (fields: object): object => expect.objectContaining(fields) as object;
    expect(answers).toEqual([
      ['GET', '/status', 200, has({ url: feed.url, seed: 7, market: 'playing', speed: 1, connections: 1 })],
      ['GET', '/connections', 200, { connections: [has({ number: 1, address: '127.0.0.1', subscriptions: 0 })] }],
      ['POST', '/faults', 201, { id: 1, text: 'stall for=3s nth=1' }],
      ['GET', '/faults', 200, { faults: [{ id: 1, text: 'stall for=3s nth=1', strikes: 1, hits: 1, active: true }] }],
      ['DELETE', '/faults/1', 200, { faults: [] }],
      ['DELETE', '/faults', 200, { faults: [] }],
      ['POST', '/market/pause', 200, has({ market: 'paused' })],
      ['POST', '/market/step', 200, has({ market: 'paused' })],
      ['POST', '/market/speed', 200, has({ speed: 60 })],
      ['POST', '/market/resume', 200, has({ market: 'playing' })],
    ]);
    const stepAnswer = answers[7] as [string, string, number, { marketTime: string }];
    const pauseAnswer = answers[6] as typeof stepAnswer;
    expect(Date.parse(stepAnswer[3].marketTime) - Date.parse(pauseAnswer[3].marketTime)).toBe(60_000);
  });
});
