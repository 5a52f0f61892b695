import type { Attribute, SessionDescription } from "./description.ts";

/** The text of a session description, lines in the order of RFC 8866 §5 and ended by CRLF. */
export function serialiseSdp(session: SessionDescription): string {
  const { origin } = session;
  const lines = [
    "v=0",
    `o=${origin.username} ${origin.sessionId} ${origin.version} IN ${addressType(origin.address)} ${origin.address}`,
    `s=${session.sessionName}`,
    ...connectionLines(session.connection),
    "t=0 0",
    ...session.attributes.map(attributeLine),
    ...session.media.flatMap((media) => [
      `m=${media.kind} ${media.port} ${media.protocol} ${media.formats.join(" ")}`,
      ...connectionLines(media.connection),
      ...media.attributes.map(attributeLine),
    ]),
  ];
  return `${lines.join("\r\n")}\r\n`;
}

function connectionLines(address: string | null): readonly string[] {
  return address === null ? [] : [`c=IN ${addressType(address)} ${address}`];
}

function addressType(address: string): string {
  return address.includes(":") ? "IP6" : "IP4";
}

function attributeLine({ name, value }: Attribute): string {
  return value === null ? `a=${name}` : `a=${name}:${value}`;
}
