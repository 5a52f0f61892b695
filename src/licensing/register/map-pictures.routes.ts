import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { Http } from "../../platform/http/index.ts";
import { PICTURES } from "./article-map.ts";
import { PUBLIC_PATHS } from "./public-page.ts";
import { type SiteTools, sayPublicFailure, sayUnknown } from "./public-site.effects.ts";

const FOLDER = path.resolve(import.meta.dirname, "../../../docs/pictures");
const NAMES = new Set(Object.keys(PICTURES).map((name) => `${name}.png`));
const DAY_S = 86_400;

/** Route of the map's pictures, read from the documents of this checkout; no other file can be named. */
export function addMapPictures(app: Http, tools: SiteTools): void {
  const params = z.object({ picture: z.string().max(80) });
  app.get(
    `${PUBLIC_PATHS.map}/:picture`,
    {
      config: { access: "public" },
      errorHandler: sayPublicFailure(tools),
      schema: { tags: ["pages"], summary: "A picture of the map", params },
    },
    async (request, reply) => {
      const { picture } = request.params;
      if (!NAMES.has(picture)) return sayUnknown(tools, request, reply);
      const bytes = await readFile(path.join(FOLDER, picture));
      return reply.header("cache-control", `public, max-age=${DAY_S}`).type("image/png").send(bytes);
    },
  );
}
