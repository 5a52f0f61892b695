import { z } from "zod";
import type { Http } from "../../../platform/http/index.ts";
import { byId, callerOf, seenTest, sendRefusal } from "../test.routes.ts";
import type { TestDependencies } from "../test-dependencies.effects.ts";
import { knowTest } from "../test-facts.effects.ts";
import { reportOrder } from "./order-test-documents.effects.ts";

/** Preview of the Berita Acara as it will be printed, for its signers. */
export function addTestReportRoutes(app: Http, dependencies: TestDependencies): void {
  const { kit } = dependencies;
  app.get(
    "/api/tests/:id/report.pdf",
    {
      config: { access: "signed-in" },
      schema: {
        tags: ["tests"],
        summary: "The report with this digest as it would be printed, before it is signed",
        params: byId,
        querystring: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/) }),
      },
    },
    async (request, reply) => {
      const row = await seenTest(dependencies, callerOf(request), request.params.id);
      if (row === undefined) return sendRefusal(kit, reply, "no-such-test");
      if (row.reportDigest !== request.query.digest) return sendRefusal(kit, reply, "test-report-changed");
      const at = new Date(kit.clock.nowMs());
      const known = await knowTest(dependencies, { db: kit.db, nowMs: at.getTime() }, row);
      const bytes = await dependencies.previewTestReport(await reportOrder(kit.db, { row, writing: { known, at } }));
      return reply
        .type("application/pdf")
        .header("content-disposition", `inline; filename="${row.number}-pratinjau.pdf"`)
        .header("cache-control", "private, no-store")
        .send(Buffer.from(bytes));
    },
  );
}
