/** Converts a photo or scanned picture to a PDF page within the server's size limit, by drawing it smaller until it fits. */
import { pdfOfJpeg } from "./jpeg-pdf.ts";

/** Long sides in pixels and qualities that are tried in order; the first is an A4 page at 200 dpi. */
const TRIES = [
  { side: 2_340, quality: 0.85 },
  { side: 2_340, quality: 0.7 },
  { side: 1_754, quality: 0.7 },
  { side: 1_240, quality: 0.6 },
] as const;

async function drawn(picture: ImageBitmap, wish: { readonly side: number; readonly quality: number }) {
  const scale = Math.min(1, wish.side / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext("2d");
  if (pen === null) return null;
  // Transparent areas of a PNG become white, not black.
  pen.fillStyle = "white";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, "image/jpeg", wish.quality);
  });
  if (blob === null) return null;
  return { bytes: new Uint8Array(await blob.arrayBuffer()), width: canvas.width, height: canvas.height };
}

/** The picture as a PDF of at most `bytesMax`; null when this browser cannot decode it, or no size is small enough. */
export async function shrinkScan(file: File, bytesMax: number): Promise<File | null> {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (picture === null) return null;
  try {
    for (const wish of TRIES) {
      const jpeg = await drawn(picture, wish);
      if (jpeg === null) return null;
      const pdf = pdfOfJpeg(jpeg);
      const name = `${file.name.replace(/\.[^.]*$/, "")}.pdf`;
      if (pdf.length <= bytesMax) return new File([pdf.slice().buffer], name, { type: "application/pdf" });
    }
    return null;
  } finally {
    picture.close();
  }
}
