// Sends a message with the test account, and is refused by a magic number: no carrier, no cost. npm install twilio
import twilio from "twilio";

const { SAMBUNG_URL, SAMBUNG_ACCOUNT_SID, SAMBUNG_TOKEN } = process.env;
const client = twilio(SAMBUNG_ACCOUNT_SID, SAMBUNG_TOKEN);
client.api.baseUrl = SAMBUNG_URL ?? "";

const message = await client.messages.create({
  from: "+15005550006",
  to: "+6281234567890",
  body: "Pesanan 7 dikirim.",
});
console.log(message.sid, message.status);

try {
  await client.messages.create({ from: "+15005550006", to: "+628105550004", body: "Pesanan 7 dikirim." });
} catch (error) {
  if (!(error instanceof twilio.RestException)) throw error;
  console.log(error.code, error.message);
}
