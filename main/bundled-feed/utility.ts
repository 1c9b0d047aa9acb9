// The bundled feed's process: the one file that forks a utility process.
import { app, utilityProcess } from 'electron';
import { createInterface } from 'node:readline';
import type { ForkFeed } from './bundled-feed.ts';

/** Milliseconds that a feed has to end; it may say goodbye to its clients for most of them. */
const END_LIMIT_MS = 6_000;

/** `file`: the feed server's bundle. What it says on stderr is passed on as well. */
export function feedForker(file: string): ForkFeed {
  return (port, listener) => {
    const child = utilityProcess.fork(file, ['--port', String(port), '--always-open', '--log-format', 'pretty'], {
      serviceName: 'Tapewire feed',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => listener.onSaid(line));
    if (child.stderr)
      createInterface({ input: child.stderr }).on('line', (line) => {
        process.stderr.write(`${line}\n`);
        listener.onComplained(line);
      });
    // Electron's own way only asks, which a process that hangs does not hear.
    const kill = (): void => {
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    };
    let timer: NodeJS.Timeout | undefined;
    // One that hangs would outlive the app.
    app.once('quit', kill);
    child.once('exit', (code) => {
      clearTimeout(timer);
      app.off('quit', kill);
      listener.onEnded(code);
    });
    return {
      end() {
        child.kill();
        timer ??= setTimeout(kill, END_LIMIT_MS);
      },
      kill,
    };
  };
}
