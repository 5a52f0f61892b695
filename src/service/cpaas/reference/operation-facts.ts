import { API_STATUS, type ApiRefusal } from "../../messaging/sms/index.ts";
import { PROGRAM_STATUS, type ProgramRefusal } from "../native-api/index.ts";

/** Facts about an operation that the schema of its route lacks. */
export interface OperationFacts {
  /** Error codes specific to the operation. */
  readonly refusals: readonly string[];
  /** Whether a repeated request with the same Idempotency-Key gets the first response. */
  readonly repeats?: true;
  /** Whether the operation can incur costs. */
  readonly costs?: true;
  /** An example request: path parameters in order, query, and body. */
  readonly example: {
    readonly path?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string | number>>;
    readonly body?: unknown;
  };
}

/** Operation families in the order of the reference; others follow. */
export const FAMILIES: readonly string[] = [
  ...["calls", "conferences", "queues", "recordings", "messages", "numbers", "applications", "usage"],
];

/** HTTP status of each error code. */
export const STATUS_OF: Readonly<Record<string, number>> = {
  ...API_STATUS,
  ...PROGRAM_STATUS,
  "body-too-large": 413,
  internal: 500,
};

/** Error codes of every operation. */
export const COMMON_REFUSALS = [
  ...["invalid-input", "api-key-missing", "api-key-unknown", "api-key-scope"],
  ...["too-many-requests", "internal", "try-again-shortly"],
] as const;

/** Error codes of every operation with a body. */
export const BODY_REFUSALS = ["body-too-large"] as const;

const ID = "0193f0a2-7c1e-7d3a-9b58-2f6c1e0d4a77";

/** Error codes of a rejected message. */
const MESSAGE_REFUSALS = [
  ...["recipient-unfit", "sender-unfit", "sender-unknown", "sender-not-approved", "sender-look-alike"],
  ...["recipient-opted-out", "prefix-blocked", "prefix-too-fast", "no-route", "text-empty", "text-unfit"],
  ...["text-too-long", "send-time-unfit", "validity-unfit", "outside-hours", "balance-too-low", "account-closed"],
  ...["template-unknown", "template-not-approved", "template-sender", "template-category", "template-and-text"],
  ...["template-value-missing", "template-value-unknown", "template-value-too-long", "template-value-unfit"],
  "template-required",
] as const satisfies readonly ApiRefusal[];

/** Error codes of a rejected message request as a whole. */
const WHOLE_REFUSALS = [
  ...["too-fast", "queue-full", "storage-away", "request-differs", "idempotency-key-unfit"],
] as const satisfies readonly ApiRefusal[];

/** Error codes of idempotent operations. */
const REPEAT_REFUSALS = ["idempotency-key-unfit", "request-differs"] as const satisfies readonly ProgramRefusal[];

/** Error codes of rejected webhooks and applications. */
const HOOK_REFUSALS = [
  ...["hook-address-unfit", "no-such-voice-application"],
] as const satisfies readonly ProgramRefusal[];
const GUIDE_REFUSALS = [...HOOK_REFUSALS, "document-unfit"] as const satisfies readonly ProgramRefusal[];

const ORDER_REFUSALS = [
  ...["call-target-one", "call-number-unfit", "call-number-for-people", "call-from-unknown", "call-orders-waiting"],
] as const satisfies readonly ProgramRefusal[];

/** Error codes of operations on an existing call. */
const CALL_REFUSALS = ["no-such-call", "call-stands-otherwise"] as const satisfies readonly ProgramRefusal[];

const CALL_ID = "0193f0a2-8d40-7e11-8c36-5b7d9f2a6e05";
const PARTICIPANT = { id: ID, callId: CALL_ID };
const CONFERENCE_REFUSALS = [
  ...["no-such-conference", "conference-stands-otherwise"],
] as const satisfies readonly ProgramRefusal[];
const PARTICIPANT_REFUSALS = [
  ...["nobody-takes-part-so", "conference-stands-otherwise"],
] as const satisfies readonly ProgramRefusal[];
const INVITE_REFUSALS = [...ORDER_REFUSALS, ...REPEAT_REFUSALS, ...["hook-address-unfit", "coached-unknown"]] as const;
const INVITED = { to: "+6281234567890", from: "1500123", label: "pelanggan" };

const CONFERENCES: Readonly<Record<string, OperationFacts>> = {
  beginConference: {
    refusals: INVITE_REFUSALS,
    repeats: true,
    costs: true,
    example: { body: { name: "Rapat pagi", participant: INVITED } },
  },
  listConferences: { refusals: [], example: { query: { state: "in-progress", limit: 25 } } },
  fetchConference: { refusals: ["no-such-conference"], example: { path: { id: ID } } },
  endConference: { refusals: CONFERENCE_REFUSALS, example: { path: { id: ID } } },
  announceInConference: {
    refusals: [...CONFERENCE_REFUSALS, "hook-address-unfit"],
    example: { path: { id: ID }, body: { url: "https://app.example/announce" } },
  },
  inviteParticipant: {
    refusals: [...CONFERENCE_REFUSALS, ...INVITE_REFUSALS],
    repeats: true,
    costs: true,
    example: { path: { id: ID }, body: INVITED },
  },
  listParticipants: { refusals: ["no-such-conference"], example: { path: { id: ID }, query: { limit: 25 } } },
  fetchParticipant: { refusals: ["nobody-takes-part-so"], example: { path: PARTICIPANT } },
  changeParticipant: {
    refusals: [...PARTICIPANT_REFUSALS, "coached-unknown", "nothing-to-change", "hook-address-unfit"],
    example: { path: PARTICIPANT, body: { muted: true } },
  },
  removeParticipant: { refusals: PARTICIPANT_REFUSALS, example: { path: PARTICIPANT } },
};

const QUEUES: Readonly<Record<string, OperationFacts>> = {
  listQueues: { refusals: [], example: { query: { limit: 25 } } },
  fetchQueue: { refusals: ["no-such-queue"], example: { path: { id: ID } } },
  listWaitingCalls: { refusals: ["no-such-queue"], example: { path: { id: ID }, query: { limit: 25 } } },
  fetchWaitingCall: { refusals: ["nobody-waits-so"], example: { path: PARTICIPANT } },
  createQueue: {
    refusals: ["queue-name-taken", "queue-limit", "queue-day-limit"],
    example: { body: { name: "Tagihan", waitingMax: 50 } },
  },
  changeQueue: {
    refusals: ["no-such-queue", "queue-name-taken", "nothing-to-change"],
    example: { path: { id: ID }, body: { waitingMax: 80 } },
  },
  endQueue: { refusals: ["no-such-queue", "queue-waits", "queue-used"], example: { path: { id: ID } } },
  redirectWaitingCall: {
    refusals: ["nobody-waits-so", "call-stands-otherwise", ...GUIDE_REFUSALS],
    costs: true,
    example: { path: PARTICIPANT, body: { instructions: { url: "https://app.example/answer" } } },
  },
};

const STEER_REFUSALS = [
  ...["no-such-recording", "recording-stands-otherwise"],
] as const satisfies readonly ProgramRefusal[];

const RECORDINGS: Readonly<Record<string, OperationFacts>> = {
  listRecordings: { refusals: [], example: { query: { beganFrom: "2026-11-27T00:00:00+07:00", limit: 25 } } },
  fetchRecording: { refusals: ["no-such-recording"], example: { path: { id: ID } } },
  fetchRecordingSound: {
    refusals: ["no-such-recording", "recording-goes-on", "recording-lost", "range-not-there"],
    example: { path: { id: ID } },
  },
  pauseRecording: { refusals: STEER_REFUSALS, example: { path: { id: ID } } },
  resumeRecording: { refusals: STEER_REFUSALS, example: { path: { id: ID } } },
  endRecording: { refusals: STEER_REFUSALS, example: { path: { id: ID } } },
  removeRecording: { refusals: ["no-such-recording", "recording-goes-on"], example: { path: { id: ID } } },
};

/** Numbers and applications, which hold the webhook settings. */
const HOOKS: Readonly<Record<string, OperationFacts>> = {
  listNumbers: { refusals: [], example: { query: { limit: 25 } } },
  fetchNumber: { refusals: ["no-such-number"], example: { path: { code: "1500123" } } },
  changeNumber: {
    refusals: ["no-such-number", "no-such-queue", ...HOOK_REFUSALS],
    example: { path: { code: "1500123" }, body: { voiceUrl: "https://app.example/answer", voiceMethod: "POST" } },
  },
  createApplication: {
    refusals: ["application-limit", "hook-address-unfit", ...REPEAT_REFUSALS],
    repeats: true,
    example: { body: { name: "Toko Kita", voiceUrl: "https://app.example/answer", voiceMethod: "POST" } },
  },
  listApplications: { refusals: [], example: { query: { limit: 25 } } },
  fetchApplication: { refusals: ["no-such-voice-application"], example: { path: { id: ID } } },
  changeApplication: {
    refusals: HOOK_REFUSALS,
    example: { path: { id: ID }, body: { statusUrl: "https://app.example/ended" } },
  },
  removeApplication: {
    refusals: ["no-such-voice-application", "application-leads-numbers"],
    example: { path: { id: ID } },
  },
};

/** Facts about each operation, by operation id. */
export const OPERATION_FACTS: Readonly<Record<string, OperationFacts>> = {
  orderCall: {
    refusals: [...ORDER_REFUSALS, ...GUIDE_REFUSALS, ...REPEAT_REFUSALS],
    repeats: true,
    costs: true,
    example: {
      body: { to: "+6281234567890", from: "1500123", instructions: { url: "https://app.example/answer" } },
    },
  },
  listCalls: { refusals: [], example: { query: { state: "completed", limit: 25 } } },
  fetchCall: { refusals: ["no-such-call"], example: { path: { id: ID } } },
  endCall: { refusals: CALL_REFUSALS, example: { path: { id: ID }, body: { unlessAnswered: false } } },
  redirectCall: {
    refusals: [...CALL_REFUSALS, ...GUIDE_REFUSALS],
    costs: true,
    example: {
      path: { id: ID },
      body: { instructions: { document: '<Response><Say language="id-ID">Terima kasih.</Say></Response>' } },
    },
  },
  ...CONFERENCES,
  ...QUEUES,
  ...RECORDINGS,
  sendMessage: {
    refusals: [...MESSAGE_REFUSALS, ...WHOLE_REFUSALS],
    repeats: true,
    costs: true,
    example: {
      body: { from: "TOKOKITA", to: "+6281234567890", text: "Pesanan 7 dikirim.", category: "transactional" },
    },
  },
  sendMessages: {
    refusals: WHOLE_REFUSALS,
    repeats: true,
    costs: true,
    example: {
      body: {
        messages: [
          { from: "TOKOKITA", to: "+6281234567890", text: "Pesanan 7 dikirim.", category: "transactional" },
          { from: "TOKOKITA", to: "+6281234567891", text: "Pesanan 8 dikirim.", category: "transactional" },
        ],
      },
    },
  },
  listMessages: { refusals: ["recipient-unfit"], example: { query: { state: "delivered", limit: 25 } } },
  fetchMessage: { refusals: ["no-such-message"], example: { path: { id: ID } } },
  cancelMessage: { refusals: ["no-such-message", "too-late"], example: { path: { id: ID } } },
  ...HOOKS,
  listUsage: {
    refusals: ["usage-days-unfit"],
    example: { query: { per: "day", from: "2026-11-01", until: "2026-11-30" } },
  },
};
