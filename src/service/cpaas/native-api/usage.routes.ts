import { z } from "zod";
import { forPrograms, type Http, programProblems } from "../../../platform/http/index.ts";
import { USAGE_CATEGORIES, type UsageRecord } from "../twilio-api/index.ts";
import { cutList, pageByIdQuery } from "./list-place.ts";
import { apiClientOf, type ProgramDependencies, refuseProgram } from "./program-server.routes.ts";

const { config, security } = forPrograms("usage.read");

const usageSchema = z
  .object({
    category: z.enum(USAGE_CATEGORIES),
    from: z.iso.date().describe("First day, in the time zone of the call centre."),
    until: z.iso.date().describe("Last day."),
    count: z.number().describe("Number of calls, recordings or messages."),
    minutes: z.number().nullable().describe("Started minutes; null for messages."),
    segments: z.number().nullable().describe("Segments of messages; null for other categories."),
    costRupiah: z.number(),
  })
  .meta({ id: "Usage" });

const usageQuery = z.strictObject({
  category: z.enum(USAGE_CATEGORIES).optional(),
  per: z.enum(["range", "day", "month", "year"]).default("range").describe("One sum, or one per day, month or year."),
  from: z.iso.date().optional().describe("First day; by default the first day of the call centre."),
  until: z.iso.date().optional().describe("Last day; by default today."),
  ...pageByIdQuery,
  after: z
    .string()
    .regex(/^[0-9-]{36}$/)
    .optional()
    .describe("`next` of the previous page, unchanged."),
});

const usagesSchema = z.object({ items: z.array(usageSchema), next: z.string().nullable() }).meta({ id: "Usages" });

const LISTS = { range: "Records", day: "Daily", month: "Monthly", year: "Yearly" } as const;
/** Field names of the query, by the names in the usage reader. */
const FIELDS: Readonly<Record<string, string>> = { StartDate: "from", EndDate: "until", PageToken: "after" };

/** Usage of the call centre, for API clients. */
export function addProgramUsage(api: Http, dependencies: ProgramDependencies): void {
  api.get(
    "/api/v1/usage",
    {
      config,
      schema: {
        operationId: "listUsage",
        tags: ["usage"],
        security,
        querystring: usageQuery,
        summary: "What was used, newest days first, by category",
        description: "`calls` and `sms` are the sums of the categories whose names begin with them.",
        response: { 200: usagesSchema, ...programProblems() },
      },
    },
    async (request, reply) => {
      const { category, per, from: startDate, until: endDate, after, limit } = request.query;
      const asked = { list: LISTS[per], category, startDate, endDate, after, limit: limit + 1 };
      const found = await dependencies.operations.usage(apiClientOf(request).tenantId, asked);
      if (!found.ok) {
        const field = FIELDS[found.refusal.unfit.split(",")[0] ?? ""] ?? "from";
        return refuseProgram(dependencies, reply, { code: "usage-days-unfit", field });
      }
      const { items, next } = cutList(found.value, limit, ({ id }) => id);
      return { items: items.map(usageView), next };
    },
  );
}

function usageView({ category, from, until, count, usage, rupiah }: UsageRecord): z.infer<typeof usageSchema> {
  const isMessages = category.startsWith("sms");
  return {
    category,
    from,
    until,
    count,
    minutes: isMessages ? null : usage,
    segments: isMessages ? usage : null,
    costRupiah: rupiah,
  };
}
