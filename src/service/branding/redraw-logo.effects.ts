import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { inflate } from "node:zlib";
import { PNG } from "pngjs";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import { type LogoRefusal, readPngShape } from "./png-shape.ts";

const unpack = promisify(inflate);

/** A logo as this program has written it. */
export interface Logo {
  readonly png: Buffer;
  /** Hex SHA-256 of it. */
  readonly sha256: string;
}

/**
 * Draws a logo again from its pixels: nothing of the file that was sent remains, neither texts nor profiles nor what stood behind its end.
 * How much it unpacks to is known and bounded before it is unpacked; 640 by 256 pixels are the most, so that this needs no thread.
 */
export async function redrawLogo(bytes: Uint8Array): Promise<Result<Logo, LogoRefusal>> {
  const shape = readPngShape(bytes);
  if (!shape.ok) return shape;
  const { packed, unpackedBytes, bytes: end } = shape.value;
  try {
    const pixels = await unpack(Buffer.concat(packed), { maxOutputLength: unpackedBytes });
    if (pixels.length !== unpackedBytes) return refuse("logo-not-png");
    const { width, height, data } = PNG.sync.read(Buffer.from(bytes.subarray(0, end)));
    const drawn = new PNG({ width, height });
    data.copy(drawn.data);
    const png = PNG.sync.write(drawn, { colorType: 6, deflateLevel: 9 });
    return ok({ png, sha256: createHash("sha256").update(png).digest("hex") });
  } catch {
    return refuse("logo-not-png");
  }
}
