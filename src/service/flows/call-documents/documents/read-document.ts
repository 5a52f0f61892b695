import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { Verb } from "../../../telephony/calls/index.ts";
import type { DocumentFault, DocumentWarning } from "./document-fault.ts";
import { readElement } from "./read-element.ts";
import { readVerb } from "./read-verbs.ts";

/** Maximum number of verbs per document. */
const VERBS_MAX = 100;

/** A parsed call document. */
export interface ReadDocument {
  readonly verbs: readonly Verb[];
  /** Warnings about ignored parts. */
  readonly warnings: readonly DocumentWarning[];
}

/** Parses a document from `base`; unknown parts are ignored with a warning, an invalid document is refused. */
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

/** Maximum length of a spoken plain text, the same as for `Say`. */
const SPOKEN_MAX = 4_096;
const XML_TYPES: ReadonlySet<string> = new Set(["", "text/xml", "application/xml", "text/html"]);

/** Parses a webhook response by its content type: XML, plain text to speak, or audio to play. */
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
