import path from "node:path";
import type { Http } from "../platform/http/index.ts";
import type { Kit } from "../platform/kit/index.ts";
import { keyFromFile } from "../platform/sealing/index.ts";
import { addRecordingRoutes } from "../service/recordings/wire.ts";
import { addCallRoutes } from "../service/records/wire.ts";

/** Adds what an operator sees of calls and hears of recordings. The media process keeps recordings below the data folder. */
export async function addCallRooms(app: Http, kit: Kit): Promise<void> {
  const { dataFolder } = kit.settings;
  const key = await keyFromFile(dataFolder, "service");
  addCallRoutes(app, kit);
  addRecordingRoutes(app, kit, { folder: path.join(path.resolve(dataFolder), "media", "recordings"), key });
}
