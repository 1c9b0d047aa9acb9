// If the built-in feed hangs, the page shows it and the app restarts the feed. The app can also quit.
import { beforeEach, expect, test } from 'vitest';
import { MAX_UNANSWERED, PROBE_INTERVAL_MS, PROBE_TIMEOUT_MS } from '../../main/bundled-feed/supervision.ts';
import { addCleanup } from '../support/time/cleanup.ts';
import { DesktopApp } from '../support/desktop/desktop-app.ts';
import { APP_ARGS, electronBinary } from '../support/desktop/playwright-app.ts';
import { describeDesktop } from '../support/desktop/electron.ts';
import { isRunning } from '../support/processes/processes.ts';
import { until } from '../support/time/until.ts';
import { badgeStates, feedUrl, untilPricesMove, recordBadge, untilBadge } from '../support/desktop/window-page.ts';

/** Maximum time to detect the hang and to start the next feed. */
const MAX_REPLACEMENT_MS = MAX_UNANSWERED * (PROBE_INTERVAL_MS + PROBE_TIMEOUT_MS) + 45_000;

describeDesktop('desktop app whose built-in feed hangs', () => {
  let app: DesktopApp;
  let hung: number;
  beforeEach(async () => {
    app = await DesktopApp.start([electronBinary(), ...APP_ARGS]);
    await untilBadge(app.page, 'live');
    hung = app.feedProcesses()[0] ?? NaN;
    addCleanup(() => {
      if (isRunning(hung)) process.kill(hung, 'SIGKILL');
    });
  });

  test('shows stale, restarts the feed on its port, and becomes live again', async () => {
    const url = await feedUrl(app.page);
    await recordBadge(app.page);
    process.kill(hung, 'SIGSTOP');
    await untilBadge(app.page, 'stale');
    await until('another feed', () => app.feedProcesses().some((pid) => pid !== hung), {
      limitMs: MAX_REPLACEMENT_MS,
    });
    expect(isRunning(hung)).toBe(false);
    await untilBadge(app.page, 'live');
    await untilPricesMove(app.page);
    expect(await feedUrl(app.page)).toBe(url);
    expect(await badgeStates(app.page)).not.toContain('refused');
    expect(app.output).toContain('tapewire: the built-in feed stopped responding; restarting it');
  });

  test('ends the feed when it quits', async () => {
    process.kill(hung, 'SIGSTOP');
    expect(await app.end('SIGTERM')).toBe(0);
    await until('the feed to have ended', () => !isRunning(hung));
  });
});
