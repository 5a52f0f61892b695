import jpeg from "jpeg-js";
import PDFDocument from "pdfkit";
import { PNG } from "pngjs";

/** Position of a page on the scanner, and parameters of the scan. */
export interface ScanSettings {
  readonly dpi: number;
  /** Rotation in degrees clockwise. */
  readonly degrees: number;
  readonly isGrey: boolean;
  /** JPEG quality, 1 to 100. */
  readonly quality: number;
  /** Amplitude of noise, 0 for none, of 255. */
  readonly noise: number;
  /** White margin around the page, in points; a negative margin crops the page. */
  readonly margin: number;
}

const POINTS_PER_INCH = 72;
const BACKGROUND_GREY = 246;

/** A page as scanned: a picture in a PDF, without text. `chance` returns 0 to 1. */
export function scanPages(
  pictures: readonly Uint8Array[],
  look: ScanSettings,
  chance: () => number,
): Promise<Uint8Array> {
  const images = pictures.map((picture) => scanPage(PNG.sync.read(Buffer.from(picture)), look, chance));
  const doc = new PDFDocument({ autoFirstPage: false, info: { CreationDate: new Date(0), ModDate: new Date(0) } });
  const chunks: Buffer[] = [];
  doc.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<Uint8Array>((resolve) => {
    doc.on("end", () => resolve(new Uint8Array(Buffer.concat(chunks))));
  });
  for (const { width, height, bytes } of images) {
    const size: [number, number] = [(width / look.dpi) * POINTS_PER_INCH, (height / look.dpi) * POINTS_PER_INCH];
    doc.addPage({ size, margin: 0 });
    doc.image(bytes, 0, 0, { width: size[0], height: size[1] });
  }
  doc.end();
  return ended;
}

function scanPage(page: PNG, look: ScanSettings, chance: () => number) {
  const angle = (look.degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const margin = Math.round((look.margin / POINTS_PER_INCH) * look.dpi);
  const width = Math.round(Math.abs(page.width * cos) + Math.abs(page.height * sin)) + 2 * margin;
  const height = Math.round(Math.abs(page.width * sin) + Math.abs(page.height * cos)) + 2 * margin;
  const data = Buffer.alloc(width * height * 4, 255);
  const channels = look.isGrey ? [greyOf(page)] : [0, 1, 2].map((channel) => channelOf(page, channel));
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = column - width / 2;
      const y = row - height / 2;
      const left = x * cos + y * sin + page.width / 2;
      const top = y * cos - x * sin + page.height / 2;
      const grain = look.noise === 0 ? 0 : (chance() - 0.5) * 2 * look.noise;
      const at = (row * width + column) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const values = channels[channel];
        // A grey page has one channel: green and blue repeat red.
        const value =
          values === undefined ? (data[at] ?? 0) : (sample(values, page, left, top) * BACKGROUND_GREY) / 255 + grain;
        data[at + channel] = Math.max(0, Math.min(255, value));
      }
    }
  }
  return { width, height, bytes: jpeg.encode({ width, height, data }, look.quality).data };
}

function channelOf({ data, width, height }: PNG, channel: number): Uint8Array {
  const values = new Uint8Array(width * height);
  for (let index = 0; index < values.length; index += 1) values[index] = data[index * 4 + channel] ?? 255;
  return values;
}

function greyOf({ data, width, height }: PNG): Uint8Array {
  const values = new Uint8Array(width * height);
  for (let index = 0; index < values.length; index += 1) {
    const [red, green, blue] = [data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0];
    values[index] = (red + green + blue) / 3;
  }
  return values;
}

/** The interpolated value between four pixels; white outside the page. */
function sample(values: Uint8Array, { width, height }: PNG, x: number, y: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return 255;
  const at = top * width + left;
  const across = x - left;
  const down = y - top;
  const upper = (values[at] ?? 255) * (1 - across) + (values[at + 1] ?? 255) * across;
  const lower = (values[at + width] ?? 255) * (1 - across) + (values[at + width + 1] ?? 255) * across;
  return upper * (1 - down) + lower * down;
}
