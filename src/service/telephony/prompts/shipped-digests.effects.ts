import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

/** The file that `tools/prompts.ts` writes beside the recordings. */
const rendered = z.record(z.string(), z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/) }));

/** The digests of the shipped recordings, by their names as `id.welcome`: an update may change the text under the same name. */
export async function readShippedDigests(folder: string): Promise<ReadonlyMap<string, string>> {
  const kept = rendered.parse(JSON.parse(await readFile(path.join(folder, "rendered.json"), "utf8")));
  return new Map(Object.entries(kept).map(([prompt, { sha256 }]) => [prompt, sha256]));
}
