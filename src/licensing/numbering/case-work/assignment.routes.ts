import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import { type CommandDependencies, commandApplication } from "../cases/application-commands.effects.ts";
import type { OfficersWho } from "./case-people.effects.ts";

/** Maximum number of cases in one bulk assignment. */
const ASSIGNED_MAX = 50;
const NO_COMPANY = "00000000-0000-0000-0000-000000000000";

const assignmentsSchema = z.strictObject({
  personId: z.uuid(),
  cases: z
    .array(z.strictObject({ id: z.uuid(), expectedVersion: z.number().int().min(1) }))
    .min(1)
    .max(ASSIGNED_MAX),
});

const assignedSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), refusal: z.object({ code: z.string(), message: z.string() }).nullable() })),
});

const assigneesSchema = z.object({
  items: z.array(z.object({ id: z.uuid(), name: z.string(), openCases: z.number() })),
});

/** Routes to list the eligible officers with their workload and to assign one or many cases. */
export function addAssignmentRoutes(app: Http, dependencies: CommandDependencies, officersWho: OfficersWho): void {
  const config = { access: "application.assign" } as const;
  const tags = ["applications"];
  const { kit } = dependencies;
  app.get(
    "/api/applications/assignees",
    { config, schema: { tags, summary: "Officers a case can be given to", response: { 200: assigneesSchema } } },
    async () => {
      const now = new Date(kit.clock.nowMs());
      const asked = {
        permission: "application.check",
        team: "numbering",
        now,
        exceptOrganisationId: NO_COMPANY,
      } as const;
      const ids = await officersWho(kit.db, asked);
      return { items: await withOpenCases(dependencies, ids) };
    },
  );
  app.post(
    "/api/applications/assignments",
    {
      config,
      schema: {
        tags,
        summary: "Give several cases to one officer; each is decided by itself",
        body: assignmentsSchema,
        response: { 200: assignedSchema, 400: problemSchema, 403: problemSchema },
      },
    },
    async (request) => {
      const caller = present(request.caller, "caller");
      const { personId, cases } = request.body;
      const items: z.infer<typeof assignedSchema>["items"] = [];
      for (const { id, expectedVersion } of cases) {
        const command = { command: "assign", personId } as const;
        const done = await commandApplication(dependencies, {
          id,
          caller,
          requestId: request.id,
          expectedVersion,
          command,
        });
        const said = (code: string) => ({ code, message: kit.texts.text(request.locale, `errors.${code}`) });
        items.push({ id, refusal: done.ok ? null : said(done.refusal) });
      }
      return { items };
    },
  );
}

async function withOpenCases({ kit }: CommandDependencies, ids: readonly string[]) {
  if (ids.length === 0) return [];
  const rows = await kit.db
    .selectFrom("person as p")
    .select(["p.id", "p.name"])
    .select((eb) =>
      eb
        .selectFrom("numberingApplication as a")
        .select((inner) => inner.fn.countAll<number>().as("n"))
        .whereRef("a.checkerId", "=", "p.id")
        .where("a.state", "in", ["checking", "returned"])
        .as("openCases"),
    )
    .where("p.id", "in", [...ids])
    .orderBy("p.name")
    .execute();
  return rows.map((row) => ({ ...row, openCases: row.openCases ?? 0 }));
}
