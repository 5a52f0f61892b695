import type { Socket } from "node:net";

/** Longest line on the control socket. */
const LINE_BYTES_MAX = 262_144;

/** Calls `take` for each incoming line of JSON; a line that is too long or invalid ends the connection. */
export function onLines(socket: Socket, take: (message: unknown) => void): void {
  let rest = "";
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > LINE_BYTES_MAX) socket.destroy();
    for (const line of lines) {
      const message = jsonIn(line);
      if (message === undefined) socket.destroy();
      else take(message);
    }
  });
}

/** Writes one message. Messages written in the same turn of the event loop are sent by one system call. */
export function sendLine(socket: Socket, message: object): void {
  if (socket.destroyed) return;
  if (socket.writableCorked === 0) {
    socket.cork();
    setImmediate(() => socket.uncork());
  }
  socket.write(`${JSON.stringify(message)}\n`);
}

function jsonIn(line: string): unknown {
  if (line.length > LINE_BYTES_MAX) return undefined;
  try {
    return JSON.parse(line) as unknown;
  } catch {
    return undefined;
  }
}
