import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { unownedSchema } from "../settings/settings-contract.ts";
import { unownedNumbers } from "./unowned.store.ts";

/** Numbers that received messages but belong to no call centre, for the installation's administrator: a sender id may be missing. */
export function addUnownedRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/service/sms/unowned-numbers",
    {
      config: { access: "people.manage" },
      schema: {
        tags: ["service"],
        summary: "Numbers that people wrote to and that no call centre has",
        response: { 200: unownedSchema },
      },
    },
    async () => ({
      items: (await unownedNumbers(kit.db)).map((row) => ({
        ...row,
        firstAt: row.firstAt.toISOString(),
        lastAt: row.lastAt.toISOString(),
      })),
    }),
  );
}
