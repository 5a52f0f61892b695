import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";

/** A file of a page; a file that may be cached for ever has a name that changes with its bytes. */
export interface PageFile {
  readonly text: string;
  readonly type: string;
  readonly tag: string;
}

/** The folder of the files; browsers run them without a build step. */
const FOLDER = path.resolve(import.meta.dirname, "../../../../web/widget");
const DIGEST_LENGTH = 12;
const HOST_SECONDS = 3_600;

function readPageFile(name: string, type: string): PageFile {
  const text = readFileSync(path.join(FOLDER, name), "utf8");
  return { text, type, tag: createHash("sha256").update(text).digest("hex").slice(0, DIGEST_LENGTH) };
}

/** The script that the line of a website loads. Its address contains the version of the attributes (`data-…`), so it must not be cached for ever. */
export const HOST_SCRIPT = {
  ...readPageFile("host.js", "text/javascript; charset=utf-8"),
  address: "/widget/1.js",
  caching: `public, max-age=${HOST_SECONDS}, stale-while-revalidate=604800`,
} as const;

/** The files that the frame loads: named by a digest of their bytes, and cached for a year. */
export const FRAME_FILES = {
  script: readPageFile("frame.js", "text/javascript; charset=utf-8"),
  style: readPageFile("frame.css", "text/css; charset=utf-8"),
} as const;

/** The caching of a file that is named by its bytes. */
export const IMMUTABLE_CACHE = "public, max-age=31536000, immutable";
