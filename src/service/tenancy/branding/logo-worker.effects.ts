/** The subprocess that decodes one logo and encodes it again. */
import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { inflate } from "node:zlib";
import { PNG } from "pngjs";
import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { serveTasks } from "../../../platform/subprocess/index.ts";
import { type LogoRefusal, readPngShape } from "./png-shape.ts";

const unpack = promisify(inflate);

/** A logo as this program has written it. */
export interface Logo {
  readonly png: Buffer;
  /** Hex SHA-256 of it. */
  readonly sha256: string;
}

serveTasks(redrawLogo);

/**
 * Encodes a logo again from its pixels: texts, profiles and bytes behind the end of the uploaded file are gone. The unpacked size is known
 * and bounded before anything is unpacked: 640 by 256 pixels at most.
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
