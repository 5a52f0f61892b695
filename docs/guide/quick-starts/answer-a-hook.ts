// Answers what a call does, and only to whoever signs as Sambung does. npm install twilio
import { createServer, type IncomingMessage } from "node:http";
import twilio from "twilio";

const { SAMBUNG_TOKEN = "", HOOK_URL = "", PORT = "3000" } = process.env;

function isSigned(request: IncomingMessage, body: string): boolean {
  const fields = Object.fromEntries(new URLSearchParams(body));
  const signature = String(request.headers["x-twilio-signature"] ?? "");
  return twilio.validateRequest(SAMBUNG_TOKEN, signature, HOOK_URL, fields);
}

const server = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8");
  request.on("data", (piece: string) => {
    body += piece;
  });
  request.on("end", () => {
    if (!isSigned(request, body)) {
      response.writeHead(403).end();
      return;
    }
    const answer = new twilio.twiml.VoiceResponse();
    answer.say({ language: "id-ID" }, "Selamat datang di Toko Kita.");
    answer.enqueue("Penjualan");
    response.writeHead(200, { "content-type": "text/xml" }).end(answer.toString());
  });
});
server.listen(Number(PORT), () => console.log("listening"));
