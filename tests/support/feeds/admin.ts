// Calls the admin API of a feed server in another process.
import type { InjectedFault } from '../../../feed-server/scenarios/injection.ts';
import type { FeedProcess } from './feed-process.ts';
import { until } from '../time/until.ts';

export const ADMIN_TOKEN = 'a token';

/** Options that enable the admin API. */
export const WITH_ADMIN = ['--admin-port', '0', '--admin-token', ADMIN_TOKEN];

export interface ConnectionStatus {
  readonly id: string;
  readonly number: number;
  readonly worker?: number;
  readonly subscriptions: number;
}

export interface ServerStatus {
  readonly connections: number;
  readonly marketTime: string;
  readonly behindMs: number;
  readonly faults: readonly InjectedFault[];
  readonly workers?: readonly { readonly pid: number; readonly connections: number }[];
  readonly position: { readonly epoch: number; readonly sequence: number };
  readonly log: { readonly ticks: number; readonly capacity: number };
}

export class Admin {
  readonly #url: string;

  private constructor(url: string) {
    this.#url = url;
  }

  /** `feed` must be started WITH_ADMIN. */
  static async of(feed: FeedProcess): Promise<Admin> {
    const url = await until('the admin API', () => /admin API on (http:\S+)/.exec(feed.stdout)?.[1]);
    return new Admin(url);
  }

  get port(): number {
    return Number(new URL(this.#url).port);
  }

  async status(): Promise<ServerStatus> {
    return (await this.#call('/status')) as ServerStatus;
  }

  async connections(): Promise<readonly ConnectionStatus[]> {
    const { connections } = (await this.#call('/connections')) as { readonly connections: readonly ConnectionStatus[] };
    return connections;
  }

  async faults(): Promise<readonly InjectedFault[]> {
    const { faults } = (await this.#call('/faults')) as { readonly faults: readonly InjectedFault[] };
    return faults;
  }

  async inject(fault: string): Promise<void> {
    await this.#call('/faults', { fault });
  }

  /** Stops market time until `resume`. */
  async pause(): Promise<void> {
    await this.#call('/market/pause', {});
  }

  async resume(): Promise<void> {
    await this.#call('/market/resume', {});
  }

  /** Publishes the next `ms` of market time, then pauses. */
  async step(ms: number): Promise<void> {
    await this.#call('/market/step', { ms });
  }

  async setSpeed(speed: number | 'max'): Promise<void> {
    await this.#call('/market/speed', { speed });
  }

  async #call(path: string, body?: unknown): Promise<unknown> {
    const init = { headers: { authorization: `Bearer ${ADMIN_TOKEN}` } };
    const post = { ...init, method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${this.#url}${path}`, body === undefined ? init : post);
    if (!response.ok) throw new Error(`${path}: expected 200, found ${response.status}: ${await response.text()}`);
    return await response.json();
  }
}
