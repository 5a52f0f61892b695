/** The working door of our own interface for programs below `/api/v1`. */
import type { Http } from "../../platform/http/index.ts";
import { addProgramCalls, type CallDoors } from "./call.routes.ts";
import { openProgramServer } from "./program-server.routes.ts";

/** Adds what programs ask of a call centre by their keys, in our own shapes; messages are added by their own room. */
export function addProgramApi(app: Http, doors: CallDoors): void {
  openProgramServer(app, doors, (api) => {
    addProgramCalls(api, doors);
  });
}
