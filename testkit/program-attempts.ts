import type { ProgramClient } from "./program-client.ts";

type Attempt = () => Promise<{ readonly status: number }>;

/** Resources of a tenant that an API client references. */
export interface NamedResources {
  readonly call: string;
  readonly message: string;
  readonly code: string;
  readonly application: string;
  readonly recording: string;
  readonly queue: string;
  readonly waiting: string;
  readonly conference: string;
  readonly participants: readonly [string, string];
}

const INSTRUCTIONS = { document: "<Response><Hangup/></Response>" };
const TO = "+6281234567890";

/** Access cases of an API client for resources of any owner, by routes with an id; each uses the client's own key. `from` is one of its codes. */
export function programAttempts(
  { ask }: ProgramClient,
  theirs: NamedResources,
  from: string,
): Readonly<Record<string, readonly Attempt[]>> {
  const [call, message, number] = [`/calls/${theirs.call}`, `/messages/${theirs.message}`, `/numbers/${theirs.code}`];
  const [application, recording] = [`/applications/${theirs.application}`, `/recordings/${theirs.recording}`];
  const waiting = `/queues/${theirs.queue}/waiting/${theirs.waiting}`;
  const conference = `/conferences/${theirs.conference}`;
  const participant = `${conference}/participants/${theirs.participants[0]}`;
  return {
    "GET /api/v1/messages/:id": [() => ask("GET", message)],
    "DELETE /api/v1/messages/:id": [() => ask("DELETE", message)],
    "GET /api/v1/calls/:id": [() => ask("GET", call)],
    "POST /api/v1/calls/:id/end": [
      () => ask("POST", `${call}/end`),
      () => ask("POST", `/calls/${theirs.waiting}/end`),
      () => ask("POST", `${call}/end`, { unlessAnswered: true }),
    ],
    "POST /api/v1/calls/:id/redirect": [
      () => ask("POST", `${call}/redirect`, { instructions: INSTRUCTIONS }),
      () => ask("POST", `/calls/${theirs.waiting}/redirect`, { instructions: INSTRUCTIONS }),
      () => ask("POST", `/calls/${theirs.waiting}/redirect`, { instructions: { applicationId: theirs.application } }),
    ],
    "GET /api/v1/numbers/:code": [() => ask("GET", number)],
    "PATCH /api/v1/numbers/:code": [
      () => ask("PATCH", number, { voiceUrl: "https://curian.contoh.id/" }),
      () => ask("PATCH", `/numbers/${from}`, { applicationId: theirs.application }),
      () => ask("PATCH", `/numbers/${from}`, { fallbackQueueId: theirs.queue }),
    ],
    "GET /api/v1/applications/:id": [() => ask("GET", application)],
    "PATCH /api/v1/applications/:id": [() => ask("PATCH", application, { name: "Curian" })],
    "DELETE /api/v1/applications/:id": [() => ask("DELETE", application)],
    "GET /api/v1/recordings/:id": [() => ask("GET", recording)],
    "GET /api/v1/recordings/:id/sound": [() => ask("GET", `${recording}/sound`)],
    "DELETE /api/v1/recordings/:id": [() => ask("DELETE", recording)],
    "POST /api/v1/recordings/:id/pause": [() => ask("POST", `${recording}/pause`)],
    "POST /api/v1/recordings/:id/resume": [() => ask("POST", `${recording}/resume`)],
    "POST /api/v1/recordings/:id/end": [() => ask("POST", `${recording}/end`)],
    "GET /api/v1/queues/:id": [() => ask("GET", `/queues/${theirs.queue}`)],
    "PATCH /api/v1/queues/:id": [() => ask("PATCH", `/queues/${theirs.queue}`, { name: "Curian" })],
    "DELETE /api/v1/queues/:id": [() => ask("DELETE", `/queues/${theirs.queue}`)],
    "GET /api/v1/queues/:id/waiting": [() => ask("GET", `/queues/${theirs.queue}/waiting`)],
    "GET /api/v1/queues/:id/waiting/:callId": [() => ask("GET", waiting)],
    "POST /api/v1/queues/:id/waiting/:callId/redirect": [
      () => ask("POST", `${waiting}/redirect`, { instructions: INSTRUCTIONS }),
    ],
    "GET /api/v1/conferences/:id": [() => ask("GET", conference)],
    "POST /api/v1/conferences/:id/end": [() => ask("POST", `${conference}/end`)],
    "POST /api/v1/conferences/:id/announce": [
      () => ask("POST", `${conference}/announce`, { url: "https://curian.contoh.id/" }),
    ],
    "GET /api/v1/conferences/:id/participants": [() => ask("GET", `${conference}/participants`)],
    "POST /api/v1/conferences/:id/participants": [() => ask("POST", `${conference}/participants`, { to: TO, from })],
    "GET /api/v1/conferences/:id/participants/:callId": [() => ask("GET", participant)],
    "PATCH /api/v1/conferences/:id/participants/:callId": [() => ask("PATCH", participant, { muted: true })],
    "DELETE /api/v1/conferences/:id/participants/:callId": [() => ask("DELETE", participant)],
  };
}

/** Access cases of an API client with foreign resources in queries and bodies of permitted routes: nothing is found, and nothing is affected. */
export function programBodyAttempts(
  { ask }: Pick<ProgramClient, "ask">,
  { theirs, own, from }: { readonly theirs: NamedResources; readonly own: NamedResources; readonly from: string },
): {
  readonly refused: readonly Attempt[];
  readonly empty: readonly (() => Promise<{ readonly body: { readonly items: readonly unknown[] } }>)[];
} {
  const instructions = { applicationId: theirs.application };
  const list = (path: string) => () => ask<{ readonly items: readonly unknown[] }>("GET", path);
  return {
    refused: [
      () => ask("POST", "/calls", { to: TO, from, instructions }),
      () => ask("POST", `/calls/${own.waiting}/redirect`, { instructions }),
      () => ask("POST", `/queues/${own.queue}/waiting/${own.waiting}/redirect`, { instructions }),
    ],
    empty: [
      list(`/recordings?callId=${theirs.call}`),
      list(`/recordings?conferenceId=${theirs.conference}`),
      list(`/recordings?after=${theirs.recording}`),
      list(`/queues?after=${theirs.queue}`),
      list(`/conferences/${own.conference}/participants?after=${theirs.participants[0]}`),
    ],
  };
}

const NOTHING: NamedResources = {
  call: "",
  message: "",
  code: "",
  application: "",
  recording: "",
  queue: "",
  waiting: "",
  conference: "",
  participants: ["", ""],
};

/** Routes for API keys only; another tenant's key is tried on them (`tests/access/programs.test.ts`). */
export const ROUTES_BY_KEY: readonly string[] = Object.keys(
  programAttempts({ ask: () => Promise.reject(new Error("nothing is tried here")) }, NOTHING, ""),
);
