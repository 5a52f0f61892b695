import { createSocket, type Socket } from "node:dgram";
import { mulberry32 } from "../src/kernel/index.ts";
import type { Target } from "./phone.ts";

/** How bad a wire is. */
export interface LinkFaults {
  readonly seed: number;
  /** Share of datagrams that are lost, 0 to 1. */
  readonly lossShare: number;
  /** Most delay of one datagram; each draws its own, so that they overtake each other. */
  readonly delayMsMax: number;
}

/** A wire that is open. */
export interface LossyLink {
  /** What is sent here arrives at the far end, or not. */
  readonly port: number;
  readonly lost: () => number;
  close(): void;
}

/** A one-way UDP proxy that loses and delays by seeded chance: equal seeds lose the same datagrams. */
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
