/** Flows and recordings of a call centre, as the HTTP API returns them. */
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
/** The API description cannot express that a week has exactly seven days. */
type Hourly<One> = Omit<One, "hours"> & { readonly hours: OpeningHours };
type Listed<Answer extends { readonly items: readonly unknown[] }> = {
  readonly items: readonly Hourly<Answer["items"][number]>[];
};

type Surroundings = Answered<"/api/service/flow-surroundings">;
/** Objects that flows may refer to. */
export type SurroundingsAnswer = Omit<Surroundings, "hours"> & {
  readonly hours: readonly Hourly<Surroundings["hours"][number]>[];
};
/** Named opening hours of the call centre. */
type NamedHoursAnswer = Listed<Answered<"/api/service/hours">>;
/** Named opening hours in the list. */
export type NamedHoursRow = NamedHoursAnswer["items"][number];
/** Named opening hours with their users and versions. */
export type NamedHoursWhole = Hourly<Omit<Answered<"/api/service/hours/{id}">, "versions">> & {
  readonly versions: readonly Hourly<Answered<"/api/service/hours/{id}">["versions"][number]>[];
};
/** Versions of a flow, newest first. */
export type VersionsAnswer = Answered<"/api/service/flows/{id}/versions">;
/** The author, time and comment of a version. */
export type VersionRow = VersionsAnswer["items"][number];
/** Recordings that flows may play. */
export type PromptsAnswer = Answered<"/api/service/prompts">;
/** A recording in its languages. */
export type PromptRow = PromptsAnswer["items"][number];

/** A flow draft with its live version. */
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

/** Reads a flow without the cache. */
export async function readFlow(id: string): Promise<FlowAnswer> {
  return (await read(api.GET("/api/service/flows/{id}", { params: { path: { id } } }))) as FlowAnswer;
}

/** A flow. The draft is not refetched during editing. */
export const flowQuery = (id: string) =>
  queryOptions({ queryKey: ["service", "flow", id], queryFn: () => readFlow(id), staleTime: Number.POSITIVE_INFINITY });

/** Queues, custom recordings, numbers and public holidays. */
export const surroundingsQuery = queryOptions({
  queryKey: ["service", "flow-surroundings"],
  queryFn: async () => (await read(api.GET("/api/service/flow-surroundings"))) as unknown as SurroundingsAnswer,
});

/** Named opening hours with their current state. */
export const namedHoursQuery = queryOptions({
  queryKey: ["service", "hours"],
  queryFn: async () => (await read(api.GET("/api/service/hours"))) as unknown as NamedHoursAnswer,
});

/** Named opening hours for editing; not refetched during editing. */
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

/** The changes of a version as text. */
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

/** The URL of a recording; `clip` is the media engine's name, e.g. `id.welcome`. */
export function soundAddress(clip: string): string {
  const [language = "", ...name] = clip.split(".");
  return `/api/service/prompts/${encodeURIComponent(name.join("."))}/${language}/audio`;
}

/** The clip name of a recording in a language. */
export function clipName(name: string, language: FlowLanguage): string {
  return `${language}.${name}`;
}
