/** The subprocess that decodes one logo and encodes it again. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { inflate } from "node:zlib";
import { PNG } from "pngjs";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { serveTasks } from "../../../platform/subprocess/index.ts";
import { type LogoRefusal, readPngShape } from "./png-shape.ts";

const unpack = promisify(inflate);

/** A logo in the encoding of this process. */
export interface Logo {
  readonly png: Buffer;
  /** Its SHA-256 in hexadecimal. */
  readonly sha256: string;
}

serveTasks(redrawLogo);

/**
 * Encodes a logo again from its pixels, which drops texts, profiles and bytes after the end of the uploaded file. The unpacked size is known and bounded
 * before anything is unpacked: 640 by 256 pixels at most.
 */
async function redrawLogo(bytes: Uint8Array): Promise<Result<Logo, LogoRefusal>> {
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
