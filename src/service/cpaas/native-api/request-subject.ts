import { numberSid, type SidKind, sidOf } from "../../flows/call-documents/index.ts";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const CODE = /^\d{3,8}$/;
const FIELDS_MAX = 60;
const DEPTH_MAX = 3;

/** Resource kinds, by the last named path segment. */
const KINDS: Readonly<Record<string, SidKind>> = {
  applications: "application",
  calls: "call",
  conferences: "conference",
  messages: "message",
  participants: "call",
  queues: "queue",
  recordings: "recording",
  waiting: "call",
};

/**
 * The SID by which the console finds the resource that a request below `/api/v1` concerned or created; null for none.
 * `path` is the route's path.
 */
export function subjectSidOf(
  path: string,
  params: Readonly<Record<string, unknown>>,
  made: Readonly<Record<string, unknown>> | null,
): string | null {
  const { code } = params;
  if (typeof code === "string" && path.includes("/:code")) return CODE.test(code) ? numberSid(code) : null;
  const [, list = "", name = ""] = /.*\/(\w+)\/:(\w+)/.exec(path) ?? [];
  const named = params[name];
  if (typeof named === "string") return sidFrom(KINDS[list], named);
  const last = path.split("/").at(-1) ?? "";
  // Starting a conference creates a call.
  const callId = made?.["callId"];
  return callId === undefined ? sidFrom(KINDS[last], made?.["id"]) : sidFrom("call", callId);
}

function sidFrom(kind: SidKind | undefined, id: unknown): string | null {
  return kind !== undefined && typeof id === "string" && UUID.test(id) ? sidOf(kind, id) : null;
}

/** Flattens query and body fields to texts; nested fields have dotted names (`instructions.url`). */
export function requestFieldsOf(...parts: readonly unknown[]): Readonly<Record<string, string>> {
  const fields = parts.flatMap((part) => flatFields(part, "", 0)).slice(0, FIELDS_MAX);
  return Object.fromEntries(fields);
}

function flatFields(part: unknown, within: string, depth: number): readonly (readonly [string, string])[] {
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part)
    .slice(0, FIELDS_MAX)
    .flatMap(([own, value]): readonly (readonly [string, string])[] => {
      const name = `${within}${own}`;
      const isPart = typeof value === "object" && value !== null && !Array.isArray(value);
      if (isPart && depth < DEPTH_MAX) return flatFields(value, `${name}.`, depth + 1);
      // A list of objects is stored as its length: each item may contain personal data.
      if (Array.isArray(value) && value.some((one) => typeof one === "object")) return [[name, String(value.length)]];
      return [[name, Array.isArray(value) ? value.join(", ") : String(value ?? "")]];
    });
}
