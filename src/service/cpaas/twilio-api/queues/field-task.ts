import { Temporal } from "temporal-polyfill";
import { sidOf } from "../../../flows/call-documents/index.ts";

/** What an agent can be, by a name of ours; else the id of a reason for a pause. */
export const ACTIVITY_IDS = {
  offline: "00000000-0000-7000-8000-000000000001",
  available: "00000000-0000-7000-8000-000000000002",
  /** Paused by the floor, after he missed too much. */
  unavailable: "00000000-0000-7000-8000-000000000003",
} as const;

/** An agent, with how he stands. */
export interface WorkerResource {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  readonly skills: unknown;
  /** Names of the queues that he serves. */
  readonly queues: readonly string[];
  /** One of `ACTIVITY_IDS`, or a reason for a pause with its name. */
  readonly activityId: string;
  readonly reason: string | null;
  /** Since when he is so; null for one who never logged in. */
  readonly sinceMs: number | null;
}

/** A reason for a pause. */
export interface PauseReasonResource {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
}

/** How far a contact is, in the field's words. */
export const TASK_STATES = ["pending", "reserved", "assigned"] as const;

/** A contact that waits or talks. */
export interface TaskResource {
  readonly id: string;
  /** When it joined, by which lists are ordered. */
  readonly atMs: number;
  readonly kind: "call" | "callback" | "message";
  readonly state: (typeof TASK_STATES)[number];
  readonly priority: number;
  readonly queueId: string;
  readonly queueName: string;
  readonly callId: string | null;
}

/** What is shown of a queue. */
interface ShownQueue {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
}

const SECOND_MS = 1_000;
/** An instant to the second, as ISO 8601 writes it. */
const iso = (ms: number): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(ms / SECOND_MS) * SECOND_MS).toString();

/** Whose workspace is shown, and where it lies. */
export interface Workspace {
  readonly tenantId: string;
  readonly name: string;
  readonly createdAtMs: number;
  /** The address below which all workspaces are. */
  readonly url: string;
}

/** What an agent can be. */
export interface Activity {
  readonly id: string;
  readonly name: string;
  readonly isAvailable: boolean;
  readonly createdAtMs: number;
}

/** What agents of a call centre can be: what everybody can, and the reasons for its pauses. */
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

/** A call centre as the field shows a workspace. */
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

/** What an agent can be, as the field shows an activity. */
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

/** A queue as the field shows a task queue; it is served by the agents whose `queues` name it. */
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

/** An agent as the field shows a worker. */
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

/** A contact as the field shows a task: of whom it comes is told by its call alone. */
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
