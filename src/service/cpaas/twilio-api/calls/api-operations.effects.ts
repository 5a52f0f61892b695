import type { Actor } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { UsageReader } from "../accounts/usage-period.ts";
import { type ConferenceDependencies, carriedOut } from "../conferences/conference.routes.ts";
import { changeRecording } from "../conferences/conference-recording.routes.ts";
import { findParticipant, listConferences, listParticipants } from "../conferences/conference-resource.store.ts";
import { createParticipant, letGo, participantOfRequest } from "../conferences/create-participant.effects.ts";
import { updateParticipant } from "../conferences/update-participant.effects.ts";
import { findApplication, findNumber, listApplications, listNumbers } from "../hooks/hook.store.ts";
import { addApplication, changeApplication, changeNumber, endApplication } from "../hooks/keep-hook.effects.ts";
import type { QueueKeeping } from "../queues/queue.routes.ts";
import { listMembers, listQueues, needOfQueue } from "../queues/queue-resource.store.ts";
import { findRecording, listRecordings } from "../recordings/recording-resource.store.ts";
import type {
  ApiClientContext,
  ApiOperations,
  CallOperations,
  ConferenceOperations,
  HookOperations,
  QueueOperations,
  RecordingOperations,
} from "./api-operations.ts";
import { instructionsOf } from "./call-form.ts";
import { findCall, listCalls } from "./call-resource.store.ts";
import { type CallDependencies, changeCall, ledBy } from "./change-call.effects.ts";
import { leadMember } from "./lead-member.effects.ts";
import { instructionsOfApplication, orderCall, orderLedCall, requestOf } from "./order-call.effects.ts";

/** Dependencies of the API operations. */
export type ActDependencies = ConferenceDependencies & {
  readonly recordings: Pick<RecordingOperations, "openSound" | "remove">;
  readonly usage: UsageReader;
  readonly queues: QueueKeeping;
};

/** Opens the operations for the native API, which share their code with the Twilio-compatible API. */
export function openApiOperations(dependencies: ActDependencies): ApiOperations {
  return {
    calls: openCallOperations(dependencies),
    hooks: openHookOperations(dependencies.kit),
    recordings: openRecordingOperations(dependencies),
    queues: openQueueOperations(dependencies),
    conferences: openConferenceOperations(dependencies),
    usage: dependencies.usage,
  };
}

function openCallOperations(dependencies: CallDependencies): CallOperations {
  const { db } = dependencies.kit;
  return {
    order: async (requestContext, { applicationId, ...form }) => {
      if (applicationId === undefined) return orderCall(dependencies, requestContext, form);
      return orderLedCall(dependencies, requestContext, { form, applicationId });
    },
    find: (tenantId, id) => inTenant(db, tenantId, (trx) => findCall(trx, id)),
    list: (tenantId, filter) => inTenant(db, tenantId, (trx) => listCalls(trx, filter)),
    change: async (asking, { applicationId, ...change }) => {
      if (applicationId === undefined) return changeCall(dependencies, asking, change);
      const { tenantId, callId } = asking;
      const call = await inTenant(db, tenantId, (trx) => findCall(trx, callId));
      if (call === undefined) return { code: 20404 };
      const wanted = await instructionsOfApplication(dependencies, { tenantId, applicationId });
      return wanted.ok ? ledBy(dependencies, asking, wanted.value) : wanted.refusal;
    },
  };
}

/** Changes by API clients are recorded without a person. */
const actorOf = ({ tenantId, requestId, keyId }: ApiClientContext): Actor => ({
  tenantId,
  requestId,
  keyId,
  personId: null,
  role: null,
});

function openHookOperations(kit: Kit): HookOperations {
  const { db } = kit;
  return {
    listApplications: (tenantId, part) => inTenant(db, tenantId, (trx) => listApplications(trx, part)),
    findApplication: (tenantId, id) => inTenant(db, tenantId, (trx) => findApplication(trx, id)),
    addApplication: (asking, made) => addApplication(kit, actorOf(asking), { ...made, request: requestOf(asking) }),
    changeApplication: (clientContext, change) => changeApplication(kit, actorOf(clientContext), change),
    endApplication: (asking, id) => endApplication(kit, actorOf(asking), id),
    listNumbers: (tenantId, part) => inTenant(db, tenantId, (trx) => listNumbers(trx, part)),
    findNumber: (tenantId, code) => inTenant(db, tenantId, (trx) => findNumber(trx, code)),
    changeNumber: (asking, change) => changeNumber(kit, actorOf(asking), change),
  };
}

function openRecordingOperations(dependencies: ActDependencies): RecordingOperations {
  const { kit, recordings } = dependencies;
  return {
    change: (tenantId, found, change) => changeRecording(dependencies, { tenantId, found }, change),
    list: (tenantId, filter) => inTenant(kit.db, tenantId, (trx) => listRecordings(trx, filter)),
    find: (tenantId, id) => inTenant(kit.db, tenantId, (trx) => findRecording(trx, id)),
    openSound: recordings.openSound,
    remove: recordings.remove,
  };
}

function openQueueOperations(dependencies: ActDependencies): QueueOperations {
  const { kit, queues } = dependencies;
  const { db, clock } = kit;
  return {
    add: queues.add,
    change: queues.change,
    end: (clientContext, id) => queues.end(clientContext, id, (trx) => needOfQueue(trx, id)),
    list: (tenantId, part) =>
      inTenant(db, tenantId, (trx) => listQueues(trx, { ...part, at: new Date(clock.nowMs()) })),
    waiting: (tenantId, part) => inTenant(db, tenantId, (trx) => listMembers(trx, part)),
    lead: async (tenantId, { callId, id: contactId }, { applicationId, ...change }) => {
      const wanted =
        applicationId === undefined
          ? instructionsOf(change, new Set(kit.settings.hookHosts))
          : await instructionsOfApplication(dependencies, { tenantId, applicationId });
      return wanted.ok ? leadMember(dependencies, { tenantId, callId, contactId }, wanted.value) : wanted.refusal;
    },
  };
}

function openConferenceOperations(dependencies: ConferenceDependencies): ConferenceOperations {
  const { db } = dependencies.kit;
  return {
    list: (tenantId, filter) => inTenant(db, tenantId, (trx) => listConferences(trx, filter)),
    act: (tenantId, conference, wish) => {
      const conferenceId = conference.id;
      const act =
        wish === "end" ? ({ act: "end", conferenceId } as const) : { act: "announce" as const, conferenceId, ...wish };
      return carriedOut(dependencies, { tenantId, conference }, act);
    },
    participants: (tenantId, filter) => inTenant(db, tenantId, (trx) => listParticipants(trx, filter)),
    findParticipant: (tenantId, wish) => inTenant(db, tenantId, (trx) => findParticipant(trx, { ...wish, label: "" })),
    invite: (requestContext, wish) => createParticipant(dependencies, requestContext, wish),
    invited: (asking) => participantOfRequest(dependencies, asking),
    change: (tenantId, found, form) => updateParticipant(dependencies, { tenantId, found }, form),
    letGo: (clientContext, found) => letGo(dependencies, clientContext, found),
  };
}
