/** Composition of the native API below `/api/v1`: registers its routes. */
import type { Http } from "../../../platform/http/index.ts";
import { addProgramApplications } from "./application.routes.ts";
import { addProgramCalls, type CallDependencies } from "./call.routes.ts";
import { addProgramConferences } from "./conference.routes.ts";
import { addProgramNumbers } from "./number.routes.ts";
import { addProgramParticipants } from "./participant.routes.ts";
import { openProgramServer } from "./program-server.routes.ts";
import { addProgramQueues } from "./queue.routes.ts";
import { addProgramRecordings } from "./recording.routes.ts";
import { addProgramUsage } from "./usage.routes.ts";

export { apiClientOf, programKnown } from "./program-server.routes.ts";

/** Registers the native API; `addMore` adds routes of other modules with the same authentication and rate limits. */
export function addProgramApi(app: Http, dependencies: CallDependencies, addMore: (api: Http) => void): void {
  openProgramServer(app, dependencies, (api) => {
    addProgramCalls(api, dependencies);
    addProgramNumbers(api, dependencies);
    addProgramApplications(api, dependencies);
    addProgramRecordings(api, dependencies);
    addProgramQueues(api, dependencies);
    addProgramConferences(api, dependencies);
    addProgramParticipants(api, dependencies);
    addProgramUsage(api, dependencies);
    addMore(api);
  });
}
