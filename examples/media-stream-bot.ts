// A bot for Twilio Media Streams: it says back what it hears. It knows the published protocol and nothing else.
// Run it by `PORT=8080 AUTH_TOKEN=… node examples/media-stream-bot.ts`, and give a number the hook `https://…/voice`.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { type WebSocket, WebSocketServer } from "ws";

/** What is read of a message. */
interface Message {
  readonly event: string;
  readonly streamSid?: string;
  readonly media?: { readonly payload: string };
  readonly dtmf?: { readonly digit: string };
}

const { PORT = "8080", AUTH_TOKEN = "", PUBLIC_URL = "" } = process.env;
const FRAMES_A_SECOND = 50;

const server = createServer((request, response) => {
  const stream = `${base().replace(/^http/, "ws")}/stream`;
  response.writeHead(request.url === "/voice" ? 200 : 404, { "content-type": "text/xml" });
  response.end(
    `<Response><Connect><Stream url="${stream}"><Parameter name="bot" value="echo"/></Stream></Connect></Response>`,
  );
});
const sockets = new WebSocketServer({
  server,
  path: "/stream",
  verifyClient: ({ req }: { readonly req: IncomingMessage }) => isSigned(req),
});
sockets.on("connection", talk);
server.listen(Number(PORT), () => process.stdout.write(`listening at ${base()}\n`));

/** Where the bot is reached from outside. */
function base(): string {
  return PUBLIC_URL === "" ? `http://127.0.0.1:${(server.address() as AddressInfo).port}` : PUBLIC_URL;
}

/** Whether the handshake comes from whoever knows the token: HMAC-SHA1 over the address of the stream. */
function isSigned({ headers }: IncomingMessage): boolean {
  const url = `${base().replace(/^http/, "ws")}/stream`;
  const expected = Buffer.from(createHmac("sha1", AUTH_TOKEN).update(url).digest("base64"));
  const given = Buffer.from(String(headers["x-twilio-signature"]));
  return expected.length === given.length && timingSafeEqual(expected, given);
}

/** One call: it greets, then says back each sentence, or three seconds of one that does not end. */
function talk(socket: WebSocket): void {
  let streamSid = "";
  let said: Buffer[] = [];
  let quiet = 0;
  let isTalking = false;
  const send = (message: object): void => socket.send(JSON.stringify({ ...message, streamSid }));
  const say = (sound: Buffer): void => {
    isTalking = true;
    send({ event: "media", media: { payload: sound.toString("base64") } });
    send({ event: "mark", mark: { name: "said" } });
  };
  const listen = (frame: Buffer): void => {
    quiet = isLoud(frame) ? 0 : quiet + 1;
    if (said.length > 0 || quiet === 0) said.push(frame);
    const isOver = said.length > 0 && quiet > FRAMES_A_SECOND / 2;
    if (!isOver && said.length < 3 * FRAMES_A_SECOND) return;
    say(Buffer.concat(said));
    said = [];
  };
  socket.on("message", (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Message;
    switch (message.event) {
      case "start":
        streamSid = message.streamSid ?? "";
        return say(beep(600, 0.4));
      case "media":
        // While it talks it does not listen, or it would answer itself where a line echoes.
        return isTalking ? undefined : listen(Buffer.from(message.media?.payload ?? "", "base64"));
      case "mark":
        isTalking = false;
        return;
      case "dtmf":
        if (message.dtmf?.digit === "#") return socket.close();
        if (message.dtmf?.digit === "*") send({ event: "clear" });
    }
  });
}

/** Whether 20 ms of µ-law are louder than a line without a voice: its codes fall towards 0x00 and 0x80. */
function isLoud(frame: Buffer): boolean {
  return frame.reduce((sum, code) => sum + (0x7f - (code & 0x7f)), 0) > 32 * frame.length;
}

/** A tone in µ-law (ITU-T G.711). */
function beep(hz: number, seconds: number): Buffer {
  return Buffer.from(
    Array.from({ length: 8_000 * seconds }, (_, at) => mulaw(8_000 * Math.sin((2 * Math.PI * hz * at) / 8_000))),
  );
}

function mulaw(sample: number): number {
  const magnitude = Math.min(32_635, Math.abs(Math.round(sample))) + 132;
  const segment = Math.floor(Math.log2(magnitude)) - 7;
  return ~((sample < 0 ? 0x80 : 0) | (segment << 4) | ((magnitude >> (segment + 3)) & 15)) & 0xff;
}
