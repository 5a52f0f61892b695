import type { RemoteEnd } from "./commands.ts";

/** The media id (mid) of the only media section of each connection. */
export const MID = "0";

/**
 * The browser's session description for the library, rebuilt from validated values: no untrusted text reaches the library. The media
 * engine negotiates codec and direction; this description admits everything.
 */
export function peerDescription(remote: RemoteEnd): string {
  const lines = [
    "v=0",
    "o=- 1 1 IN IP4 127.0.0.1",
    "s=-",
    "t=0 0",
    `a=group:BUNDLE ${MID}`,
    "m=audio 9 UDP/TLS/RTP/SAVPF 8 0 101",
    "c=IN IP4 0.0.0.0",
    `a=mid:${MID}`,
    "a=sendrecv",
    "a=rtcp-mux",
    "a=rtpmap:8 PCMA/8000",
    "a=rtpmap:0 PCMU/8000",
    "a=rtpmap:101 telephone-event/8000",
    `a=ice-ufrag:${remote.ufrag}`,
    `a=ice-pwd:${remote.password}`,
    `a=fingerprint:sha-256 ${remote.fingerprint}`,
    `a=setup:${remote.setup}`,
    ...remote.candidates.map((candidate) => `a=candidate:${candidate}`),
    "a=end-of-candidates",
  ];
  return `${lines.join("\r\n")}\r\n`;
}

/** Our side by the library's description; null when a line is missing. `address` is our public address, if it differs. */
export function ownEnd(sdp: string, address: string | null): RemoteEnd | null {
  const rows = sdp.split(/\r?\n/);
  const all = (name: string): readonly string[] =>
    rows.flatMap((row) => (row.startsWith(`a=${name}:`) ? [row.slice(name.length + 3)] : []));
  const [ufrag] = all("ice-ufrag");
  const [password] = all("ice-pwd");
  const fingerprint = all("fingerprint").find((value) => /^sha-256 /i.test(value));
  const [setup] = all("setup");
  if (ufrag === undefined || password === undefined || fingerprint === undefined) return null;
  if (setup !== "actpass" && setup !== "active" && setup !== "passive") return null;
  const candidates = [...all("candidate")];
  return {
    ufrag,
    password,
    setup,
    fingerprint: fingerprint.slice("sha-256 ".length).toUpperCase(),
    candidates: address === null ? candidates : reachedAt(candidates, address),
  };
}

/**
 * If the public address is not an address of this machine, as behind a NAT that maps every port unchanged,
 * it is added as the first candidate.
 */
function reachedAt(candidates: string[], address: string): string[] {
  if (candidates.some((candidate) => candidate.split(" ")[4] === address)) return candidates;
  const host = candidates.find((candidate) => candidate.includes(" typ host"));
  if (host === undefined) return candidates;
  const fields = host.split(" ");
  return [[...fields.slice(0, 4), address, ...fields.slice(5)].join(" "), ...candidates];
}
