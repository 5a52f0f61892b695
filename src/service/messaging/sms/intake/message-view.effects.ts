import type { z } from "zod";
import { e164Of } from "../../../telephony/dial-plan/index.ts";
import type { messageSchema } from "./api-contract.ts";
import type { MessageView } from "./message.store.ts";

/** A message as the API returns it. */
function viewOf(message: MessageView): z.infer<typeof messageSchema> {
  const moment = (at: MessageView["finalAt"]) => at?.toISOString() ?? null;
  const { id, sender: from, recipient: to, text, category, coding: encoding, state, errorCode } = message;
  return {
    id,
    from,
    to,
    text,
    category,
    encoding,
    state,
    errorCode,
    reference: message.ownReference,
    textRemoved: message.isTextGone,
    template: templateOf(message),
    acceptedAt: message.acceptedAt.toISOString(),
    sendAt: message.sendAt.toISOString(),
    validUntil: message.validUntil.toISOString(),
    finalAt: moment(message.finalAt),
    parts: message.parts.map((part) => ({
      sequence: part.sequence,
      state: part.state,
      carrier: part.carrier,
      attempts: part.attempts,
      sentAt: moment(part.sentAt),
      finalAt: moment(part.finalAt),
      errorCode: part.errorCode,
      perhapsDoubled: part.sentUnsure,
    })),
  };
}

function templateOf({ template: name, templateVersion: version }: MessageView) {
  return name === null || version === null ? null : { name, version };
}

/** A message for API clients: numbers in E.164. */
export function programView(message: MessageView): z.infer<typeof messageSchema> {
  return { ...viewOf(message), from: e164Of(message.sender), to: `+${message.recipient}` };
}

/** A run of letters and digits. One with a digit may be a one-time password, with which a reader could sign in as the recipient. */
const WORD = /[\p{Letter}\d]+/gu;

/** Digits of a number shown to supervisors. */
const SHOWN = { first: 2, last: 3 } as const;

/** The same for readers who do not manage the call centre: the end of the number, no digits of the text, and no client reference. */
export function maskedView(message: MessageView): z.infer<typeof messageSchema> {
  const view = viewOf(message);
  const { to, text } = view;
  const hidden = "•".repeat(Math.max(0, to.length - SHOWN.first - SHOWN.last));
  return {
    ...view,
    reference: null,
    text: withoutSecrets(text),
    to: `${to.slice(0, SHOWN.first)}${hidden}${to.slice(-SHOWN.last)}`,
  };
}

const withoutSecrets = (text: string) =>
  text.replaceAll(WORD, (word) => (/\d/u.test(word) ? "•".repeat(word.length) : word));

/** The same for screens: words with a digit in one-time passwords are hidden. */
export function shownView(message: MessageView): z.infer<typeof messageSchema> {
  const view = viewOf(message);
  if (message.category !== "otp") return view;
  return { ...view, text: withoutSecrets(view.text) };
}
