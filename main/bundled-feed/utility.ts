// The bundled feed's process: the one file that forks a utility process.
import { utilityProcess } from 'electron';
import { createInterface } from 'node:readline';
import type { ForkFeed } from './bundled-feed.ts';

/** `file`: the feed server's bundle. What it says on stderr is passed on as well. */
export function feedForker(file: string): ForkFeed {
  return (port, listener) => {
    const child = utilityProcess.fork(file, ['--port', String(port), '--always-open'], {
      serviceName: 'Tapewire feed',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (child.stdout) createInterface({ input: child.stdout }).on('line', (line) => listener.onSaid(line));
    if (child.stderr)
      createInterface({ input: child.stderr }).on('line', (line) => {
        process.stderr.write(`${line}\n`);
        listener.onComplained(line);
      });
    child.once('exit', (code) => listener.onEnded(code));
    return () => child.kill();
  };
}
