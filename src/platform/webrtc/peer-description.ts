import type { RemoteEnd } from "./commands.ts";

/** The name of the one part that each connection has. */
export const MID = "0";

/**
 * The description of a browser as the library is to read it, made of what was checked: no text of a stranger reaches it. Which
 * codec is spoken, and who holds, is the media engine's affair; here everything passes.
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

/** What the library says of our side; null when a line is missing. `address` is how others reach us, if by another one. */
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
 * Where the address that others know is none of this machine's, as behind a translator that hands every port on unchanged, it
 * is named as well, before the others.
 */
function reachedAt(candidates: string[], address: string): string[] {
  if (candidates.some((candidate) => candidate.split(" ")[4] === address)) return candidates;
  const host = candidates.find((candidate) => candidate.includes(" typ host"));
  if (host === undefined) return candidates;
  const fields = host.split(" ");
  return [[...fields.slice(0, 4), address, ...fields.slice(5)].join(" "), ...candidates];
}
