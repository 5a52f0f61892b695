// RFC 3261 §7.3.3 and §20, RFC 3265, 3515, 3892, 3891, 4028, 4488, 4916, 5627, 8224 and the registry of compact forms.
const COMPACT: Readonly<Record<string, string>> = {
  a: "Accept-Contact",
  b: "Referred-By",
  c: "Content-Type",
  d: "Request-Disposition",
  e: "Content-Encoding",
  f: "From",
  i: "Call-ID",
  j: "Reject-Contact",
  k: "Supported",
  l: "Content-Length",
  m: "Contact",
  n: "Identity-Info",
  o: "Event",
  r: "Refer-To",
  s: "Subject",
  t: "To",
  u: "Allow-Events",
  v: "Via",
  x: "Session-Expires",
  y: "Identity",
};

const WRITTEN = [
  "Accept",
  "Accept-Encoding",
  "Accept-Language",
  "Alert-Info",
  "Allow",
  "Authorization",
  "Call-Info",
  "CSeq",
  "Content-Disposition",
  "Content-Language",
  "Date",
  "Diversion",
  "Error-Info",
  "Expires",
  "Max-Forwards",
  "MIME-Version",
  "Min-Expires",
  "Min-SE",
  "P-Asserted-Identity",
  "P-Preferred-Identity",
  "Path",
  "Privacy",
  "Proxy-Authenticate",
  "Proxy-Authorization",
  "Proxy-Require",
  "RAck",
  "RSeq",
  "Reason",
  "Record-Route",
  "Replaces",
  "Require",
  "Retry-After",
  "Route",
  "Server",
  "Subscription-State",
  "Timestamp",
  "Unsupported",
  "User-Agent",
  "WWW-Authenticate",
  "Warning",
  ...Object.values(COMPACT),
];

const KNOWN: ReadonlyMap<string, string> = new Map([
  ...Object.entries(COMPACT).flatMap(([compact, name]) => [
    [compact, name] as const,
    [compact.toUpperCase(), name] as const,
  ]),
  ...WRITTEN.flatMap((name) => [[name, name] as const, [name.toLowerCase(), name] as const]),
]);

const TOKEN = /^[-.!%*_+`'~A-Za-z0-9]+$/;

/** The canonical form of a header name; null when the text is not a valid name. Unknown names get capitals after hyphens. */
export function headerName(written: string): string | null {
  const exact = KNOWN.get(written);
  if (exact !== undefined) return exact;
  if (!TOKEN.test(written)) return null;
  const lower = written.toLowerCase();
  return KNOWN.get(lower) ?? lower.replaceAll(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
}

/** True for a token of RFC 3261 §25.1, such as a method. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}
