import { createSocket, type Socket } from "node:dgram";
import { mulberry32 } from "../src/kernel/index.ts";
import type { Target } from "./phone.ts";

/** Faults of a link. */
export interface LinkFaults {
  readonly seed: number;
  /** Share of datagrams that are lost, 0 to 1. */
  readonly lossShare: number;
  /** Maximum delay of one datagram; each has a random delay, so that datagrams are reordered. */
  readonly delayMsMax: number;
}

/** An open link. */
export interface LossyLink {
  /** Datagrams to this port arrive at the far end, or are lost. */
  readonly port: number;
  readonly lost: () => number;
  close(): void;
}

/** A one-way UDP proxy with seeded loss and delay: equal seeds lose the same datagrams. */
export async function openLossyLink(far: Target, faults: LinkFaults): Promise<LossyLink> {
  const chance = mulberry32(faults.seed);
  const socket: Socket = createSocket("udp4");
  let lost = 0;
  let isClosed = false;
  socket.on("message", (bytes) => {
    if (chance() < faults.lossShare) {
      lost += 1;
      return;
    }
    setTimeout(() => {
      if (!isClosed) socket.send(bytes, far.port, far.address);
    }, chance() * faults.delayMsMax);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return {
    port: socket.address().port,
    lost: () => lost,
    close: () => {
      if (!isClosed) socket.close();
      isClosed = true;
    },
  };
}
