import { describe, expect, it } from "vitest";
import alertTable from "./alert-routes.tsx?raw";
import callTable from "./call-routes.tsx?raw";
import claimTable from "./claim-routes.tsx?raw";
import consoleTable from "./console-routes.tsx?raw";
import cpaasTable from "./cpaas-routes.tsx?raw";
import evaluationTable from "./evaluation-routes.tsx?raw";
import flowTable from "./flow-routes.tsx?raw";
import informationTable from "./information-routes.tsx?raw";
import inventoryTable from "./inventory-routes.tsx?raw";
import licenceTable from "./licence-routes.tsx?raw";
import ownTable from "./own-routes.tsx?raw";
import queueTable from "./queue-routes.tsx?raw";
import { CLIENT_ROUTES, isClientRoute } from "./routes.shared.ts";
import mainTable from "./routes.tsx?raw";
import serviceTable from "./service-routes.tsx?raw";
import shortMessageTable from "./sms-routes.tsx?raw";
import testTable from "./test-routes.tsx?raw";
import ticketTable from "./ticket-routes.tsx?raw";
import wallboardTable from "./wallboard-routes.tsx?raw";
import webhookTable from "./webhook-routes.tsx?raw";
import widgetTable from "./widget-routes.tsx?raw";

const routeTable = [
  mainTable,
  ownTable,
  claimTable,
  callTable,
  flowTable,
  informationTable,
  queueTable,
  evaluationTable,
  serviceTable,
  licenceTable,
  testTable,
  inventoryTable,
  ticketTable,
  webhookTable,
  widgetTable,
  wallboardTable,
  alertTable,
  shortMessageTable,
  cpaasTable,
  consoleTable,
].join("\n");
const routed = [...routeTable.matchAll(/^ {2}path: "([^"]+)"/gm)].map(([, path = ""]) =>
  path.replaceAll(/\$(\w+)/g, ":$1"),
);

describe("addresses of the browser application", () => {
  it("are the same for the router and for the server", () => {
    expect([...routed].sort().map((path) => path.replaceAll(/:\w+/g, ":"))).toEqual(
      [...CLIENT_ROUTES].sort().map((path) => path.replaceAll(/:\w+/g, ":")),
    );
  });

  it("know their own paths, with and without a trailing slash", () => {
    expect(["/masuk", "/nomor", "/nomor/", "/nomor/14045", "/permohonan/abc"].map(isClientRoute)).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });

  it("know no others", () => {
    expect(["/nomor/14045/x", "/nomo", "/api/session", "/permohonan/abc/def"].some(isClientRoute)).toBe(false);
  });
});
