import { SaxesParser } from "saxes";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { DocumentFault } from "./document-fault.ts";

/** Maximum document size in bytes, equal to the maximum webhook response. */
const DOCUMENT_BYTES_MAX = 65_536;
/** Maximum number of elements per document, and maximum nesting depth. */
const ELEMENTS_MAX = 300;
const DEPTH_MAX = 5;

/** An element with its attributes and its text, including the text of its children. */
export interface DocumentElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly DocumentElement[];
}

interface OpenElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  text: string;
  readonly children: OpenElement[];
}

/**
 * Parses a document into a tree. Malformed XML is refused, and so is a DOCTYPE declaration, the source of custom
 * entities; only the five predefined entities and character references are supported.
 */
export function readElement(xml: string): Result<DocumentElement, DocumentFault> {
  if (xml.length > DOCUMENT_BYTES_MAX) return refuse("too-large");
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: OpenElement | undefined;
  let count = 0;
  const stop = (): never => {
    throw new Error("this is no document");
  };
  parser.on("error", stop);
  parser.on("doctype", stop);
  parser.on("opentag", ({ name, attributes }) => {
    count += 1;
    if (count > ELEMENTS_MAX || open.length >= DEPTH_MAX) stop();
    const element: OpenElement = { name, attributes, text: "", children: [] };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  const addText = (text: string): void => {
    for (const element of open) element.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  try {
    parser.write(xml.replace(/^\uFEFF/, "").trimStart()).close();
  } catch {
    return refuse("not-xml");
  }
  return root === undefined ? refuse("not-xml") : ok(root);
}
