/** Tests whether media can pass the network: many networks permit HTTP and WebSockets but block UDP. */

import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";

/** The address and ports of the media process for browsers, which the network must permit. */
export interface SoundWay {
  readonly address: string;
  readonly ports: { readonly from: number; readonly to: number };
}

const TRY_MS = 5_000;

/** The result of the test: UDP passes, the network blocks UDP, or the media process does not answer (yet, or again). */
export type SoundFound = "open" | "closed" | "away";

/**
 * Sends a STUN request to the first port, as browsers can, and waits for the response; no audio is sent. Without a
 * response, the server reports whether the media process is running, so that the network is blamed only for its own
 * faults.
 */
export async function askSoundWay({ address, ports }: SoundWay): Promise<SoundFound> {
  const urls = `stun:${address}:${ports.from}`;
  if (await hasAnswer(urls)) return "open";
  if (!(await isServed())) return "away";
  return (await hasAnswer(urls)) ? "open" : "closed";
}

/** An unreachable server does not indicate a blocked network. */
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
    // A server-reflexive candidate requires a STUN response.
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
