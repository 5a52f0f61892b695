import path from "node:path";
import { enterByHand, isInInventory, leaveByHand } from "../bridge/wire.ts";
import { hashPassword, type SessionGate } from "../people/wire.ts";
import type { Http } from "../platform/http/index.ts";
import type { Kit } from "../platform/kit/index.ts";
import { openSpeech } from "../platform/speech/index.ts";
import type { NumberingPlan } from "../regulation/index.ts";
import { addCentreAudit } from "../service/audit/wire.ts";
import { addCallRoutes } from "../service/call-history/wire.ts";
import { addEvaluationRooms } from "../service/evaluations/wire.ts";
import { addFlowRoutes, addFlowVersionRoutes, promptUses, type QueueNames } from "../service/flows/wire.ts";
import {
  actOnCall,
  addCallActRoutes,
  addEndCallRoutes,
  addNumberRoutes,
  addSupervisionRoutes,
  addTestCallRoutes,
  addTestWindowRoutes,
} from "../service/numbers/wire.ts";
import { addServiceHomeRoutes } from "../service/overview/wire.ts";
import { addPhoneRoutes, addSipPipe, addSittingRoutes } from "../service/phones/wire.ts";
import { addPromptRoutes } from "../service/prompts/wire.ts";
import { addQueueRoutes } from "../service/queues/wire.ts";
import { addRecordingRoutes } from "../service/recordings/wire.ts";
import { eventsOf, traceOfCall } from "../service/records/wire.ts";
import { addReportRoutes, type ReportPress } from "../service/reports/wire.ts";
import { addTenantRoutes, hasRoomForSound, type TenantOptions } from "../service/tenants/wire.ts";
import { addTrunkRoutes } from "../service/trunks/wire.ts";

/** What the rooms of the call centre need of the portal. */
export interface ServiceDoors {
  readonly kit: Kit;
  /** The key of this installation's phone secrets, which the switch has too. */
  readonly key: Buffer;
  readonly plan: NumberingPlan;
  /** The queues that flows may lead into. */
  readonly queueNames: QueueNames;
  /** Draws reports as spreadsheets. */
  readonly press: ReportPress;
  /** Who holds a session. */
  readonly gate: SessionGate;
  /** For how long what a closed call centre keeps stays, and until when. */
  readonly closing: Pick<TenantOptions, "keepDays" | "removeOn">;
}

const PROMPTS_FOLDER = path.resolve(import.meta.dirname, "../../prompts");

/** Adds the routes of the call centre. */
export function addServiceRooms(app: Http, { kit, key, plan, queueNames, press, gate, closing }: ServiceDoors): void {
  // Streams that are open were let in by rights that may be gone; whoever still may begins his anew by himself.
  const forgetCallers = () => {
    gate.forget();
    kit.live.close();
  };
  addTenantRoutes(app, { kit, forgetCallers, ...closing });
  addTrunkRoutes(app, kit);
  addPhoneRoutes(app, { kit, key, emergency: new Set(plan.emergencyCodes) });
  addSittingRoutes(app, { kit, key });
  addSipPipe(app, { kit, key, authenticate: gate.authenticate });
  addNumberRoutes(app, { kit, byHand: { enterByHand, isInInventory, leaveByHand }, patterns: plan.patterns });
  addTestCallRoutes(app, kit);
  addEndCallRoutes(app, kit);
  addCallActRoutes(app, kit);
  addSupervisionRoutes(app, kit);
  addTestWindowRoutes(app, kit);
  addQueueRoutes(app, kit, { hashSecret: hashPassword, actOnCall });
  addReportRoutes(app, kit, press);
  addEvaluationRooms(app, kit);
  addServiceHomeRoutes(app, kit);
  addCentreAudit(app, kit, press);
  addFlowRoutes(app, { kit, queueNames });
  addFlowVersionRoutes(app, { kit, queueNames });
  const speech = openSpeech(kit.settings.speechProgram);
  addPromptRoutes(app, { kit, folder: PROMPTS_FOLDER, usesOf: promptUses, hasRoom: hasRoomForSound, speech });
  addCallRoutes(app, kit, { eventsOf, traceOfCall });
  // The media process keeps recordings below the data folder.
  addRecordingRoutes(app, kit, { folder: path.resolve(kit.settings.dataFolder, "media", "recordings"), key });
}
