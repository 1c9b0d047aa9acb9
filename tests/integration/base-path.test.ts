// A feed below a path: with --base-path, behind proxies that keep the path or strip it, reached by the commands.
import { describe, expect, it } from 'vitest';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { PathProxy } from '../support/network/path-proxy.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';

const SMALL = ['--symbols', 'AAPL', '--rate', '20'];
const PATH = '/ticker';
const below = ['--base-path', PATH];

/** The exit code of `bars`, and what it prints on stderr. */
async function bars(url: string): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const { code, stderr } = await FeedProcess.run(['bars', 'AAPL', '--interval', '1s', '--url', url]);
  return { code, stderr };
}

const WELL = { code: 0, stderr: '' };

describe('a feed below a path', () => {
  it('has the path in its address, and is reached there', async () => {
    const feed = await FeedProcess.start([...SMALL, ...below]);
    expect(feed.url).toBe(`http://127.0.0.1:${feed.port}${PATH}`);
    expect(await (await fetch(`${feed.url}/healthz`)).json()).toMatchObject({ protocol: 2 });
    expect(await bars(feed.url)).toEqual(WELL);
    expect(await bars(`127.0.0.1:${feed.port}${PATH}/`)).toEqual(WELL);
  });

  it('is served by workers too', async () => {
    const dashboard = makeFolder({ 'index.html': '<title>Page</title>' });
    const feed = await FeedProcess.start([...SMALL, ...below, '--workers', '2', '--dashboard', dashboard]);
    expect(await bars(feed.url)).toEqual(WELL);
    expect(await (await fetch(feed.url)).text()).toBe('<title>Page</title>');
  });

  it('is reached behind a proxy that keeps the path', async () => {
    const feed = await FeedProcess.start([...SMALL, ...below]);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: true });
    expect(await bars(proxy.url)).toEqual(WELL);
  });

  it('is reached behind a proxy that strips the path', async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false });
    expect(await bars(proxy.url)).toEqual(WELL);
  });
});

describe('bars explains an address', () => {
  const complaint = (url: string, words: string): string => `tapewire-feed: no connection to ${url}. ${words}\n`;

  it("with a path that is not the feed's", async () => {
    const { port, url } = await FeedProcess.start([...SMALL, ...below]);
    const place = `127.0.0.1:${port}`;
    for (const wrong of [`http://${place}`, `http://${place}/other`])
      expect(await bars(wrong)).toEqual({
        code: 1,
        stderr: complaint(wrong, `The feed is not at this path of ${place}. Use ${url}`),
      });
  });

  it('below the path of a proxy that strips it', async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false });
    const { stderr } = await bars(`${proxy.url}/board`);
    expect(stderr).toContain(`Use ${proxy.url}\n`);
  });

  it('if another server answers', async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false });
    const words = `The server at ${new URL(proxy.url).host} is not a Tapewire feed (HTTP 404). Check the address and the port.`;
    expect(await bars(proxy.origin)).toEqual({ code: 1, stderr: complaint(proxy.origin, words) });
  });

  it('behind a proxy that strips Upgrade', async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false, forwardsUpgrades: false });
    const { code, stderr } = await bars(proxy.url);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'responds, but WebSockets cannot connect. A proxy in between strips the Upgrade header. Configure it to pass',
    );
    expect(stderr).toContain(`for ${PATH}/socket.io/.`);
  });

  it('with an unknown name, or without TLS', async () => {
    // Names below "invalid" never resolve (RFC 2606).
    const { stderr } = await bars('http://feed.invalid:4400');
    expect(stderr).toContain('The name feed.invalid is unknown. Check the address and the network.');
    const feed = await FeedProcess.start(SMALL);
    const tls = await bars(feed.url.replace('http:', 'https:'));
    expect(tls.stderr).toContain(`127.0.0.1:${feed.port} speaks http, not https. Use ${feed.url}\n`);
  });
});

it('a bad base path is refused', async () => {
  const { code, stderr } = await FeedProcess.run(['--base-path', '/a/../b']);
  expect(code).toBe(2);
  expect(stderr).toContain('--base-path: expected a path such as /ticker');
});
