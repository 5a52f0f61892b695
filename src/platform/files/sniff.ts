import { fileTypeFromBuffer } from "file-type";

/** The media type told by content, never by name; undefined when unknown. */
export async function sniffType(head: Uint8Array): Promise<string | undefined> {
  return (await fileTypeFromBuffer(head))?.mime;
}
