import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyCompany, NotifyPeople } from "../../../platform/mail/index.ts";
import type { CalendarYear } from "../../../regulation/index.ts";
import type { OrderReceipt } from "../cases/receipt.effects.ts";
import type { OfficersWho } from "./case-people.effects.ts";

/** Dependencies of the follow-up of a command: notifications, receipts and the next date on which the sweep examines the case. */
export interface FollowUpDependencies {
  readonly kit: Kit;
  readonly tellCompany: NotifyCompany;
  readonly tellPeople: NotifyPeople;
  readonly officersWho: OfficersWho;
  readonly orderReceipt: OrderReceipt;
}

/** A case that lapsed without a command. */
interface LapsedCase {
  readonly applicationId: string;
  readonly organisationId: string;
  readonly kind: string;
  readonly state: "lapsed";
  readonly at: Date;
  readonly note: null;
  readonly by: null;
}

/** Dependencies of the sweep, beyond those of the follow-up. */
export interface SweepDependencies extends Omit<FollowUpDependencies, "orderReceipt"> {
  /** Records, inside the closing transaction, that OSS must be notified of a lapsed case. */
  readonly reportCase: (trx: DatabaseTransaction, change: LapsedCase) => Promise<void>;
  /** Calendars known on a local day; defaults to the shipped ones. */
  readonly calendarsOn?: (day: string) => readonly CalendarYear[];
}
