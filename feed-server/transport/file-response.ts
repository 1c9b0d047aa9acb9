// Builds the response to a request for a file: a variant that the client accepts, or 304 if its cached copy is current.
import type { Coding, DashboardFile, Variant } from './dashboard-files.ts';

/** The dashboard may connect to any feed that the user enters. Everything else comes from the page's own origin. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' http: https: ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export interface FileResponse {
  readonly status: 200 | 304;
  readonly headers: Readonly<Record<string, string | number>>;
  /** Undefined if the client's cached copy is current. */
  readonly body: Uint8Array | undefined;
}

export interface RequestHeaders {
  readonly 'accept-encoding'?: string | string[] | undefined;
  readonly 'if-none-match'?: string | undefined;
}

/** Ignores `Range`: a server may answer with the whole file (RFC 9110, section 14.2). */
export function fileResponse(file: DashboardFile, requestHeaders: RequestHeaders): FileResponse {
  const { coding, variant } = chooseVariant(file, String(requestHeaders['accept-encoding'] ?? ''));
  const headers = {
    'Cache-Control': file.cacheControl,
    ETag: variant.etag,
    Vary: 'Accept-Encoding',
    'Content-Security-Policy': CONTENT_SECURITY_POLICY,
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
  };
  if (matchesEtag(requestHeaders['if-none-match'], variant.etag)) return { status: 304, headers, body: undefined };
  return {
    status: 200,
    headers: {
      ...headers,
      'Content-Type': file.type,
      'Content-Length': variant.bytes.length,
      ...(coding !== 'identity' && { 'Content-Encoding': coding }),
    },
    body: variant.bytes,
  };
}

/** The smallest acceptable variant. If none is acceptable, the uncompressed file (RFC 9110, section 12.5.3). */
function chooseVariant({ variants }: DashboardFile, acceptEncoding: string): { coding: Coding; variant: Variant } {
  const weights = parseWeights(acceptEncoding);
  for (const [coding, variant] of variants) {
    const weight = weights.get(coding) ?? (coding === 'identity' ? 1 : weights.get('*')) ?? 0;
    if (weight > 0) return { coding, variant };
  }
  return { coding: 'identity', variant: variants.get('identity') as Variant };
}

/** Parses an Accept-Encoding header, such as "br;q=0.5, gzip". An invalid weight counts as 0. */
function parseWeights(acceptEncoding: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.split(',')) {
    const [coding = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const q = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    weights.set(coding, weight > 0 && weight <= 1 ? weight : 0);
  }
  return weights;
}

/** The comparison is weak: proxies that compress mark validators as weak (RFC 9110, section 13.1.2). */
function matchesEtag(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  return header.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
