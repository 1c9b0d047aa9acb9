// HTTP requests that show which server answers at an address, from a page or from Node.
import type { Reply } from './diagnosis.ts';

const LIMIT_MS = 4_000;
/** The longest answer that is read, characters. A feed's has about a hundred. */
const MAX_LENGTH = 10_000;

/** Never rejects, and always ends. */
export async function probeHttp(url: string): Promise<Reply> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const options = { cache: 'no-store', credentials: 'omit', signal } as const;
  try {
    const response = await fetch(url, options);
    const { status, url: from } = response;
    return { kind: 'answered', status, from, body: parsed(await beginning(response)) };
  } catch (error) {
    if (isOver(signal)) return { kind: 'late' };
    const code = codeOf(error);
    if (code !== undefined) return { kind: 'failed', code };
  }
  try {
    // A browser hides answers of other origins from a page unless they allow it, but says that there was one.
    await fetch(url, { ...options, mode: 'no-cors' });
    return { kind: 'unreadable' };
  } catch {
    return isOver(signal) ? { kind: 'late' } : { kind: 'failed', code: undefined };
  }
}

function isOver({ aborted }: AbortSignal): boolean {
  return aborted;
}

/** The page's scheme, such as "https:"; undefined in Node. */
export function pageScheme(): string | undefined {
  return (globalThis as { location?: { readonly protocol: string } }).location?.protocol;
}

/** Reads the first part only: another server may answer with a video. */
async function beginning({ body }: Response): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && text.length < MAX_LENGTH) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += decoder.decode(value, { stream: true });
  }
  await reader?.cancel();
  return text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Node's error has the system error as its cause. */
function codeOf(error: unknown): string | undefined {
  const { cause } = error as { cause?: { code?: unknown; errors?: readonly { code?: unknown }[] } };
  const code = cause?.code ?? cause?.errors?.[0]?.code;
  return typeof code === 'string' ? code : undefined;
}
