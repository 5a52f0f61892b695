import { z } from "zod";
import { present } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { sidOf } from "../../../flows/call-documents/index.ts";
import { REST_PROBLEMS, rfc2822 } from "../rest/rest-answer.ts";
import { callerOf, forScope, REST_PREFIX, type RestDependencies } from "../rest/rest-server.routes.ts";
import { findAccount } from "./account-token.store.ts";

const tags = ["accounts"];
const config = forScope("any");

const accountSchema = z.object({
  sid: z.string(),
  friendly_name: z.string(),
  status: z.literal("active"),
  type: z.literal("Full"),
  owner_account_sid: z.string(),
  /** Always empty: tokens are shown only on the administrator's screen. */
  auth_token: z.literal(""),
  date_created: z.string(),
  date_updated: z.string(),
  uri: z.string(),
  subresource_uris: z.record(z.string(), z.string()),
});

const SUBRESOURCES = {
  calls: "Calls",
  messages: "Messages",
  incoming_phone_numbers: "IncomingPhoneNumbers",
  applications: "Applications",
  recordings: "Recordings",
  queues: "Queues",
  conferences: "Conferences",
} as const;

/** The account of a call centre in Twilio's shape. */
export function addAccountRoutes(rest: Http, { kit }: Pick<RestDependencies, "kit">): void {
  const read = async (tenantId: string): Promise<z.infer<typeof accountSchema>> => {
    const account = present(await inTenant(kit.db, tenantId, (trx) => findAccount(trx, tenantId)), "an account");
    return accountView(tenantId, account);
  };
  rest.get(
    "/Accounts.json",
    {
      config,
      schema: {
        tags,
        summary: "The account that a program may ask about",
        response: { 200: z.object({ accounts: z.array(accountSchema) }), ...REST_PROBLEMS },
      },
    },
    async (request) => ({ accounts: [await read(callerOf(request).tenantId)] }),
  );
  rest.get(
    "/Accounts/:AccountSid.json",
    {
      config,
      schema: {
        tags,
        summary: "An account",
        params: z.object({ AccountSid: z.string() }),
        response: { 200: accountSchema, ...REST_PROBLEMS },
      },
    },
    async (request) => read(callerOf(request).tenantId),
  );
}

function accountView(
  tenantId: string,
  { name, createdAt }: { readonly name: string; readonly createdAt: Date },
): z.infer<typeof accountSchema> {
  const sid = sidOf("account", tenantId);
  const at = rfc2822(createdAt.getTime());
  const below = ([name, path]: readonly [string, string]): [string, string] => [
    name,
    `${REST_PREFIX}/Accounts/${sid}/${path}.json`,
  ];
  return {
    sid,
    friendly_name: name,
    status: "active",
    type: "Full",
    owner_account_sid: sid,
    auth_token: "",
    date_created: at,
    date_updated: at,
    uri: `${REST_PREFIX}/Accounts/${sid}.json`,
    subresource_uris: Object.fromEntries(Object.entries(SUBRESOURCES).map(below)),
  };
}
