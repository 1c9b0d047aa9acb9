// A feed below a path, reached by the commands: with --base-path, and behind proxies that keep or strip the path.
import { describe, expect, it } from 'vitest';
import { FeedProcess } from '../support/feeds/feed-process.ts';
import { PathProxy } from '../support/network/path-proxy.ts';
import { makeFolder } from '../support/files/temporary-folder.ts';

const SMALL = ['--symbols', 'AAPL', '--rate', '20'];
const PATH = '/ticker';
const BELOW_PATH = ['--base-path', PATH];

/** The exit code and stderr of `bars`. */
async function runBars(url: string): Promise<{ readonly code: number | null; readonly stderr: string }> {
  const { code, stderr } = await FeedProcess.run(['bars', 'AAPL', '--interval', '1s', '--url', url]);
  return { code, stderr };
}

const SUCCESS = { code: 0, stderr: '' };

describe('feed below a path', () => {
  it('prints the path in its address, and is reachable there', async () => {
    const feed = await FeedProcess.start([...SMALL, ...BELOW_PATH]);
    expect(feed.url).toBe(`http://127.0.0.1:${feed.port}${PATH}`);
    expect(await (await fetch(`${feed.url}/healthz`)).json()).toMatchObject({ protocol: 2 });
    expect(await runBars(feed.url)).toEqual(SUCCESS);
    expect(await runBars(`127.0.0.1:${feed.port}${PATH}/`)).toEqual(SUCCESS);
  });

  it('is also reachable with workers', async () => {
    const dashboard = makeFolder({ 'index.html': '<title>Page</title>' });
    const feed = await FeedProcess.start([...SMALL, ...BELOW_PATH, '--workers', '2', '--dashboard', dashboard]);
    expect(await runBars(feed.url)).toEqual(SUCCESS);
    expect(await (await fetch(feed.url)).text()).toBe('<title>Page</title>');
  });

  it('is reachable behind a proxy that keeps the path', async () => {
    const feed = await FeedProcess.start([...SMALL, ...BELOW_PATH]);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: true });
    expect(await runBars(proxy.url)).toEqual(SUCCESS);
  });

  it('is reachable behind a proxy that strips the path', async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false });
    expect(await runBars(proxy.url)).toEqual(SUCCESS);
  });
});

describe('bars', () => {
  const failure = (url: string, advice: string): string => `tapewire-feed: no connection to ${url}. ${advice}\n`;

  it('names the right path if the address has another', async () => {
    const { port, url } = await FeedProcess.start([...SMALL, ...BELOW_PATH]);
    const host = `127.0.0.1:${port}`;
    for (const wrong of [`http://${host}`, `http://${host}/other`])
      expect(await runBars(wrong)).toEqual({
        code: 1,
        stderr: failure(wrong, `The feed is not at this path of ${host}. Use ${url}`),
      });
  });

  it('names the right path behind a proxy that strips it', async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false });
    const { stderr } = await runBars(`${proxy.url}/board`);
    expect(stderr).toContain(`Use ${proxy.url}\n`);
  });

  it('reports that another server answers', async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false });
    const advice = `The server at ${new URL(proxy.url).host} is not a Tapewire feed (HTTP 404). Check the address and the port.`;
    expect(await runBars(proxy.origin)).toEqual({ code: 1, stderr: failure(proxy.origin, advice) });
  });

  it('reports that a proxy strips the Upgrade header', async () => {
    const feed = await FeedProcess.start(SMALL);
    const proxy = await PathProxy.start({ port: feed.port, path: PATH, keepsPath: false, forwardsUpgrades: false });
    const { code, stderr } = await runBars(proxy.url);
    expect(code).toBe(1);
    expect(stderr).toContain(
      'responds, but WebSockets cannot connect. A proxy in between strips the Upgrade header. Configure it to pass',
    );
    expect(stderr).toContain(`for ${PATH}/socket.io/.`);
  });

  it('reports an unknown host name, and a feed without TLS', async () => {
    // Names below "invalid" never resolve (RFC 2606).
    const { stderr } = await runBars('http://feed.invalid:4400');
    expect(stderr).toContain('The name feed.invalid is unknown. Check the address and the network.');
    const feed = await FeedProcess.start(SMALL);
    const tls = await runBars(feed.url.replace('http:', 'https:'));
    expect(tls.stderr).toContain(`127.0.0.1:${feed.port} speaks http, not https. Use ${feed.url}\n`);
  });
});

it('serve refuses an invalid base path', async () => {
  const { code, stderr } = await FeedProcess.run(['--base-path', '/a/../b']);
  expect(code).toBe(2);
  expect(stderr).toContain('--base-path: expected a path such as /ticker');
});
