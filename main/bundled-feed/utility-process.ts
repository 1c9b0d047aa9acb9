// The bundled feed's process: the only file that forks a utility process.
import { app, utilityProcess } from 'electron';
import { createInterface } from 'node:readline';
import type { ForkFeed } from './bundled-feed.ts';

/** How long a feed may take to shut down, milliseconds; saying goodbye to its clients takes up to 5 s. */
const MAX_SHUTDOWN_MS = 6_000;

/** `file`: the feed server's bundle. The feed's error output is copied to this process's. */
export function feedForker(file: string): ForkFeed {
  return (port, listener) => {
    const child = utilityProcess.fork(file, ['--port', String(port), '--always-open', '--log-format', 'pretty'], {
      serviceName: 'Tapewire feed',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => listener.onStdout(line));
    if (child.stderr)
      createInterface({ input: child.stderr }).on('line', (line) => {
        process.stderr.write(`${line}\n`);
        listener.onStderr(line);
      });
    // Electron's own kill() only sends SIGTERM, which a hung process ignores.
    const kill = (): void => {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    };
    let timer: NodeJS.Timeout | undefined;
    // A hung process would outlive the app.
    app.once('quit', kill);
    child.once('exit', (code) => {
      clearTimeout(timer);
      app.off('quit', kill);
      listener.onExit(code);
    });
    return {
      shutDown() {
        child.kill();
        timer ??= setTimeout(kill, MAX_SHUTDOWN_MS);
      },
      kill,
    };
  };
}
