import { createHash } from "node:crypto";
import { sniffType } from "../../platform/files/index.ts";
import type { PdfReader } from "../../platform/pdf/index.ts";
import type { FileFacts } from "../requirements/index.ts";
import { areasOf, buildFileFacts } from "./build-file-facts.ts";

/** Dependencies of reading a file. */
export interface ReadingTools {
  readonly reader: Pick<PdfReader, "look" | "ink">;
  /** Files with more bytes are not read. */
  readonly bytesMax: number;
}

const PDF = "application/pdf";

/**
 * Reads an uploaded file in a subprocess. Always resolves for any content: unreadable facts are null, with a code in
 * `unread`. Rejects only if the reader is full or closed; the caller should retry later.
 */
export async function readFileFacts(bytes: Uint8Array, { reader, bytesMax }: ReadingTools): Promise<FileFacts> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const type = sniffType(bytes) ?? "application/octet-stream";
  const known = { sha256, bytes: bytes.length, type };
  if (type !== PDF) return { ...known, ...nothingRead([]) };
  if (bytes.length > bytesMax) return { ...known, ...nothingRead(["file-too-large"]) };
  const looked = await reader.look(bytes);
  if (!looked.ok) return { ...known, ...nothingRead([looked.refusal]) };
  const places = areasOf(looked.value).map(({ page, inner }) => ({ page, corners: inner }));
  const inked = places.length === 0 ? null : await reader.ink(bytes, places);
  return { ...known, ...buildFileFacts(looked.value, inked?.ok === true ? inked.value : null) };
}

function nothingRead(unread: readonly string[]): Omit<FileFacts, "sha256" | "bytes" | "type"> {
  return { pages: null, hasText: null, template: null, fields: null, areas: null, unread };
}
