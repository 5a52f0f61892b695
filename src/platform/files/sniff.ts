/** First bytes by which the type of an upload is recognised (PDF 32000-1 §7.5.2, PNG §5.2, JFIF, GIF89a, PKWARE APPNOTE 4.3.7, TIFF 6.0). */
const SIGNATURES: readonly { readonly type: string; readonly bytes: readonly number[] }[] = [
  { type: "application/pdf", bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { type: "image/png", bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: "image/jpeg", bytes: [0xff, 0xd8, 0xff] },
  { type: "image/gif", bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: "image/tiff", bytes: [0x49, 0x49, 0x2a, 0x00] },
  { type: "image/tiff", bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { type: "application/zip", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { type: "application/x-cfb", bytes: [0xd0, 0xcf, 0x11, 0xe0] },
];

/** The media type by the first bytes of a file, never by its name; undefined when unknown. The file is not parsed. */
export function sniffType(head: Uint8Array): string | undefined {
  return SIGNATURES.find(({ bytes }) => bytes.every((byte, at) => head[at] === byte))?.type;
}
