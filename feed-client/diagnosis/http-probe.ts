// Probes an address over HTTP, from a page or from Node, to find out which server answers there.
import type { ProbeResult } from './diagnosis.ts';

const TIMEOUT_MS = 4_000;
/** Longer responses are read only up to here. A feed's has about a hundred characters. */
const MAX_RESPONSE_CHARACTERS = 10_000;

/** Never rejects, and always settles. */
export async function probeHttp(url: string): Promise<ProbeResult> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const options = { cache: 'no-store', credentials: 'omit', signal } as const;
  try {
    const response = await fetch(url, options);
    const { status, url: from } = response;
    return { kind: 'answered', status, from, body: parseJson(await readStart(response)) };
  } catch (error) {
    if (isTimedOut(signal)) return { kind: 'timeout' };
    const code = systemErrorCode(error);
    if (code !== undefined) return { kind: 'failed', code };
  }
  try {
    // Browsers hide responses from other origins unless the server allows the page to read them. They do show that there was one.
    await fetch(url, { ...options, mode: 'no-cors' });
    return { kind: 'unreadable' };
  } catch {
    return isTimedOut(signal) ? { kind: 'timeout' } : { kind: 'failed', code: undefined };
  }
}

function isTimedOut({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** The page's scheme, such as "https:"; undefined in Node. */
export function pageScheme(): string | undefined {
  return (globalThis as { location?: { readonly protocol: string } }).location?.protocol;
}

/** Reads the first part only: another server may answer with a video. */
async function readStart({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && text.length < MAX_RESPONSE_CHARACTERS) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  return text;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Node's error has the system error as its cause. */
function systemErrorCode(error: unknown): string | undefined {
  const { cause } = error as { cause?: { code?: unknown; errors?: readonly { code?: unknown }[] } };
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  return typeof code === 'string' ? code : undefined;
}
