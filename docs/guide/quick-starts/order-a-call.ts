// Orders a call with the test account: no carrier, no cost. npm install twilio
import twilio from "twilio";

const { SAMBUNG_URL, SAMBUNG_ACCOUNT_SID, SAMBUNG_TOKEN } = process.env;
const client = twilio(SAMBUNG_ACCOUNT_SID, SAMBUNG_TOKEN);
client.api.baseUrl = SAMBUNG_URL ?? "";

const call = await client.calls.create({
  from: "+15005550006",
  to: "+6281234567890",
  twiml: '<Response><Say language="id-ID">Halo dari Sambung.</Say></Response>',
});
console.log(call.sid, call.status);
