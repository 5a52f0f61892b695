/** Wraps a photo into a one-page PDF: the JPEG data is embedded unchanged, so there is no loss of quality and no library to load on a phone. */

const A4 = { short: 595.28, long: 841.89 };
const MARGIN = 18;

/** A JPEG with its size in pixels. */
export interface JpegPicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (sign) => sign.charCodeAt(0));

/** A PDF with the picture centred on an A4 page in portrait or landscape, as the picture is (ISO 32000-1, 7.5: header, body, references, trailer). */
export function pdfOfJpeg({ bytes, width, height }: JpegPicture): Uint8Array {
  const page = width > height ? { x: A4.long, y: A4.short } : { x: A4.short, y: A4.long };
  const scale = Math.min((page.x - 2 * MARGIN) / width, (page.y - 2 * MARGIN) / height);
  const size = { x: width * scale, y: height * scale };
  const at = { x: (page.x - size.x) / 2, y: (page.y - size.y) / 2 };
  const place = [size.x, 0, 0, size.y, at.x, at.y].map((one) => one.toFixed(2)).join(" ");
  const content = `q ${place} cm /Scan Do Q`;
  const objects: readonly (readonly (string | Uint8Array)[])[] = [
    ["<</Type/Catalog/Pages 2 0 R>>"],
    ["<</Type/Pages/Kids[3 0 R]/Count 1>>"],
    [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${page.x} ${page.y}]`,
      "/Resources<</XObject<</Scan 5 0 R>>>>/Contents 4 0 R>>",
    ],
    [`<</Length ${content.length}>>stream\n${content}\nendstream`],
    [
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8`,
      `/Filter/DCTDecode/Length ${bytes.length}>>stream\n`,
      bytes,
      "\nendstream",
    ],
  ];
  const parts: Uint8Array[] = [latin1("%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n")];
  const offsets: number[] = [];
  const length = (): number => parts.reduce((sum, part) => sum + part.length, 0);
  for (const [index, pieces] of objects.entries()) {
    offsets.push(length());
    parts.push(latin1(`${index + 1} 0 obj\n`));
    for (const piece of pieces) parts.push(typeof piece === "string" ? latin1(piece) : piece);
    parts.push(latin1("\nendobj\n"));
  }
  const begin = length();
  const rows = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const trailer = `trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${begin}\n%%EOF\n`;
  parts.push(latin1(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}${trailer}`));
  const whole = new Uint8Array(length());
  let written = 0;
  for (const part of parts) {
    whole.set(part, written);
    written += part.length;
  }
  return whole;
}
