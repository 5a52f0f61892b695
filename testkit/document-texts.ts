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
    one("to", "+6281234567890", { wish: { to: "+6281234567890" } }, "Left out: whoever is at the other end."),
    one("from", "TOKO", { wish: { from: "TOKO" } }, "Left out: the number of the call centre in this call."),
    one(
      "action",
      "/after",
      { action: AFTER },
      "Receives `MessageSid`, `SmsSid`, and `MessageStatus` and `SmsStatus`: `sending`, or `invalid` and `failed` with `ErrorCode`. Left out: the document goes on.",
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
      "[Callbacks](cpaas-rest.md#status-callbacks) as for a message by REST; a forbidden address gives a warning (21609), and the message is sent.",
    ),
  ];
}

/** SMS during a call. */
export const TEXTS: readonly DocumentCase[] = [
  ...textCases(
    "Message",
    "A short message by the intake of all: the number must be approved as a sender, who wants none gets none, and it costs what messages cost. A hundred in a call, and thirteen while nothing is heard, at the most. As an answer to a message: see [cpaas.md](cpaas.md).",
  ),
  whole("Body", "<Message><Body>Halo</Body></Message>", { verb: "text", wish: { text: "Halo" } }),
  ...passedOver("Message", (one) => `<Message ${one}>Halo</Message>`, { messagingServiceSid: "" }),
  ...textCases("Sms", "The older name of `Message` in calls."),
];
