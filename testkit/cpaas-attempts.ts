import type { Guest } from "./guests.ts";

type Client = Guest["client"];
type Answer = Awaited<ReturnType<Client["get"]>>;

const HOOKS = { voiceUrl: "https://curian.contoh.id/", voiceMethod: "POST", fallbackUrl: null, fallbackMethod: "POST" };

const CALL_RATE_LIMIT = { perSecond: 100, burst: 1_000, atOnce: 10_000 };

/** Access cases for applications and numbers of any owner, and for the rate limit of a call centre if one is named. */
export function cpaasAttempts(
  client: Client,
  theirs: {
    readonly application: string;
    readonly code: string;
    readonly signingKey: string;
    readonly tenant?: string;
  },
): Readonly<Record<string, readonly (() => Promise<Answer>)[]>> {
  const path = `/api/service/applications/${theirs.application}`;
  const led = { applicationId: null, fallbackQueueId: null, ...HOOKS };
  return {
    "PUT /api/service/applications/:id": [() => client.put(path, { name: "Curian", ...HOOKS })],
    "DELETE /api/service/applications/:id": [() => client.delete(path)],
    "DELETE /api/service/signing-keys/:id": [() => client.delete(`/api/service/signing-keys/${theirs.signingKey}`)],
    "PUT /api/service/number-hooks/:code": [() => client.put(`/api/service/number-hooks/${theirs.code}`, led)],
    ...(theirs.tenant === undefined
      ? {}
      : rateLimitAttempts(client, `/api/service/tenants/${theirs.tenant}/call-pace`)),
  };
}

function rateLimitAttempts(client: Client, path: string) {
  const wanted = { before: { perSecond: 5, burst: 10, atOnce: 100 }, pace: CALL_RATE_LIMIT };
  return {
    "GET /api/service/tenants/:id/call-pace": [() => client.get(path)],
    "PUT /api/service/tenants/:id/call-pace": [() => client.put(path, wanted)],
  };
}

/** Routes for API credentials only; another call centre's token is tried on them (`tests/access/cpaas.test.ts`). */
export const ROUTES_BY_TOKEN = [
  "GET /2010-04-01/Accounts/:AccountSid.json",
  "GET /2010-04-01/Accounts/:AccountSid/Applications.json",
  "POST /2010-04-01/Accounts/:AccountSid/Applications.json",
  "GET /2010-04-01/Accounts/:AccountSid/Applications/:Sid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Applications/:Sid.json",
  "DELETE /2010-04-01/Accounts/:AccountSid/Applications/:Sid.json",
  "GET /2010-04-01/Accounts/:AccountSid/IncomingPhoneNumbers.json",
  "GET /2010-04-01/Accounts/:AccountSid/IncomingPhoneNumbers/:Sid.json",
  "POST /2010-04-01/Accounts/:AccountSid/IncomingPhoneNumbers/:Sid.json",
  "GET /2010-04-01/Accounts/:AccountSid/Recordings.json",
  "GET /2010-04-01/Accounts/:AccountSid/Calls/:Sid/Recordings.json",
  "GET /2010-04-01/Accounts/:AccountSid/Recordings/:Sid.json",
  "DELETE /2010-04-01/Accounts/:AccountSid/Recordings/:Sid.json",
  "GET /2010-04-01/Accounts/:AccountSid/Recordings/:Sid.wav",
  "GET /2010-04-01/Accounts/:AccountSid/Recordings/:Sid.mp3",
  "GET /2010-04-01/Accounts/:AccountSid/Recordings/:Sid",
  "GET /2010-04-01/Accounts/:AccountSid/Queues.json",
  "GET /2010-04-01/Accounts/:AccountSid/Queues/:Sid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Queues.json",
  "POST /2010-04-01/Accounts/:AccountSid/Queues/:Sid.json",
  "DELETE /2010-04-01/Accounts/:AccountSid/Queues/:Sid.json",
  "GET /2010-04-01/Accounts/:AccountSid/Queues/:Sid/Members.json",
  "GET /2010-04-01/Accounts/:AccountSid/Queues/:Sid/Members/:CallSid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Queues/:Sid/Members/:CallSid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Calls/:Sid/Recordings.json",
  "GET /2010-04-01/Accounts/:AccountSid/Calls/:Sid/Recordings/:RecordingSid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Calls/:Sid/Recordings/:RecordingSid.json",
  "DELETE /2010-04-01/Accounts/:AccountSid/Calls/:Sid/Recordings/:RecordingSid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Calls.json",
  "GET /2010-04-01/Accounts/:AccountSid/Calls.json",
  "GET /2010-04-01/Accounts/:AccountSid/Calls/:Sid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Calls/:Sid.json",
  "GET /2010-04-01/Accounts/:AccountSid/Calls/:Sid/Events.json",
  "GET /2010-04-01/Accounts/:AccountSid/Conferences.json",
  "GET /2010-04-01/Accounts/:AccountSid/Conferences/:Sid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Conferences/:Sid.json",
  "GET /2010-04-01/Accounts/:AccountSid/Conferences/:Sid/Participants.json",
  "POST /2010-04-01/Accounts/:AccountSid/Conferences/:Sid/Participants.json",
  "GET /2010-04-01/Accounts/:AccountSid/Conferences/:Sid/Participants/:CallSid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Conferences/:Sid/Participants/:CallSid.json",
  "DELETE /2010-04-01/Accounts/:AccountSid/Conferences/:Sid/Participants/:CallSid.json",
  "GET /2010-04-01/Accounts/:AccountSid/Conferences/:Sid/Recordings.json",
  "GET /2010-04-01/Accounts/:AccountSid/Conferences/:Sid/Recordings/:RecordingSid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Conferences/:Sid/Recordings/:RecordingSid.json",
  "DELETE /2010-04-01/Accounts/:AccountSid/Conferences/:Sid/Recordings/:RecordingSid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Calls/:Sid/Streams.json",
  "POST /2010-04-01/Accounts/:AccountSid/Calls/:Sid/Streams/:StreamSid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Messages.json",
  "GET /2010-04-01/Accounts/:AccountSid/Messages.json",
  "GET /2010-04-01/Accounts/:AccountSid/Messages/:Sid.json",
  "POST /2010-04-01/Accounts/:AccountSid/Messages/:Sid.json",
  "DELETE /2010-04-01/Accounts/:AccountSid/Messages/:Sid.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Limits.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Records.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Records/AllTime.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Records/Daily.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Records/LastMonth.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Records/Monthly.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Records/ThisMonth.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Records/Today.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Records/Yearly.json",
  "GET /2010-04-01/Accounts/:AccountSid/Usage/Records/Yesterday.json",
  "GET /v1/Workspaces/:WorkspaceSid",
  "GET /v1/Workspaces/:WorkspaceSid/Activities",
  "GET /v1/Workspaces/:WorkspaceSid/Activities/:Sid",
  "GET /v1/Workspaces/:WorkspaceSid/TaskQueues",
  "GET /v1/Workspaces/:WorkspaceSid/TaskQueues/:Sid",
  "GET /v1/Workspaces/:WorkspaceSid/Workers",
  "GET /v1/Workspaces/:WorkspaceSid/Workers/:Sid",
  "GET /v1/Workspaces/:WorkspaceSid/Tasks",
  "GET /v1/Workspaces/:WorkspaceSid/Tasks/:Sid",
] as const;

/** Routes for browser tokens of a call centre's application; foreign tokens are tried on them (`client.routes.test.ts`). */
export const ROUTES_OF_BROWSERS = [
  "POST /2010-04-01/Accounts/:AccountSid/Clients.json",
  "GET /2010-04-01/Accounts/:AccountSid/Clients/Sip",
] as const;

/** Public pages about errors. */
export const ERROR_PAGES = ["GET /galat/:code"] as const;
