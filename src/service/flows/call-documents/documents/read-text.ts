import type { Verb } from "../../../telephony/calls/index.ts";
import { type DocumentWarning, SCHEMA_WARNING } from "./document-fault.ts";
import { attributesOf } from "./read-attributes.ts";
import type { DocumentElement } from "./read-element.ts";
import { messageText } from "./read-messages.ts";

/** Reads `Message`, or `Sms`, its former name for calls: an SMS during a call. */
export function readText(
  element: DocumentElement,
  base: string | null,
): { readonly verb: Verb | null; readonly warnings: readonly DocumentWarning[] } {
  const attributes = attributesOf(element, base);
  const { text, others } = messageText(element);
  const wish = {
    from: attributes.text("from") || null,
    to: attributes.text("to") || null,
    text,
    // Message callbacks always use POST.
    toldUrl: attributes.hook("statusCallback", "")?.url ?? null,
  };
  const action = attributes.hook("action", "method");
  const verb: Verb | null = text === "" ? null : { verb: "text", wish, action };
  const without = verb === null ? [element, ...others] : others;
  const unknown = without.map(({ name }) => ({ number: SCHEMA_WARNING, verb: name, attribute: null }));
  return { verb, warnings: [...attributes.warnings(), ...unknown] };
}
