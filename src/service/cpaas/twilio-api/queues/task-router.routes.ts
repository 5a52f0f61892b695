import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { idOfSid, type SidKind } from "../../../flows/call-documents/index.ts";
import { findAccount } from "../accounts/account-token.store.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageStart } from "../rest/rest-page.ts";
import { callerOf, forScope, type RestDependencies, ROUTER_PREFIX, refuseRest } from "../rest/rest-server.routes.ts";
import {
  type Activity,
  activitiesOf,
  activityView,
  TASK_STATES,
  taskQueueView,
  taskView,
  type Workspace,
  workerView,
  workspaceView,
} from "./field-task.ts";
import { listQueues } from "./queue-resource.store.ts";
import type { QueueResource } from "./queue-resource.ts";
import { listReasons, listTasks, listWorkers } from "./task-router.store.ts";

const text = z.string();
const maybe = text.nullable();
const links = z.record(text, text);
const own = { sid: text, account_sid: text, date_created: text, date_updated: text, url: text, links } as const;
const inside = { ...own, workspace_sid: text } as const;

const workspaceSchema = z.object({
  ...own,
  friendly_name: text,
  multi_task_enabled: z.boolean(),
  prioritize_queue_order: text,
  default_activity_name: text,
  default_activity_sid: text,
  timeout_activity_name: text,
  timeout_activity_sid: text,
  event_callback_url: z.null(),
  events_filter: z.null(),
});
const activitySchema = z.object({ ...inside, friendly_name: text, available: z.boolean() });
const taskQueueSchema = z.object({
  ...inside,
  friendly_name: text,
  target_workers: text,
  max_reserved_workers: z.number(),
  task_order: text,
  assignment_activity_sid: z.null(),
  assignment_activity_name: z.null(),
  reservation_activity_sid: z.null(),
  reservation_activity_name: z.null(),
});
const workerSchema = z.object({
  ...inside,
  friendly_name: text,
  attributes: text,
  activity_sid: text,
  activity_name: text,
  available: z.boolean(),
  date_status_changed: text,
});
const taskSchema = z.object({
  ...inside,
  age: z.number(),
  assignment_status: z.enum(TASK_STATES),
  attributes: text,
  addons: text,
  task_queue_entered_date: text,
  priority: z.number(),
  reason: z.null(),
  task_queue_sid: text,
  task_queue_friendly_name: text,
  task_channel_sid: z.null(),
  task_channel_unique_name: text,
  timeout: z.null(),
  workflow_sid: z.null(),
  workflow_friendly_name: z.null(),
  virtual_start_time: text,
  ignore_capacity: z.boolean(),
  routing_target: z.null(),
});
const metaSchema = z.object({
  page: z.number(),
  page_size: z.number(),
  first_page_url: text,
  previous_page_url: z.null(),
  url: text,
  next_page_url: maybe,
  key: text,
});

const tags = ["taskrouter"];
const params = z.object({ WorkspaceSid: text });
const itemParams = params.extend({ Sid: text });
const name = { FriendlyName: z.string().max(80).optional() } as const;
const flag = z.enum(["true", "false", "1", "0"]).optional();
const REASONS_MAX = 500;

/** Read-only TaskRouter routes of a call centre: queues as task queues, agents as workers, open contacts as tasks. */
export function addTaskRouterRoutes(rest: Http, dependencies: RestDependencies): void {
  addWorkspaces(rest, dependencies);
  addActivities(rest, dependencies);
  addTaskQueues(rest, dependencies);
  addWorkers(rest, dependencies);
  addTasks(rest, dependencies);
}

const baseUrl = ({ kit }: RestDependencies): string => `${kit.publicUrl()}${ROUTER_PREFIX}`;

/** Finds an item of the workspace named in the request; undefined for a workspace of another account, or a missing item. */
async function seek<Found>(
  dependencies: RestDependencies,
  request: FastifyRequest,
  look: (trx: DatabaseTransaction, workspace: Workspace) => Promise<Found | undefined>,
): Promise<Found | undefined> {
  const { tenantId } = callerOf(request);
  const { WorkspaceSid: named } = request.params as { readonly WorkspaceSid?: string };
  if (named !== undefined && idOfSid("workspace", named) !== tenantId) return undefined;
  return inTenant(dependencies.kit.db, tenantId, async (trx) => {
    const account = await findAccount(trx, tenantId);
    if (account === undefined) return undefined;
    const { name: friendly, createdAt } = account;
    return look(trx, { tenantId, name: friendly, createdAtMs: createdAt.getTime(), url: baseUrl(dependencies) });
  });
}

/** Sends one item of a workspace by its SID, or the error for a missing one. */
async function one<Found>(
  dependencies: RestDependencies,
  { request, reply, kind }: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly kind: SidKind },
  look: (trx: DatabaseTransaction, workspace: Workspace, id: string) => Promise<Found | undefined>,
) {
  const id = idOfSid(kind, (request.params as { readonly Sid: string }).Sid);
  const found =
    id === null ? undefined : await seek(dependencies, request, (trx, workspace) => look(trx, workspace, id));
  return found ?? refuseRest(dependencies, reply, { code: 20404 });
}

interface PageQuery {
  readonly PageSize: number;
  readonly Page: number;
  readonly PageToken?: string | undefined;
}

/** A page of a list; TaskRouter uses absolute URLs. */
function pageOf<Item extends { readonly id: string; readonly atMs?: number }>(
  dependencies: RestDependencies,
  request: FastifyRequest,
  { found, key }: { readonly found: readonly Item[]; readonly key: string },
) {
  // The query as validated by the route's schema.
  const query = request.query as PageQuery & Readonly<Record<string, unknown>>;
  const { items, page } = cutPage(found, { path: request.url.split("?")[0] ?? "", query });
  const whole = (uri: string): string => `${dependencies.kit.publicUrl()}${uri}`;
  const { next_page_uri: next } = page;
  return {
    items,
    meta: {
      page: page.page,
      page_size: page.page_size,
      first_page_url: whole(page.first_page_uri),
      key,
      previous_page_url: null,
      url: whole(page.uri),
      next_page_url: next === null ? null : whole(next),
    },
  };
}

function addWorkspaces(rest: Http, dependencies: RestDependencies): void {
  const config = forScope("queues.read");
  const querystring = z.strictObject({ ...PAGE_QUERY, ...name });
  const listed = z.object({ workspaces: z.array(workspaceSchema), meta: metaSchema });
  rest.get(
    "",
    {
      config,
      schema: {
        tags,
        summary: "The workspace of the account",
        querystring,
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const workspace = await seek(dependencies, request, async (_trx, found) => found);
      if (workspace === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { query } = request;
      const fits = query.FriendlyName === undefined || query.FriendlyName === workspace.name;
      const found = fits && pageStart(query) === undefined ? [{ ...workspace, id: workspace.tenantId }] : [];
      const { items, meta } = pageOf(dependencies, request, { found, key: "workspaces" });
      return { workspaces: items.map(workspaceView), meta };
    },
  );
  const response = { 200: workspaceSchema, ...REST_PROBLEMS };
  rest.get(
    "/:WorkspaceSid",
    { config, schema: { tags, summary: "A workspace", params, response } },
    async (request, reply) => {
      const found = await seek(dependencies, request, async (_trx, workspace) => workspaceView(workspace));
      return found ?? refuseRest(dependencies, reply, { code: 20404 });
    },
  );
}

function addActivities(rest: Http, dependencies: RestDependencies): void {
  const config = forScope("workers.read");
  const querystring = z.strictObject({ ...PAGE_QUERY, ...name, Available: flag });
  const listed = z.object({ activities: z.array(activitySchema), meta: metaSchema });
  const read = async (trx: DatabaseTransaction, workspace: Workspace): Promise<readonly Activity[]> =>
    activitiesOf(workspace, await listReasons(trx, REASONS_MAX));
  rest.get(
    "/:WorkspaceSid/Activities",
    {
      config,
      schema: { tags, summary: "What agents can be", params, querystring, response: { 200: listed, ...REST_PROBLEMS } },
    },
    async (request, reply) => {
      const { query } = request;
      const seen = await seek(dependencies, request, async (trx, workspace) => ({
        workspace,
        all: await read(trx, workspace),
      }));
      if (seen === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const shown = pageStart(query)?.id;
      // The page after a deleted pause reason is empty.
      const last = shown === undefined ? -1 : seen.all.findIndex(({ id }) => id === shown);
      const found = seen.all
        .slice(shown !== undefined && last === -1 ? seen.all.length : last + 1)
        .filter((activity) => query.FriendlyName === undefined || query.FriendlyName === activity.name)
        .filter(({ isAvailable }) => query.Available === undefined || isYes(query.Available) === isAvailable);
      const { items, meta } = pageOf(dependencies, request, { found, key: "activities" });
      return { activities: items.map((activity) => activityView(activity, seen.workspace)), meta };
    },
  );
  const response = { 200: activitySchema, ...REST_PROBLEMS };
  rest.get(
    "/:WorkspaceSid/Activities/:Sid",
    { config, schema: { tags, summary: "Something that agents can be", params: itemParams, response } },
    async (request, reply) =>
      one(dependencies, { request, reply, kind: "activity" }, async (trx, workspace, id) => {
        const activity = (await read(trx, workspace)).find((each) => each.id === id);
        return activity === undefined ? undefined : activityView(activity, workspace);
      }),
  );
}

const isYes = (text: string): boolean => text === "true" || text === "1";

function addTaskQueues(rest: Http, dependencies: RestDependencies): void {
  const config = forScope("queues.read");
  const querystring = z.strictObject({ ...PAGE_QUERY, ...name });
  const listed = z.object({ task_queues: z.array(taskQueueSchema), meta: metaSchema });
  const at = (): Date => new Date(dependencies.kit.clock.nowMs());
  rest.get(
    "/:WorkspaceSid/TaskQueues",
    {
      config,
      schema: {
        tags,
        summary: "Queues as task queues, by name",
        params,
        querystring,
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const part = { name: query.FriendlyName, after: pageStart(query)?.id, limit: query.PageSize + 1, at: at() };
      const seen = await seek(dependencies, request, async (trx, workspace) => ({
        workspace,
        found: await listQueues(trx, part),
      }));
      if (seen === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { items, meta } = pageOf(dependencies, request, { found: seen.found, key: "task_queues" });
      return { task_queues: items.map((queue) => shownQueue(queue, seen.workspace)), meta };
    },
  );
  const response = { 200: taskQueueSchema, ...REST_PROBLEMS };
  rest.get(
    "/:WorkspaceSid/TaskQueues/:Sid",
    { config, schema: { tags, summary: "A task queue", params: itemParams, response } },
    async (request, reply) =>
      one(dependencies, { request, reply, kind: "taskQueue" }, async (trx, workspace, id) => {
        const [queue] = await listQueues(trx, { id, limit: 1, at: at() });
        return queue === undefined ? undefined : shownQueue(queue, workspace);
      }),
  );
}

const shownQueue = ({ id, name: friendly, createdAt }: QueueResource, workspace: Workspace) =>
  taskQueueView({ id, name: friendly, createdAtMs: createdAt.getTime() }, workspace);

function addWorkers(rest: Http, dependencies: RestDependencies): void {
  const config = forScope("workers.read");
  const querystring = z.strictObject({
    ...PAGE_QUERY,
    ...name,
    Available: flag,
    ActivitySid: text.max(40).optional(),
    TaskQueueSid: text.max(40).optional(),
  });
  const listed = z.object({ workers: z.array(workerSchema), meta: metaSchema });
  rest.get(
    "/:WorkspaceSid/Workers",
    {
      config,
      schema: {
        tags,
        summary: "Agents as workers, by name, with how they stand",
        params,
        querystring,
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const queueId = query.TaskQueueSid === undefined ? undefined : idOfSid("taskQueue", query.TaskQueueSid);
      const activityId = query.ActivitySid === undefined ? undefined : idOfSid("activity", query.ActivitySid);
      if (queueId === null || activityId === null) return refuseRest(dependencies, reply, { code: 20404 });
      const isAvailable = query.Available === undefined ? undefined : isYes(query.Available);
      const filter = { name: query.FriendlyName, activityId, isAvailable, queueId };
      const part = { ...filter, after: pageStart(query)?.id, limit: query.PageSize + 1 };
      const seen = await seek(dependencies, request, async (trx, workspace) => ({
        workspace,
        found: await listWorkers(trx, part),
      }));
      if (seen === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { items, meta } = pageOf(dependencies, request, { found: seen.found, key: "workers" });
      return { workers: items.map((worker) => workerView(worker, seen.workspace)), meta };
    },
  );
  const response = { 200: workerSchema, ...REST_PROBLEMS };
  rest.get(
    "/:WorkspaceSid/Workers/:Sid",
    { config, schema: { tags, summary: "A worker", params: itemParams, response } },
    async (request, reply) =>
      one(dependencies, { request, reply, kind: "worker" }, async (trx, workspace, id) => {
        const [worker] = await listWorkers(trx, { id, limit: 1 });
        return worker === undefined ? undefined : workerView(worker, workspace);
      }),
  );
}

function addTasks(rest: Http, dependencies: RestDependencies): void {
  const config = forScope("queues.read");
  const states = z.enum(TASK_STATES);
  const querystring = z.strictObject({
    ...PAGE_QUERY,
    TaskQueueSid: text.max(40).optional(),
    AssignmentStatus: z.union([states, z.array(states).max(TASK_STATES.length)]).optional(),
  });
  const listed = z.object({ tasks: z.array(taskSchema), meta: metaSchema });
  const nowMs = (): number => dependencies.kit.clock.nowMs();
  rest.get(
    "/:WorkspaceSid/Tasks",
    {
      config,
      schema: {
        tags,
        summary: "Contacts that wait or talk as tasks, first come first",
        params,
        querystring,
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const queueId = query.TaskQueueSid === undefined ? undefined : idOfSid("taskQueue", query.TaskQueueSid);
      if (queueId === null) return refuseRest(dependencies, reply, { code: 20404 });
      const { AssignmentStatus: wanted } = query;
      const chosen = wanted === undefined ? undefined : [wanted].flat();
      const part = { queueId, states: chosen, after: pageStart(query), limit: query.PageSize + 1 };
      const seen = await seek(dependencies, request, async (trx, workspace) => ({
        workspace,
        found: await listTasks(trx, part),
      }));
      if (seen === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { items, meta } = pageOf(dependencies, request, { found: seen.found, key: "tasks" });
      return { tasks: items.map((task) => taskView(task, seen.workspace, nowMs())), meta };
    },
  );
  const response = { 200: taskSchema, ...REST_PROBLEMS };
  rest.get(
    "/:WorkspaceSid/Tasks/:Sid",
    { config, schema: { tags, summary: "A task", params: itemParams, response } },
    async (request, reply) =>
      one(dependencies, { request, reply, kind: "task" }, async (trx, workspace, id) => {
        const [task] = await listTasks(trx, { id, limit: 1 });
        return task === undefined ? undefined : taskView(task, workspace, nowMs());
      }),
  );
}
