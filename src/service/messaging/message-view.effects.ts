import type { z } from "zod";
import type { messageWire } from "./api-contract.ts";
import type { MessageView } from "./message.store.ts";

/** A message as it is told outside. */
export function viewOf(message: MessageView): z.infer<typeof messageWire> {
  const moment = (at: MessageView["finalAt"]) => at?.toISOString() ?? null;
  const { id, sender: from, recipient: to, text, category, coding: encoding, state, errorCode } = message;
  return {
    ...{ id, from, to, text, category, encoding, state, errorCode, reference: message.ownReference },
    textRemoved: message.isTextGone,
    ...{ acceptedAt: message.acceptedAt.toISOString(), sendAt: message.sendAt.toISOString() },
    ...{ validUntil: message.validUntil.toISOString(), finalAt: moment(message.finalAt) },
    parts: message.parts.map((part) => ({
      ...{ sequence: part.sequence, state: part.state, carrier: part.carrier, attempts: part.attempts },
      ...{ sentAt: moment(part.sentAt), finalAt: moment(part.finalAt), errorCode: part.errorCode },
      perhapsDoubled: part.sentUnsure,
    })),
  };
}

/** Letters and digits that may be the password: with them somebody could sign in as the recipient. */
const SECRET = /[\p{Letter}\d]*\d[\p{Letter}\d]*/gu;

/** The same for a screen of people: of one-time passwords no word that has a digit is shown. */
export function shownView(message: MessageView): z.infer<typeof messageWire> {
  const view = viewOf(message);
  if (message.category !== "otp") return view;
  return { ...view, text: view.text.replaceAll(SECRET, (secret) => "•".repeat(secret.length)) };
}
