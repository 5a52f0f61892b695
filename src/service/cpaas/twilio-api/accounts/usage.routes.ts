import { z } from "zod";
import type { Http } from "../../../../platform/http/index.ts";
import { sidOf } from "../../../flows/call-documents/index.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import { callerOf, forScope, REST_PREFIX, type RestDependencies, refuseRest } from "../rest/rest-server.routes.ts";
import {
  USAGE_CATEGORIES,
  USAGE_LISTS,
  type UsageCategory,
  type UsageList,
  type UsageReader,
  type UsageRecord,
} from "./usage-period.ts";

const text = z.string();

const recordSchema = z.object({
  account_sid: text,
  api_version: text,
  as_of: text,
  category: z.enum(USAGE_CATEGORIES),
  description: text,
  count: text,
  count_unit: text,
  usage: text,
  usage_unit: text,
  price: text,
  price_unit: text,
  start_date: text,
  end_date: text,
  uri: text,
  subresource_uris: z.record(text, text),
});

const listQuery = z.strictObject({
  ...PAGE_QUERY,
  Category: z.enum(USAGE_CATEGORIES).optional(),
  StartDate: text.max(20).optional(),
  EndDate: text.max(20).optional(),
  /** Accepted without effect: accounts have no subaccounts. */
  IncludeSubaccounts: z.enum(["true", "false"]).optional(),
});

const pathOf = (list: UsageList): string => (list === "Records" ? "Usage/Records" : `Usage/Records/${list}`);

const SUMMARY: Readonly<Record<UsageList, string>> = {
  Records: "What was used in a range of days, by category",
  AllTime: "What was used since there is the account",
  Daily: "What was used, by days, newest first",
  LastMonth: "What was used in the month before this one",
  Monthly: "What was used, by months, newest first",
  ThisMonth: "What was used in this month",
  Today: "What was used today",
  Yearly: "What was used, by years, newest first",
  Yesterday: "What was used yesterday",
};

/** Usage of an account: calls, recordings and SMS, as sums of stored records. */
export function addUsageRoutes(rest: Http, doors: RestDependencies & { readonly usage: UsageReader }): void {
  const response = { 200: pageSchema.extend({ usage_records: z.array(recordSchema) }), ...REST_PROBLEMS };
  for (const list of USAGE_LISTS)
    rest.get(
      `/Accounts/:AccountSid/${pathOf(list)}.json`,
      {
        config: forScope("usage.read"),
        schema: {
          tags: ["usage"],
          summary: SUMMARY[list],
          params: z.object({ AccountSid: text }),
          querystring: listQuery,
          response,
        },
      },
      async (request, reply) => {
        const { tenantId } = callerOf(request);
        const { query } = request;
        const { Category: category, StartDate: startDate, EndDate: endDate, PageSize } = query;
        const asked = { list, category, startDate, endDate, after: pageStart(query)?.id, limit: PageSize + 1 };
        const found = await doors.usage(tenantId, asked);
        if (!found.ok) return refuseRest(doors, reply, { code: 20001, params: { name: found.refusal.unfit } });
        const { items, page } = cutPage(found.value, { path: request.url.split("?")[0] ?? "", query });
        const asOf = new Date(doors.kit.clock.nowMs()).toISOString().replace(/\.\d+Z$/, "+00:00");
        const describe = (category: UsageCategory) => doors.kit.texts.text(request.locale, `restUsage.${category}`);
        return { ...page, usage_records: items.map((one) => recordView(one, { tenantId, list, asOf, describe })) };
      },
    );
}

const UNITS: Readonly<Record<"calls" | "recordings" | "sms", readonly [string, string]>> = {
  calls: ["calls", "minutes"],
  recordings: ["recordings", "minutes"],
  sms: ["messages", "segments"],
};

function unitsOf(category: UsageCategory): readonly [string, string] {
  if (category === "recordings") return UNITS.recordings;
  return category.startsWith("sms") ? UNITS.sms : UNITS.calls;
}

const SUBRESOURCES: Readonly<Record<string, UsageList>> = {
  all_time: "AllTime",
  daily: "Daily",
  last_month: "LastMonth",
  monthly: "Monthly",
  this_month: "ThisMonth",
  today: "Today",
  yearly: "Yearly",
  yesterday: "Yesterday",
};

function recordView(
  record: UsageRecord,
  told: {
    readonly tenantId: string;
    readonly list: UsageList;
    readonly asOf: string;
    readonly describe: (category: UsageCategory) => string;
  },
): z.infer<typeof recordSchema> {
  const { category, from, until } = record;
  const account = sidOf("account", told.tenantId);
  const uriOf = (list: UsageList, fields: Readonly<Record<string, string>>) =>
    `${REST_PREFIX}/Accounts/${account}/${pathOf(list)}.json?${new URLSearchParams(fields).toString()}`;
  const [countUnit, usageUnit] = unitsOf(category);
  const uris = Object.entries(SUBRESOURCES).map(([name, list]) => [name, uriOf(list, { Category: category })]);
  return {
    account_sid: account,
    api_version: "2010-04-01",
    as_of: told.asOf,
    category,
    description: told.describe(category),
    start_date: from,
    end_date: until,
    count: String(record.count),
    count_unit: countUnit,
    usage: String(record.usage),
    usage_unit: usageUnit,
    price: String(record.rupiah),
    price_unit: "IDR",
    uri: uriOf("Records", { Category: category, StartDate: from, EndDate: until }),
    subresource_uris: Object.fromEntries(uris) as Record<string, string>,
  };
}
