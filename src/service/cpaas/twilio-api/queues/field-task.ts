import { Temporal } from "temporal-polyfill";
import { sidOf } from "../../../flows/call-documents/index.ts";

/** Activities of an agent with fixed ids; other activities have the id of a pause reason. */
export const ACTIVITY_IDS = {
  offline: "00000000-0000-7000-8000-000000000001",
  available: "00000000-0000-7000-8000-000000000002",
  /** Paused by the system, after too many missed offers. */
  unavailable: "00000000-0000-7000-8000-000000000003",
} as const;

/** An agent with the current state. */
export interface WorkerResource {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly skills: unknown;
  /** Names of the agent's queues. */
  readonly queues: readonly string[];
  /** One of `ACTIVITY_IDS`, or a pause reason with its name. */
  readonly activityId: string;
  readonly reason: string | null;
  /** Start of the current activity; null for an agent that has never logged in. */
  readonly sinceMs: number | null;
}

/** A pause reason. */
export interface PauseReasonResource {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
}

/** Task states of Twilio's API. */
export const TASK_STATES = ["pending", "reserved", "assigned"] as const;

/** A waiting or connected contact. */
export interface TaskResource {
  readonly id: string;
  /** Time of joining the queue, the sort key of lists. */
  readonly atMs: number;
  readonly kind: "call" | "callback" | "message";
  readonly state: (typeof TASK_STATES)[number];
  readonly priority: number;
  readonly queueId: string;
  readonly queueName: string;
  readonly callId: string | null;
}

/** The data of a queue in this API. */
interface ShownQueue {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
}

const SECOND_MS = 1_000;
/** An instant in ISO 8601, truncated to seconds. */
const iso = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(ms / SECOND_MS) * SECOND_MS).toString();

/** The workspace (call centre) and its URL. */
export interface Workspace {
  readonly tenantId: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** Base URL of all workspaces. */
  readonly url: string;
}

/** An activity of agents. */
export interface Activity {
  readonly id: string;
  readonly name: string;
  readonly isAvailable: boolean;
  readonly createdAtMs: number;
}

/** Activities of a call centre: the fixed ones, and its pause reasons. */
export function activitiesOf({ createdAtMs }: Workspace, reasons: readonly PauseReasonResource[]): readonly Activity[] {
  return [
    { id: ACTIVITY_IDS.offline, name: "Offline", isAvailable: false, createdAtMs },
    { id: ACTIVITY_IDS.available, name: "Available", isAvailable: true, createdAtMs },
    { id: ACTIVITY_IDS.unavailable, name: "Unavailable", isAvailable: false, createdAtMs },
    ...reasons.map((reason) => ({ ...reason, isAvailable: false })),
  ];
}

const sidsOf = ({ tenantId }: Workspace) => ({
  account_sid: sidOf("account", tenantId),
  workspace_sid: sidOf("workspace", tenantId),
});

const urlOf = ({ tenantId, url }: Workspace): string => `${url}/${sidOf("workspace", tenantId)}`;

const dates = (createdMs: number, updatedMs = createdMs) => ({
  date_created: iso(createdMs),
  date_updated: iso(updatedMs),
});

/** Maps a call centre to a Twilio workspace. */
export function workspaceView(workspace: Workspace) {
  const [url, offline] = [urlOf(workspace), sidOf("activity", ACTIVITY_IDS.offline)];
  return {
    sid: sidOf("workspace", workspace.tenantId),
    account_sid: sidOf("account", workspace.tenantId),
    friendly_name: workspace.name,
    ...dates(workspace.createdAtMs),
    multi_task_enabled: true,
    default_activity_name: "Offline",
    default_activity_sid: offline,
    timeout_activity_name: "Offline",
    timeout_activity_sid: offline,
    event_callback_url: null,
    events_filter: null,
    prioritize_queue_order: "FIFO" as const,
    url,
    links: {
      activities: `${url}/Activities`,
      task_queues: `${url}/TaskQueues`,
      tasks: `${url}/Tasks`,
      workers: `${url}/Workers`,
    },
  };
}

/** Maps an activity to Twilio's shape. */
export function activityView({ id, name, isAvailable, createdAtMs }: Activity, workspace: Workspace) {
  const [sid, url] = [sidOf("activity", id), urlOf(workspace)];
  return {
    sid,
    ...sidsOf(workspace),
    friendly_name: name,
    available: isAvailable,
    ...dates(createdAtMs),
    url: `${url}/Activities/${sid}`,
    links: { workspace: url },
  };
}

/** Maps a queue to a Twilio task queue; its workers are the agents whose `queues` contain it. */
export function taskQueueView({ id, name, createdAtMs }: ShownQueue, workspace: Workspace) {
  const [sid, url] = [sidOf("taskQueue", id), urlOf(workspace)];
  return {
    sid,
    ...sidsOf(workspace),
    friendly_name: name,
    ...dates(createdAtMs),
    target_workers: `queues HAS ${JSON.stringify(name)}`,
    max_reserved_workers: 1,
    task_order: "FIFO" as const,
    assignment_activity_sid: null,
    assignment_activity_name: null,
    reservation_activity_sid: null,
    reservation_activity_name: null,
    url: `${url}/TaskQueues/${sid}`,
    links: { workspace: url },
  };
}

const NAMES: Readonly<Record<string, string>> = {
  [ACTIVITY_IDS.offline]: "Offline",
  [ACTIVITY_IDS.available]: "Available",
};

/** Maps an agent to a Twilio worker. */
export function workerView(worker: WorkerResource, workspace: Workspace) {
  const { id, name, createdAtMs, skills, queues, activityId, reason } = worker;
  const [sid, url, activitySid] = [sidOf("worker", id), urlOf(workspace), sidOf("activity", activityId)];
  const sinceMs = worker.sinceMs ?? createdAtMs;
  return {
    sid,
    ...sidsOf(workspace),
    friendly_name: name,
    attributes: JSON.stringify({ queues, skills }),
    activity_sid: activitySid,
    activity_name: reason ?? NAMES[activityId] ?? "Unavailable",
    available: activityId === ACTIVITY_IDS.available,
    ...dates(createdAtMs, sinceMs),
    date_status_changed: iso(sinceMs),
    url: `${url}/Workers/${sid}`,
    links: { workspace: url, activity: `${url}/Activities/${activitySid}` },
  };
}

/** Maps a contact to a Twilio task; the caller's number is available through the call only. */
export function taskView(task: TaskResource, workspace: Workspace, nowMs: number) {
  const [sid, queueSid, url] = [sidOf("task", task.id), sidOf("taskQueue", task.queueId), urlOf(workspace)];
  const call = task.callId === null ? {} : { call_sid: sidOf("call", task.callId) };
  return {
    sid,
    ...sidsOf(workspace),
    ...dates(task.atMs),
    task_queue_entered_date: iso(task.atMs),
    age: Math.max(0, Math.round((nowMs - task.atMs) / SECOND_MS)),
    assignment_status: task.state,
    attributes: JSON.stringify({ kind: task.kind, ...call }),
    addons: "{}",
    priority: task.priority,
    reason: null,
    task_queue_sid: queueSid,
    task_queue_friendly_name: task.queueName,
    task_channel_sid: null,
    task_channel_unique_name: task.kind === "message" ? "sms" : "voice",
    timeout: null,
    workflow_sid: null,
    workflow_friendly_name: null,
    virtual_start_time: iso(task.atMs),
    ignore_capacity: false,
    routing_target: null,
    url: `${url}/Tasks/${sid}`,
    links: { workspace: url, task_queue: `${url}/TaskQueues/${queueSid}` },
  };
}
