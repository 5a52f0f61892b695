import type { ClientRequest, IncomingMessage } from "node:http";
import type { OutwardAnswer, OutwardBounds, OutwardFault } from "./outward.ts";
import type { Stopwatch } from "./stopwatch.effects.ts";

interface Exchanging {
  readonly bytes: Buffer;
  readonly bounds: OutwardBounds;
  readonly stopwatch: Stopwatch;
}

/** Sends an opened request and reads its response within limits. `stale` for a reused connection that was closed before any response. */
export function exchange(sending: ClientRequest, given: Exchanging): Promise<OutwardAnswer | "stale"> {
  const { bytes, bounds, stopwatch } = given;
  return new Promise((resolve) => {
    let [connected, answered] = [false, false];
    const fail = (fault: OutwardFault) => {
      resolve({ fault, timings: stopwatch.read() });
      sending.destroy();
    };
    sending.on("socket", (socket) => {
      const stands = () => {
        connected = true;
        stopwatch.mark("connectedMs");
      };
      if (!socket.connecting && sending.reusedSocket) stands();
      else socket.once("encrypted" in socket ? "secureConnect" : "connect", stands);
    });
    sending.on("error", (error: Error & { readonly code?: string }) => {
      if (!answered && sending.reusedSocket && /^(ECONNRESET|EPIPE)$/.test(error.code ?? "")) return resolve("stale");
      fail(faultOf(error, { connected, bounds }));
    });
    // An unrequested protocol upgrade: its status is the response, and the protocol is not used.
    sending.on("upgrade", (response, socket) => {
      stopwatch.mark("answeredMs");
      resolve(toOutwardAnswer(response, new Uint8Array(0), stopwatch));
      socket.destroy();
    });
    sending.on("response", (response) => {
      answered = true;
      stopwatch.mark("answeredMs");
      read(response, given, (answer) => {
        resolve(answer);
        if (answer.fault !== null || !response.complete) sending.destroy();
      });
    });
    sending.on("close", () => {
      if (!answered) fail("cut-off");
    });
    sending.end(bytes.length === 0 ? undefined : bytes);
  });
}

function toOutwardAnswer(response: IncomingMessage, bytes: Uint8Array, stopwatch: Stopwatch): OutwardAnswer {
  const { statusCode: status = 0, headers } = response;
  return { fault: null, status, type: headers["content-type"] ?? "", bytes, timings: stopwatch.read() };
}

function read(
  response: IncomingMessage,
  { bounds, stopwatch }: Exchanging,
  done: (answer: OutwardAnswer) => void,
): void {
  const { answerBytesMax, whenLonger } = bounds;
  const chunks: Buffer[] = [];
  let length = 0;
  let isDone = false;
  const finish = (answer: OutwardAnswer) => {
    if (isDone) return;
    isDone = true;
    done(answer);
  };
  const soFar = () => finish(toOutwardAnswer(response, Buffer.concat(chunks).subarray(0, answerBytesMax), stopwatch));
  const fail = (fault: OutwardFault) => finish({ fault, timings: stopwatch.read() });
  // When the beginning suffices, the status was received, so that a truncated body does not matter.
  const broken = () => (whenLonger === "cut" ? soFar() : fail(endOf(bounds)));
  response.on("data", (chunk: Buffer) => {
    if (isDone) return;
    chunks.push(chunk);
    length += chunk.length;
    if (length <= answerBytesMax) return;
    if (whenLonger === "cut") soFar();
    else fail("too-large");
  });
  response.on("end", () => (response.complete ? soFar() : broken()));
  response.on("error", broken);
  response.on("close", broken);
}

function endOf({ signal }: OutwardBounds, error?: Error): OutwardFault {
  if (signal?.aborted === true) return "aborted";
  return error === undefined ? "cut-off" : "slow";
}

function faultOf(
  error: Error & { readonly code?: string },
  { connected, bounds }: { readonly connected: boolean; readonly bounds: OutwardBounds },
): OutwardFault {
  if (error.name === "AbortError" || error.name === "TimeoutError") return endOf(bounds, error);
  const code = error.code ?? "";
  if (/CERT|SELF_SIGNED|UNABLE_TO|SSL|TLS/.test(code)) return "untrusted";
  if (code.startsWith("HPE_")) return "nonsense";
  return connected ? "cut-off" : "unreachable";
}
