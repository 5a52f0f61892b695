/** The working door of the field's REST shapes. */
import type { Http } from "../../platform/http/index.ts";
import { addAccountRoutes } from "./account.routes.ts";
import { addAccountTokenRoutes } from "./account-token.routes.ts";
import { addApplicationRoutes } from "./application.routes.ts";
import { addCallRoutes } from "./call.routes.ts";
import { addCallEventRoutes } from "./call-event.routes.ts";
import { addCallPaceRoutes } from "./call-pace.routes.ts";
import { addCallRecordingRoutes, type CallRecordingDoors } from "./call-recording.routes.ts";
import type { CallDoors } from "./change-call.effects.ts";
import { addClientRoutes, type ClientDoors } from "./client.routes.ts";
import { openClientDoor } from "./client-door.effects.ts";
import { addConferenceRoutes, type ConferenceDoors } from "./conference.routes.ts";
import { addConferenceRecordingRoutes } from "./conference-recording.routes.ts";
import { addHookRoutes } from "./hook.routes.ts";
import { addLimitRoutes } from "./limit.routes.ts";
import { addMessageRoutes, type MessageDoors } from "./message.routes.ts";
import { addParticipantRoutes } from "./participant.routes.ts";
import { addQueueRoutes, type QueueDoors } from "./queue.routes.ts";
import { addQueueMemberRoutes } from "./queue-member.routes.ts";
import { addRecordingRoutes } from "./recording.routes.ts";
import { openRestServer, REST_PREFIX, ROUTER_PREFIX } from "./rest-server.routes.ts";
import { addSigningKeyRoutes } from "./signing-key.routes.ts";
import { addStreamRoutes } from "./stream.routes.ts";
import { addTaskRouterRoutes } from "./task-router.routes.ts";
import { addTestAccountRoutes } from "./test-account.routes.ts";
import { addProgramTestCalls } from "./test-call.routes.ts";
import { addUsageRoutes } from "./usage.routes.ts";
import type { UsageReader } from "./usage-period.ts";

export { authTokenOf } from "./account-token.effects.ts";
export { insertOrder, type NewOrder } from "./api-call.store.ts";
export { CALL_ORDERS_DUE, openCallOrders } from "./call-orders.store.ts";
export { callTexts } from "./call-texts.ts";
export { CLIENT_CONNECTIONS_MAX } from "./client-door.effects.ts";
export { followOldOrders } from "./forget-orders.jobs.ts";
export { eraseOrders } from "./personal.store.ts";
export { openProgramActs } from "./program-acts.effects.ts";
export { followSmsQuestions, type SmsQuestionOptions } from "./sms-question.jobs.ts";
export { followToldCalls, tellCalls } from "./tell-calls.jobs.ts";
export { followToldConferences, tellConferences } from "./tell-conferences.jobs.ts";
export { followToldRecordings } from "./tell-recordings.jobs.ts";
export { openUsage } from "./usage.effects.ts";

/** Adds the field's REST shapes for programs, and what an administrator keeps for them. */
export function addCpaasRoutes(
  app: Http,
  doors: MessageDoors &
    CallDoors &
    ConferenceDoors &
    CallRecordingDoors &
    QueueDoors &
    ClientDoors & { readonly usage: UsageReader },
): void {
  const clients = openClientDoor(doors);
  addAccountTokenRoutes(app, doors);
  addTestAccountRoutes(app, doors);
  addProgramTestCalls(app, doors);
  addSigningKeyRoutes(app, doors, clients);
  addHookRoutes(app, doors.kit);
  addCallPaceRoutes(app, doors.kit);
  const addRoutes = (rest: Http): void => {
    addAccountRoutes(rest, doors);
    addMessageRoutes(rest, doors);
    addCallRoutes(rest, doors);
    addCallEventRoutes(rest, doors);
    addConferenceRoutes(rest, doors);
    addParticipantRoutes(rest, doors);
    addConferenceRecordingRoutes(rest, doors);
    addStreamRoutes(rest, doors);
    addApplicationRoutes(rest, doors);
    addRecordingRoutes(rest, doors);
    addCallRecordingRoutes(rest, doors);
    addQueueRoutes(rest, doors);
    addQueueMemberRoutes(rest, doors);
    addLimitRoutes(rest, doors);
    addUsageRoutes(rest, doors);
    addClientRoutes(rest, doors, clients);
  };
  const addRouterRoutes = (rest: Http): void => addTaskRouterRoutes(rest, doors);
  openRestServer(app, doors, [
    { prefix: REST_PREFIX, addRoutes },
    { prefix: ROUTER_PREFIX, addRoutes: addRouterRoutes },
  ]);
}
