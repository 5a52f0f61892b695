import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { Verb } from "../../../telephony/calls/index.ts";
import type { DocumentFault, DocumentWarning } from "./document-fault.ts";
import { readElement } from "./read-element.ts";
import { readVerb } from "./read-verbs.ts";

/** Verbs of a document at the most. */
const VERBS_MAX = 100;

/** A document as a call follows it. */
export interface ReadDocument {
  readonly verbs: readonly Verb[];
  /** What was passed over. */
  readonly warnings: readonly DocumentWarning[];
}

/** Reads a document that came from `base`; what is not known in it is passed over, what is no document is refused. */
export function readDocument(xml: string, base: string | null): Result<ReadDocument, DocumentFault> {
  const root = readElement(xml);
  if (!root.ok) return root;
  if (root.value.name !== "Response") return refuse("wrong-root");
  if (root.value.children.length > VERBS_MAX) return refuse("not-xml");
  const read = root.value.children.map((element) => readVerb(element, base));
  return ok({
    verbs: read.flatMap(({ verb }) => (verb === null ? [] : [verb])),
    warnings: read.flatMap(({ warnings }) => warnings),
  });
}

/** Characters of a plain text that are spoken, as of any other. */
const SPOKEN_MAX = 4_096;
const XML_TYPES: ReadonlySet<string> = new Set(["", "text/xml", "application/xml", "text/html"]);

/** Reads what a hook answered, by what it says it is: XML, a text that is spoken, or a recording that is played. */
export function readAnswer(
  answer: { readonly type: string; readonly text: string },
  from: { readonly url: string; readonly method: "GET" | "POST" },
): Result<ReadDocument, DocumentFault> {
  const { type, text } = answer;
  if (XML_TYPES.has(type) || (type === "text/plain" && text.trimStart().startsWith("<"))) {
    return readDocument(text, from.url);
  }
  if (type === "text/plain") return ok({ verbs: spoken(text), warnings: [] });
  if (type.startsWith("audio/")) {
    const sound = { sound: "fetch", url: from.url } as const;
    return ok({ verbs: [{ verb: "sound", heard: { sound, times: 1 } }], warnings: [] });
  }
  return refuse("wrong-type");
}

function spoken(text: string): readonly Verb[] {
  const said = text.replaceAll(/\s+/g, " ").trim().slice(0, SPOKEN_MAX);
  if (said === "") return [];
  return [{ verb: "sound", heard: { sound: { sound: "say", text: said, language: "en" }, times: 1 } }];
}
