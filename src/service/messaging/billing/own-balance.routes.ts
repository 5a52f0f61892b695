import { present } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { listLedger, readBalance } from "./balance.store.ts";
import { balanceSchema, ledgerQuery, ledgerSchema } from "./contract.ts";
import { shownLedger } from "./shown-ledger.effects.ts";

const tags = ["service"];
const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const problems = { 400: problemSchema, 403: problemSchema };
const PATH = "/api/service/sms/balance";

/** SMS balance and ledger of a call centre, for its administrator. */
export function addOwnBalanceRoutes(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config,
      schema: { tags, summary: "What is left for short messages", response: { 200: balanceSchema, ...problems } },
    },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const found = await inTenant(kit.db, tenantId, (trx) => readBalance(trx, { tenantId, nowMs: kit.clock.nowMs() }));
      const { version: _version, ...balance } = present(found, "the balance of a call centre");
      return balance;
    },
  );
  app.get(
    `${PATH}/entries`,
    {
      config,
      schema: {
        tags,
        summary: "The ledger of short messages, newest first",
        querystring: ledgerQuery,
        response: { 200: ledgerSchema, ...problems },
      },
    },
    async (request) => {
      const tenantId = tenantOfCaller(request.caller, MANAGE);
      const { limit, ...asked } = request.query;
      const rows = await inTenant(kit.db, tenantId, (trx) => listLedger(trx, { tenantId, ...asked, limit: limit + 1 }));
      return shownLedger(rows, limit);
    },
  );
}
