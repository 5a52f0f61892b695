import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyCompany, NotifyPeople } from "../../../platform/mail/index.ts";
import type { CalendarYear } from "../../../regulation/index.ts";
import type { OrderReceipt } from "../cases/receipt.effects.ts";
import type { OfficersWho } from "./case-people.effects.ts";

/** What a command leaves to be done besides: who is told, and when the case is looked at again. */
export interface FollowUpDependencies {
  readonly kit: Kit;
  readonly tellCompany: NotifyCompany;
  readonly tellPeople: NotifyPeople;
  readonly officersWho: OfficersWho;
  readonly orderReceipt: OrderReceipt;
}

/** A case that closed by itself. */
interface LapsedCase {
  readonly applicationId: string;
  readonly organisationId: string;
  readonly kind: string;
  readonly state: "lapsed";
  readonly at: Date;
  readonly note: null;
  readonly by: null;
}

/** What a sweep needs beside what a command does. */
export interface SweepDependencies extends Omit<FollowUpDependencies, "orderReceipt"> {
  /** Notes, inside the closing transaction, that OSS is to be told of a case nobody corrected. */
  readonly reportCase: (trx: DatabaseTransaction, change: LapsedCase) => Promise<void>;
  /** The calendars known on a local day; the shipped ones unless given. */
  readonly calendarsOn?: (day: string) => readonly CalendarYear[];
}
