import PDFDocument from "pdfkit";

/** A scan as a user would choose it from the disk. */
export interface ScanFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

/** A small valid PDF with one line of text. */
export async function createScanFile(name: string, text: string): Promise<ScanFile> {
  const document = new PDFDocument({ size: "A4" });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise<void>((resolve) => {
    document.on("end", resolve);
  });
  document.fontSize(18).text(text).end();
  await done;
  return { name, mimeType: "application/pdf", buffer: Buffer.concat(chunks) };
}
