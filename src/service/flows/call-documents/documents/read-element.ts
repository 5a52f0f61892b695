import { SaxesParser } from "saxes";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { DocumentFault } from "./document-fault.ts";

/** Bytes of a document at the most; as many as a hook may answer. */
const DOCUMENT_BYTES_MAX = 65_536;
/** Elements of a document, and how deep they may stand in each other. */
const ELEMENTS_MAX = 300;
const DEPTH_MAX = 5;

/** An element with its attributes and all text in it, that of its children included. */
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
 * Reads a document as a tree. Strict: what is not well-formed is refused, and so is one that declares a type, which is where entities would
 * come from; only the five of XML itself and characters by their number are known.
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
