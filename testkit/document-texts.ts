import { type DocumentCase, passedOver, whole } from "./document-case.ts";

const AFTER = { url: "https://app.example/after", method: "POST" };

function textCases(element: "Message" | "Sms", note: string): readonly DocumentCase[] {
  const one = (attribute: string, value: string, becomes: object, said = ""): DocumentCase => ({
    element,
    attribute,
    becomes,
    note: said,
    example: `<${element} ${attribute}="${value}">Halo</${element}>`,
  });
  return [
    whole(
      element,
      `<${element}>Halo</${element}>`,
      { verb: "text", wish: { from: null, to: null, text: "Halo", toldUrl: null }, action: null },
      note,
    ),
    one("to", "+6281234567890", { wish: { to: "+6281234567890" } }, "Default: the other party of the call."),
    one("from", "TOKO", { wish: { from: "TOKO" } }, "Default: the call centre's number in this call."),
    one(
      "action",
      "/after",
      { action: AFTER },
      "Receives `MessageSid`, `SmsSid`, and `MessageStatus` and `SmsStatus`: `sending`, or `invalid` and `failed` with `ErrorCode`. Without it the document continues.",
    ),
    {
      element,
      attribute: "method",
      becomes: { action: { ...AFTER, method: "GET" } },
      note: "",
      example: `<${element} action="/after" method="GET">Halo</${element}>`,
    },
    one(
      "statusCallback",
      "/told",
      { wish: { toldUrl: "https://app.example/told" } },
      "[Callbacks](cpaas-rest.md#status-callbacks) as for a message sent by REST; a URL that is not permitted gives a warning (21609), and the message is sent.",
    ),
  ];
}

/** SMS during a call. */
export const TEXTS: readonly DocumentCase[] = [
  ...textCases(
    "Message",
    "Sends an SMS as the REST API does: the sender ID must be approved, opted-out numbers are refused, and the price list applies. Up to 100 in a call, and 13 without audio in between. For replies to an SMS see [cpaas.md](cpaas.md#incoming-sms).",
  ),
  whole("Body", "<Message><Body>Halo</Body></Message>", { verb: "text", wish: { text: "Halo" } }),
  ...passedOver("Message", (one) => `<Message ${one}>Halo</Message>`, { messagingServiceSid: "" }),
  ...textCases("Sms", "The older name of `Message`."),
];
