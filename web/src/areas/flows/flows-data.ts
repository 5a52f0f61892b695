/** Flows and recordings of a call centre, as the HTTP API answers with them. */
import { queryOptions } from "@tanstack/react-query";
import type { Flow, FlowLanguage, OpeningHours } from "../../../../src/service/flows/ivr/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The flows of the call centre. */
export type FlowsAnswer = Answered<"/api/service/flows">;
/** One flow of the list. */
export type FlowRow = FlowsAnswer["items"][number];
/** The description of the API cannot say that a week has its seven days. */
type Hourly<One> = Omit<One, "hours"> & { readonly hours: OpeningHours };
type Listed<Answer extends { readonly items: readonly unknown[] }> = {
  readonly items: readonly Hourly<Answer["items"][number]>[];
};

type Surroundings = Answered<"/api/service/flow-surroundings">;
/** What flows may speak of. */
export type SurroundingsAnswer = Omit<Surroundings, "hours"> & {
  readonly hours: readonly Hourly<Surroundings["hours"][number]>[];
};
/** Opening hours that the call centre keeps under a name. */
type NamedHoursAnswer = Listed<Answered<"/api/service/hours">>;
/** One of them in the list. */
export type NamedHoursRow = NamedHoursAnswer["items"][number];
/** Named hours with who uses them, and their versions. */
export type NamedHoursWhole = Hourly<Omit<Answered<"/api/service/hours/{id}">, "versions">> & {
  readonly versions: readonly Hourly<Answered<"/api/service/hours/{id}">["versions"][number]>[];
};
/** Versions of a flow, newest first. */
export type VersionsAnswer = Answered<"/api/service/flows/{id}/versions">;
/** Who published a version, when and why. */
export type VersionRow = VersionsAnswer["items"][number];
/** Recordings that flows may play. */
export type PromptsAnswer = Answered<"/api/service/prompts">;
/** One recording in its languages. */
export type PromptRow = PromptsAnswer["items"][number];

/** A flow as it is edited, beside its live version. */
export interface FlowAnswer {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly draft: Flow;
  readonly live: (VersionRow & { readonly flow: Flow }) | null;
  readonly numbers: readonly string[];
  readonly changedAt: string;
  readonly changedBy: string;
}

/** The list of flows. */
export const flowsQuery = queryOptions({
  queryKey: ["service", "flows"],
  queryFn: () => read<FlowsAnswer>(api.GET("/api/service/flows")),
});

/** Reads one flow now. */
export async function readFlow(id: string): Promise<FlowAnswer> {
  return (await read(api.GET("/api/service/flows/{id}", { params: { path: { id } } }))) as FlowAnswer;
}

/** One flow. What is edited is not read again under the hands of whoever edits it. */
export const flowQuery = (id: string) =>
  queryOptions({ queryKey: ["service", "flow", id], queryFn: () => readFlow(id), staleTime: Number.POSITIVE_INFINITY });

/** Queues, own recordings, numbers and days off. */
export const surroundingsQuery = queryOptions({
  queryKey: ["service", "flow-surroundings"],
  queryFn: async () => (await read(api.GET("/api/service/flow-surroundings"))) as unknown as SurroundingsAnswer,
});

/** The named hours of the call centre, with what they say now. */
export const namedHoursQuery = queryOptions({
  queryKey: ["service", "hours"],
  queryFn: async () => (await read(api.GET("/api/service/hours"))) as unknown as NamedHoursAnswer,
});

/** Named hours as they are edited; not read again under the hands of whoever edits them. */
export const namedHoursOfQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "hours", id],
    queryFn: async () => {
      const answer = await read(api.GET("/api/service/hours/{id}", { params: { path: { id } } }));
      return answer as unknown as NamedHoursWhole;
    },
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });

/** The versions of a flow. */
export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "flow", id, "versions"],
    queryFn: () => read<VersionsAnswer>(api.GET("/api/service/flows/{id}/versions", { params: { path: { id } } })),
  });

/** What a version changed, in words. */
export const versionQuery = (id: string, number: number) =>
  queryOptions({
    queryKey: ["service", "flow", id, "versions", number],
    queryFn: async () => {
      const path = { id, number };
      const answer = await read(api.GET("/api/service/flows/{id}/versions/{number}", { params: { path } }));
      return answer as VersionRow & { readonly changes: readonly string[]; readonly flow: Flow };
    },
  });

/** Recordings. */
export const promptsQuery = queryOptions({
  queryKey: ["service", "prompts"],
  queryFn: () => read<PromptsAnswer>(api.GET("/api/service/prompts")),
});

/** Where a recording is heard; `clip` as the media engine knows it, e.g. `id.welcome`. */
export function soundAddress(clip: string): string {
  const [language = "", ...name] = clip.split(".");
  return `/api/service/prompts/${encodeURIComponent(name.join("."))}/${language}/audio`;
}

/** The name of a recording in a language, as clips call it. */
export function clipName(name: string, language: FlowLanguage): string {
  return `${language}.${name}`;
}
