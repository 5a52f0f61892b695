/** Composition of the Twilio-compatible API: registers its routes. */
import type { Http } from "../../../platform/http/index.ts";
import { addAccountRoutes } from "./accounts/account.routes.ts";
import { addAccountTokenRoutes } from "./accounts/account-token.routes.ts";
import { addCallRateLimitRoutes } from "./accounts/call-rate-limit.routes.ts";
import { addClientRoutes, type ClientDependencies } from "./accounts/client.routes.ts";
import { openClientTokenAdmission } from "./accounts/client-token-admission.effects.ts";
import { addLimitRoutes } from "./accounts/limit.routes.ts";
import { addSigningKeyRoutes } from "./accounts/signing-key.routes.ts";
import { addTestAccountRoutes } from "./accounts/test-account.routes.ts";
import { addUsageRoutes } from "./accounts/usage.routes.ts";
import type { UsageReader } from "./accounts/usage-period.ts";
import { addApplicationRoutes } from "./calls/application.routes.ts";
import { addCallRoutes } from "./calls/call.routes.ts";
import { addCallEventRoutes } from "./calls/call-event.routes.ts";
import type { CallDependencies } from "./calls/change-call.effects.ts";
import { addStreamRoutes } from "./calls/stream.routes.ts";
import { addProgramTestCalls } from "./calls/test-call.routes.ts";
import { addConferenceRoutes, type ConferenceDependencies } from "./conferences/conference.routes.ts";
import { addConferenceRecordingRoutes } from "./conferences/conference-recording.routes.ts";
import { addParticipantRoutes } from "./conferences/participant.routes.ts";
import { addHookRoutes } from "./hooks/hook.routes.ts";
import { addMessageRoutes, type MessageDependencies } from "./messages/message.routes.ts";
import { addQueueRoutes, type QueueDependencies } from "./queues/queue.routes.ts";
import { addQueueMemberRoutes } from "./queues/queue-member.routes.ts";
import { addTaskRouterRoutes } from "./queues/task-router.routes.ts";
import { addCallRecordingRoutes, type CallRecordingDependencies } from "./recordings/call-recording.routes.ts";
import { addRecordingRoutes } from "./recordings/recording.routes.ts";
import { openRestServer, REST_PREFIX, ROUTER_PREFIX } from "./rest/rest-server.routes.ts";

export { authTokenOf } from "./accounts/account-token.effects.ts";
export { CLIENT_CONNECTIONS_MAX } from "./accounts/client-token-admission.effects.ts";
export { eraseOrders } from "./accounts/personal.store.ts";
export { openUsage } from "./accounts/usage.effects.ts";
export { insertOrder, type NewOrder } from "./calls/api-call.store.ts";
export { openApiOperations } from "./calls/api-operations.effects.ts";
export { followCallCallbacks, publishCallCallbacks } from "./calls/call-callbacks.jobs.ts";
export { CALL_ORDERS_DUE, openCallOrders } from "./calls/call-orders.store.ts";
export { callTexts } from "./calls/call-texts.ts";
export { followOldOrders } from "./calls/forget-orders.jobs.ts";
export { followConferenceCallbacks, publishConferenceCallbacks } from "./conferences/conference-callbacks.jobs.ts";
export { followSmsQuestions, type SmsQuestionOptions } from "./messages/sms-question.jobs.ts";
export { followRecordingCallbacks } from "./recordings/recording-callbacks.jobs.ts";

/** Registers the Twilio-compatible API and the administrator's routes for it. */
export function addCpaasRoutes(
  app: Http,
  doors: MessageDependencies &
    CallDependencies &
    ConferenceDependencies &
    CallRecordingDependencies &
    QueueDependencies &
    ClientDependencies & { readonly usage: UsageReader },
): void {
  const clients = openClientTokenAdmission(doors);
  addAccountTokenRoutes(app, doors);
  addTestAccountRoutes(app, doors);
  addProgramTestCalls(app, doors);
  addSigningKeyRoutes(app, doors, clients);
  addHookRoutes(app, doors.kit);
  addCallRateLimitRoutes(app, doors.kit);
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
