// Answers what a call does, and only to whoever signs as Sambung does. npm install twilio
import { createServer } from "node:http";
import twilio from "twilio";

const { SAMBUNG_TOKEN = "", HOOK_URL = "", PORT = "3000" } = process.env;

const server = createServer(async (request, response) => {
  let body = "";
  for await (const piece of request) body += piece;
  const fields = Object.fromEntries(new URLSearchParams(body));
  const signature = String(request.headers["x-twilio-signature"] ?? "");
  if (!twilio.validateRequest(SAMBUNG_TOKEN, signature, HOOK_URL, fields)) {
    response.writeHead(403).end();
    return;
  }
  const answer = new twilio.twiml.VoiceResponse();
  answer.say({ language: "id-ID" }, "Selamat datang di Toko Kita.");
  answer.enqueue("Penjualan");
  response.writeHead(200, { "content-type": "text/xml" }).end(answer.toString());
});
server.listen(Number(PORT), () => console.log("listening"));
