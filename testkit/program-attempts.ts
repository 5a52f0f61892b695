import type { ProgramClient } from "./program-client.ts";

type Attempt = () => Promise<{ readonly status: number }>;

/** What a program tries on things of whoever they are, by routes that take an id; on all of them its own key is shown. */
export function programAttempts(
  { ask }: ProgramClient,
  theirs: { readonly call: string; readonly message: string },
): Readonly<Record<string, readonly Attempt[]>> {
  const [call, message] = [`/calls/${theirs.call}`, `/messages/${theirs.message}`];
  const document = "<Response><Hangup/></Response>";
  return {
    "GET /api/v1/messages/:id": [() => ask("GET", message)],
    "DELETE /api/v1/messages/:id": [() => ask("DELETE", message)],
    "GET /api/v1/calls/:id": [() => ask("GET", call)],
    "POST /api/v1/calls/:id/end": [
      () => ask("POST", `${call}/end`),
      () => ask("POST", `${call}/end`, { unlessAnswered: true }),
    ],
    "POST /api/v1/calls/:id/redirect": [() => ask("POST", `${call}/redirect`, { instructions: { document } })],
  };
}

/** Routes that no session opens, only the key of a program; another call centre's key is tried on them (`tests/access/programs.test.ts`). */
export const ROUTES_BY_KEY: readonly string[] = Object.keys(
  programAttempts({ ask: () => Promise.reject(new Error("nothing is tried here")) }, { call: "", message: "" }),
);
