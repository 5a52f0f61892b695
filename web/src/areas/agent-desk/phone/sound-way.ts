/** Whether sound can come through at all: many networks let pages and WebSockets through, and no datagrams (UDP). */

import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";

/** Where the sound of browsers is spoken: what a network has to let through. */
export interface SoundWay {
  readonly address: string;
  readonly ports: { readonly from: number; readonly to: number };
}

const TRY_MS = 5_000;

/** What came of asking: sound comes through, the network lets none through, or nobody is there to answer (yet, or again). */
export type SoundFound = "open" | "closed" | "away";

/**
 * Asks the first of the ports by STUN, as browsers can, and waits for what comes back; nothing is heard or spoken by it. Where nothing
 * does, the server says whether anybody is there to answer: a network is named only when it is to blame.
 */
export async function askSoundWay({ address, ports }: SoundWay): Promise<SoundFound> {
  const urls = `stun:${address}:${ports.from}`;
  if (await hasAnswer(urls)) return "open";
  if (!(await isServed())) return "away";
  return (await hasAnswer(urls)) ? "open" : "closed";
}

/** A server that is not reached says nothing of the network. */
async function isServed(): Promise<boolean> {
  try {
    return (await read<{ readonly isServed: boolean }>(api.GET("/api/service/desk/sound"))).isServed;
  } catch {
    return false;
  }
}

async function hasAnswer(urls: string): Promise<boolean> {
  const connection = new RTCPeerConnection({ iceServers: [{ urls }] });
  const heard = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => heard.resolve(false), TRY_MS);
  connection.addEventListener("icecandidate", ({ candidate }) => {
    // Only an answer from outside makes one of this kind.
    if (candidate?.type === "srflx") heard.resolve(true);
  });
  try {
    connection.createDataChannel("echo");
    await connection.setLocalDescription();
    return await heard.promise;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
    connection.close();
  }
}
