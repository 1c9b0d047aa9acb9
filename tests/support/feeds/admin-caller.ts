// Calls the admin API of a fake feed, which records the calls that change the market.
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { ADMIN_HOST, createAdmin, type AdminTarget } from '../../../feed-server/transport/admin.ts';
import { listen } from '../../../feed-server/transport/http.ts';
import type { TimedFault } from '../../../feed-server/scenarios/faults.ts';
import { ScenarioError } from '../../../feed-server/scenarios/scenario-error.ts';
import { addCleanup } from '../time/cleanup.ts';
import { RecordedLog } from './recorded-log.ts';

export const TOKEN = 'open sesame';

/** A fake feed that records the calls that change the market. */
export class FakeFeed implements AdminTarget {
  readonly calls: string[] = [];
  readonly #faults = new Map<number, TimedFault>();

  status(): Promise<Readonly<Record<string, unknown>>> {
    return Promise.resolve({ market: 'playing' });
  }

  connections() {
    return Promise.resolve([{ id: 'abc', number: 1, address: '127.0.0.1', subscriptions: 2, cursor: 3, waiting: 4 }]);
  }

  faults() {
    return Promise.resolve(
      [...this.#faults].map(([id, { text }]) => ({ id, text, strikes: 0, hits: 0, active: false })),
    );
  }

  inject(fault: TimedFault): number {
    if (fault.target.symbols.includes('NOPE')) throw new ScenarioError('symbols', 'symbols of this feed', 'NOPE');
    const id = this.#faults.size + 1;
    this.#faults.set(id, fault);
    return id;
  }

  clear(id: number): boolean {
    return this.#faults.delete(id);
  }

  clearAll(): void {
    this.#faults.clear();
  }

  pause(): void {
    this.calls.push('pause');
  }

  resume(): void {
    this.calls.push('resume');
  }

  step(ms: number): Promise<void> {
    this.calls.push(`step ${ms}`);
    return Promise.resolve();
  }

  setSpeed(speed: number | 'max'): void {
    this.calls.push(`speed ${speed}`);
  }
}

export interface JsonResponse {
  readonly status: number | undefined;
  readonly body: unknown;
}

export class AdminCaller {
  readonly feed = new FakeFeed();
  readonly log = new RecordedLog();
  #port = 0;

  static async start(): Promise<AdminCaller> {
    const caller = new AdminCaller();
    const server = createAdmin(TOKEN, caller.feed, caller.log.logger);
    caller.#port = await listen(server, 0, ADMIN_HOST);
    addCleanup(() => new Promise((resolve) => server.close(resolve)));
    return caller;
  }

  /** Text and bytes are sent unchanged, any other `body` as JSON. */
  async call(method: string, path: string, body?: unknown, authorization = `Bearer ${TOKEN}`): Promise<JsonResponse> {
    const { status, text } = await this.send(method, path, body, authorization === '' ? {} : { authorization });
    return { status, body: JSON.parse(text) as unknown };
  }

  send(method: string, path: string, body: unknown, headers: OutgoingHttpHeaders): Promise<Response> {
    const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
    const payload = body === undefined ? '' : isRaw ? body : JSON.stringify(body);
    const allHeaders = { 'content-length': Buffer.byteLength(payload), ...headers };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        { host: ADMIN_HOST, port: this.#port, path, method, headers: allHeaders, agent: false },
        (response) => {
          const { statusCode: status, headers: received } = response;
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('end', () => resolve({ status, headers: received, text }));
        },
      );
      outgoing.on('error', reject);
      outgoing.end(payload);
    });
  }

  /** Aborts a request before its body is complete. */
  async abort(path: string): Promise<void> {
    const headers = { authorization: `Bearer ${TOKEN}`, 'content-length': 10 };
    const outgoing = request({ host: ADMIN_HOST, port: this.#port, path, method: 'POST', headers, agent: false });
    await new Promise<void>((resolve) => {
      outgoing.on('error', () => resolve());
      outgoing.write('{', () => outgoing.destroy(new Error('gone')));
    });
  }
}

export interface Response {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}
