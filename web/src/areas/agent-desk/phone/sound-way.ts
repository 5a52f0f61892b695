/** Whether sound can come through at all: many networks let pages and WebSockets through, and no datagrams (UDP). */

/** Where the sound of browsers is spoken: what a network has to let through. */
export interface SoundWay {
  readonly address: string;
  readonly ports: { readonly from: number; readonly to: number };
}

/** The process that answers may be starting for the first browser of all. */
const TRIES = 2;
const TRY_MS = 5_000;

/** Asks the first of the ports by STUN, as browsers can, and waits for what comes back; nothing is heard or spoken by it. */
export async function isSoundWayOpen({ address, ports }: SoundWay): Promise<boolean> {
  for (let nth = 0; nth < TRIES; nth += 1) if (await hasAnswer(`stun:${address}:${ports.from}`)) return true;
  return false;
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
