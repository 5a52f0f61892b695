import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { DOCUMENT_FAULTS, type DocumentWarning, SCHEMA_WARNING } from "./document-fault.ts";
import { attributesOf } from "./read-attributes.ts";
import { type DocumentElement, readElement } from "./read-element.ts";

/** Maximum number of messages per document, and maximum length of each. */
const MESSAGES_MAX = 10;
const TEXT_MAX = 1_600;
const XML_TYPES: ReadonlySet<string> = new Set(["", "text/xml", "application/xml", "text/html"]);

/** A message of a document; a null recipient is the sender of the inbound message, a null sender the number that received it. */
export interface DocumentMessage {
  readonly to: string | null;
  readonly from: string | null;
  readonly text: string;
}

/** A parsed message document. */
export interface ReadMessages {
  readonly messages: readonly DocumentMessage[];
  /** Warnings about ignored parts. */
  readonly warnings: readonly DocumentWarning[];
}

/** Parses a webhook response to an inbound message: a message document, or a plain text to send; the error number if it is invalid. */
export function readMessages({
  type,
  text,
}: {
  readonly type: string;
  readonly text: string;
}): Result<ReadMessages, number> {
  const isXml = XML_TYPES.has(type) || (type === "text/plain" && text.trimStart().startsWith("<"));
  // An empty response sends no message.
  if (text.trim() === "") return ok({ messages: [], warnings: [] });
  if (type === "text/plain" && !isXml) return ok({ messages: messageOf({ to: null, from: null, text }), warnings: [] });
  if (!isXml) return refuse(DOCUMENT_FAULTS["wrong-type"]);
  const root = readElement(text);
  if (!root.ok) return refuse(DOCUMENT_FAULTS[root.refusal]);
  if (root.value.name !== "Response") return refuse(DOCUMENT_FAULTS["wrong-root"]);
  const read = root.value.children.map(readMessage);
  return ok({
    messages: read.flatMap(({ messages }) => messages).slice(0, MESSAGES_MAX),
    warnings: read.flatMap(({ warnings }) => warnings),
  });
}

function messageOf({ to, from, text }: DocumentMessage): readonly DocumentMessage[] {
  const said = textIn(text);
  return said === "" ? [] : [{ to, from, text: said }];
}

const textIn = (text: string): string => text.trim().slice(0, TEXT_MAX);

/** Text of a message, given directly or in a `Body` element, and the other child elements. */
export function messageText(element: DocumentElement): {
  readonly text: string;
  readonly others: readonly DocumentElement[];
} {
  const body = element.children.find(({ name }) => name === "Body");
  return { text: textIn((body ?? element).text), others: element.children.filter((child) => child !== body) };
}

function readMessage(element: DocumentElement): ReadMessages {
  const unknown = (verb: string): DocumentWarning => ({ number: SCHEMA_WARNING, verb, attribute: null });
  if (element.name !== "Message") return { messages: [], warnings: [unknown(element.name)] };
  const attributes = attributesOf(element, null);
  const [to, from] = [attributes.text("to"), attributes.text("from")];
  const { text, others } = messageText(element);
  const messages = messageOf({ to, from, text });
  const without = messages.length === 0 ? [unknown("Message")] : [];
  return { messages, warnings: [...attributes.warnings(), ...others.map(({ name }) => unknown(name)), ...without] };
}
