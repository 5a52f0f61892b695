import { createSocket, type RemoteInfo, type Socket as UdpSocket } from "node:dgram";
import { connect, createServer, type Socket } from "node:net";

/** A wire that can be cut and mended while things go over it. */
export interface BreakableLink {
  /** From now on nothing passes, either way, and nobody is told. */
  cut(): void;
  mend(): void;
}

/** Where somebody is. */
interface Place {
  readonly address: string;
  readonly port: number;
}

/**
 * A wire of sound between a browser and our end: two sockets, each known to one side as where the other is, so that neither can send around it.
 * Connectivity checks of ICE (RFC 8445) pass as everything else does; what they tell of addresses is the wire's own.
 */
export interface MediaLink extends BreakableLink {
  /** Where the browser finds our end, and where our end finds the browser. */
  readonly forBrowser: number;
  readonly forServer: number;
  /** Where the two really are, as their descriptions said last. */
  reach(side: "browser" | "server", place: Place): void;
  /** Datagrams that were carried, and those that were cut off, since it was opened. */
  counts(): { readonly carried: number; readonly dropped: number };
  close(): void;
}

const HERE = "127.0.0.1";

/** Opens a wire of sound. */
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
    // A browser sends from whichever of its addresses it likes.
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
  // A port that nobody listens at any more is told as an error; sound goes on without it.
  socket.on("error", () => undefined);
  await new Promise<void>((resolve) => socket.bind(0, HERE, resolve));
  return socket;
}

/** A wire of pages and their WebSockets. Cut, what is sent waits on both sides as behind a pulled cable, and nobody new is taken. */
export interface PageLink extends BreakableLink {
  readonly url: string;
  /** Connections that are open end at once, as when something on the way has forgotten them; nobody new is taken until it is mended. */
  breakOff(): void;
  /** Connections that were taken since it was opened. */
  opened(): number;
  close(): Promise<void>;
}

/** Opens a wire before a web server on this machine. */
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
      // A wire that is whole is joined already: joined twice, everything would pass twice.
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
