/** Composition of numbering: routes, sweeps and outbox effects. */
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { NotifyCompany, NotifyPeople } from "../../platform/mail/index.ts";
import type { EffectHandlers } from "../../platform/outbox/index.ts";
import { addAssignmentRoutes } from "./case-work/assignment.routes.ts";
import { caseFollowUp } from "./case-work/case-follow-up.effects.ts";
import type { OfficersWho } from "./case-work/case-people.effects.ts";
import { openCaseSweeper } from "./case-work/case-watch.jobs.ts";
import { addKindChoiceRoutes } from "./case-work/kind-choice.routes.ts";
import { addApplicationRoutes } from "./cases/application.routes.ts";
import type { KeepHolder, OrderDecree, ReportCase } from "./cases/application-commands.effects.ts";
import { addApplicationExport } from "./cases/application-export.routes.ts";
import { addApplicationLiveRoutes } from "./cases/application-live.routes.ts";
import { companyNotice } from "./cases/company-notice.effects.ts";
import type { OrderReceipt } from "./cases/receipt.effects.ts";
import { rulebookNow } from "./cases/rules-in-force.ts";
import { addCodeCaseRoutes } from "./codes/code-case.routes.ts";
import { addCodeOrderRoutes } from "./codes/code-order.routes.ts";
import { addCodeRecordRoutes } from "./codes/code-record.routes.ts";
import { addQuarantineRoutes } from "./codes/quarantine.routes.ts";
import { holdNotice, openHoldSweeper } from "./inventory/hold.jobs.ts";
import { addHoldRoutes } from "./inventory/hold.routes.ts";
import { addHolderRoutes } from "./inventory/holders.routes.ts";
import { openInventorySweeper } from "./inventory/inventory.jobs.ts";
import { addInventoryRoutes } from "./inventory/inventory.routes.ts";
import { seedCodes } from "./inventory/inventory.store.ts";
import { openInventoryFeed } from "./inventory/inventory-live.effects.ts";
import { codesOfPlan } from "./inventory/inventory-view.ts";
import { addStatusPage, type StatusLookup } from "./inventory/status.routes.ts";

export type { SweepDependencies } from "./case-work/case-dependencies.effects.ts";
export { sweepCases } from "./case-work/case-sweep.effects.ts";
export type { CaseChange, OrderDecree, ReportCase } from "./cases/application-commands.effects.ts";
export { foundApplications, searchApplications } from "./cases/application-search.store.ts";
export { addDemoCodes } from "./codes/demo-codes.effects.ts";
export { importCodes, undoImportedCodes } from "./codes/imported-codes.store.ts";
export { takeHold } from "./inventory/hold.store.ts";
export { switchCodesOfHolder } from "./inventory/holder-modes.store.ts";
export { operatorsWithCodes } from "./inventory/holdings.store.ts";
export { countCodes } from "./inventory/inventory.store.ts";

/** Inserts the codes of the plan into the inventory; existing codes keep their state. */
export async function seedInventory(kit: Pick<Kit, "db" | "clock">): Promise<number> {
  const nowMs = kit.clock.nowMs();
  return seedCodes(kit.db, codesOfPlan(rulebookNow(nowMs)), new Date(nowMs));
}

/** Dependencies on other modules. */
interface NumberingDependencies {
  readonly orderDecree: OrderDecree;
  readonly tellCompany: NotifyCompany;
  readonly tellPeople: NotifyPeople;
  readonly officersWho: OfficersWho;
  readonly orderReceipt: OrderReceipt;
  readonly keepHolder: KeepHolder;
  readonly reportCase: ReportCase;
  /** The public status of a licence application, for the page behind a receipt's QR code. */
  readonly statusOfLicence: StatusLookup;
}

/** Opens numbering in a process: its routes, sweeps, feed and outbox effects. */
export function openNumbering(kit: Kit, dependencies: NumberingDependencies) {
  const feed = openInventoryFeed(kit);
  const sweepers = [openHoldSweeper(kit), openInventorySweeper(kit)];
  const effects: EffectHandlers = { "numbering.hold-notice": holdNotice(kit, dependencies.tellCompany) };
  return {
    effects,
    /** Starts the case sweeper: reminders and lapsed cases. */
    startWork: () => {
      sweepers.push(openCaseSweeper({ ...dependencies, kit }));
    },
    addRoutes: (app: Http) => {
      addInventoryRoutes(app, kit, feed);
      addCodeOrderRoutes(app, kit);
      addCodeRecordRoutes(app, { kit, tellCompany: dependencies.tellCompany });
      addQuarantineRoutes(app, kit);
      addHolderRoutes(app, kit);
      addHoldRoutes(app, kit);
      const { orderDecree, reportCase, keepHolder } = dependencies;
      const noticeCompany = companyNotice(kit, dependencies.tellCompany);
      const followUp = caseFollowUp({ ...dependencies, kit });
      const commandDoors = { kit, orderDecree, reportCase, noticeCompany, keepHolder, followUp };
      addApplicationRoutes(app, commandDoors);
      addCodeCaseRoutes(app, commandDoors);
      addAssignmentRoutes(app, commandDoors, dependencies.officersWho);
      addApplicationExport(app, kit);
      addApplicationLiveRoutes(app, kit);
      addStatusPage(app, kit, dependencies.statusOfLicence);
      addKindChoiceRoutes(app, kit);
    },
    close: () => {
      feed.close();
      for (const sweeper of sweepers) sweeper.close();
    },
  };
}
