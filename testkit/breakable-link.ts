import { createSocket, type RemoteInfo, type Socket as UdpSocket } from "node:dgram";
import { connect, createServer, type Socket } from "node:net";

/** A link that can be cut and restored while traffic passes. */
export interface BreakableLink {
  /** Drops all traffic in both directions, without an error to either side. */
  cut(): void;
  mend(): void;
}

/** Address of one side. */
interface Place {
  readonly address: string;
  readonly port: number;
}

/**
 * A media link between a browser and our end: two sockets, each of which is the only address of the other side, so that neither can bypass it.
 * ICE connectivity checks (RFC 8445) pass like any traffic; the addresses they contain are those of the link.
 */
export interface MediaLink extends BreakableLink {
  /** The address of our end for the browser, and of the browser for our end. */
  readonly forBrowser: number;
  readonly forServer: number;
  /** Sets the real address of a side, from its last session description. */
  reach(side: "browser" | "server", place: Place): void;
  /** Carried and dropped datagrams since the start. */
  counts(): { readonly carried: number; readonly dropped: number };
  close(): void;
}

const HERE = "127.0.0.1";

/** Opens a media link. */
export async function openMediaLink(): Promise<MediaLink> {
  const [browserSide, serverSide] = await Promise.all([boundSocket(), boundSocket()]);
  const ends: Record<"browser" | "server", Place | null> = { browser: null, server: null };
  const counts = { carried: 0, dropped: 0 };
  let [isCut, isClosed] = [false, false];
  const carry = (bytes: Uint8Array, out: UdpSocket, to: Place | null): void => {
    if (isClosed) return;
    if (isCut || to === null) {
      counts.dropped += 1;
      return;
    }
    counts.carried += 1;
    out.send(bytes, to.port, to.address);
  };
  browserSide.on("message", (bytes, from: RemoteInfo) => {
    // A browser may send from any of its addresses.
    ends.browser = { address: from.address, port: from.port };
    carry(bytes, serverSide, ends.server);
  });
  serverSide.on("message", (bytes) => carry(bytes, browserSide, ends.browser));
  return {
    forBrowser: browserSide.address().port,
    forServer: serverSide.address().port,
    cut: () => {
      isCut = true;
    },
    mend: () => {
      isCut = false;
    },
    reach: (side, place) => {
      ends[side] = place;
    },
    counts: () => ({ ...counts }),
    close: () => {
      if (!isClosed) for (const socket of [browserSide, serverSide]) socket.close();
      isClosed = true;
    },
  };
}

async function boundSocket(): Promise<UdpSocket> {
  const socket = createSocket("udp4");
  // A closed destination port causes an error, which is ignored.
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.bind(0, HERE, resolve));
  return socket;
}

/** A link for pages and their WebSockets. When cut, data waits on both sides as with an unplugged cable, and no new connection is accepted. */
export interface PageLink extends BreakableLink {
  readonly url: string;
  /** Open connections end at once, as after a NAT time-out; no new one is accepted until the link is restored. */
  breakOff(): void;
  /** Number of accepted connections since the start. */
  opened(): number;
  close(): Promise<void>;
}

/** Opens a link in front of a web server on this machine. */
export async function openPageLink(farUrl: string): Promise<PageLink> {
  const far = Number(new URL(farUrl).port);
  const pairs = new Set<readonly [Socket, Socket]>();
  let [isCut, opened] = [false, 0];
  const server = createServer((near) => {
    near.on("error", () => undefined);
    if (isCut) return near.destroy();
    opened += 1;
    const pair = [near, connect(far, HERE)] as const;
    pairs.add(pair);
    join(pair);
    for (const one of pair) {
      one.on("error", () => undefined);
      one.on("close", () => {
        pairs.delete(pair);
        for (const other of pair) other.destroy();
      });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, HERE, resolve));
  const address = server.address();
  const end = (): void => {
    for (const pair of pairs) for (const one of pair) one.destroy();
  };
  return {
    url: `http://${HERE}:${typeof address === "object" && address !== null ? address.port : 0}`,
    cut: () => {
      isCut = true;
      for (const pair of pairs) part(pair);
    },
    breakOff: () => {
      isCut = true;
      end();
    },
    mend: () => {
      // An intact link is connected already: a second connection would duplicate the traffic.
      if (!isCut) return;
      isCut = false;
      for (const pair of pairs) join(pair);
    },
    opened: () => opened,
    close: async () => {
      end();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function join([near, upstream]: readonly [Socket, Socket]): void {
  near.pipe(upstream).pipe(near);
}

function part([near, upstream]: readonly [Socket, Socket]): void {
  for (const [from, to] of [
    [near, upstream],
    [upstream, near],
  ] as const) {
    from.unpipe(to);
    from.pause();
  }
}
