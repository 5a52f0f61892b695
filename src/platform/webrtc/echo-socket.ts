import { createSocket } from "node:dgram";
import type { Log } from "../telemetry/index.ts";
import { soundEcho } from "./sound-echo.ts";

/** Maximum number of responses per second; browsers send a few requests when a user signs in. */
const ANSWERS_PER_S_MAX = 500;
const SECOND_MS = 1_000;
/** Minimum time between two log entries about failed sends: a client may send requests from unreachable addresses. */
const WARN_MS = 60_000;

/** The port that shows browsers whether UDP datagrams pass: the first of the WebRTC media ports. */
export interface EchoSocket {
  /** Safe to call twice. */
  close(): void;
}

/** Opens the port; a failure is logged, and calls continue without it. */
export async function openEchoSocket(options: {
  readonly port: number;
  readonly bind: string | null;
  readonly log: Log;
}): Promise<EchoSocket> {
  const { port, bind, log } = options;
  const socket = createSocket("udp4");
  let [left, unsent, isClosed] = [ANSWERS_PER_S_MAX, 0, false];
  const filling = setInterval(() => {
    left = ANSWERS_PER_S_MAX;
  }, SECOND_MS);
  const telling = setInterval(() => {
    if (unsent > 0) log.warn({ unsent, port }, "webrtc.echo-unsent");
    unsent = 0;
  }, WARN_MS);
  for (const timer of [filling, telling]) timer.unref();
  socket.on("error", (error) => log.error({ err: error, port }, "webrtc.echo-failed"));
  socket.on("message", (question, { address, port: from }) => {
    if (left <= 0 || isClosed) return;
    const answer = soundEcho(question, { port: from });
    if (answer === null) return;
    left -= 1;
    socket.send(answer, from, address, (error) => {
      if (error !== null) unsent += 1;
    });
  });
  await new Promise<void>((resolve) => {
    socket.once("error", () => resolve());
    socket.bind(port, bind ?? undefined, resolve);
  });
  return {
    close: () => {
      if (isClosed) return;
      isClosed = true;
      for (const timer of [filling, telling]) clearInterval(timer);
      socket.close();
    },
  };
}
