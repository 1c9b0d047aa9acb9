// An uncaught error in the app's main process: the app shows it, and ends with its feed.
import { expect, test } from 'vitest';
import { emptyHome, feedProcessesOf } from '../support/desktop/desktop-app.ts';
import { openDisplay } from '../support/desktop/display.ts';
import { launchApp } from '../support/desktop/playwright-app.ts';
import { describeDesktop } from '../support/desktop/electron.ts';
import { isRunning } from '../support/processes/processes.ts';
import { until, within } from '../support/time/until.ts';

describeDesktop('desktop app', () => {
  test.each(['thrown', 'rejected'] as const)(
    'shows an error that is %s in the main process, and ends with its feed',
    async (bug) => {
      const app = await launchApp([], { ...(await openDisplay()), ...(await emptyHome()) });
      const child = app.process();
      let stderr = '';
      child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      const ended = new Promise((resolve) => child.once('exit', resolve));
      const feeds = await until('the bundled feed', () => {
        const pids = feedProcessesOf(child.pid);
        return pids.length > 0 && pids;
      });
      await app.evaluate(({ dialog }, kind) => {
        // The user chooses to quit.
        dialog.showMessageBox = (...args: unknown[]) => {
          process.stderr.write(`shown: ${JSON.stringify(args.at(-1))}\n`);
          return Promise.resolve({ response: 1, checkboxChecked: false });
        };
        setTimeout(() => {
          if (kind === 'thrown') throw new Error('a bug');
          void Promise.reject(new Error('a bug'));
        });
      }, bug);
      expect(await within('the app to end', ended)).toBe(1);
      expect(stderr).toContain('tapewire: fatal error, please report it: Error: a bug\n    at ');
      expect(stderr).toMatch(/shown: .*"Tapewire has encountered an error".*a bug/);
      await until('the feed to have ended with the app', () => !feeds.some(isRunning));
    },
  );
});
