import { type Actor, type AuditedAction, auditEntry, type Result, refuse } from "../../kernel/index.ts";
import { recordAudit } from "../audit/index.ts";
import { type DatabaseTransaction, databaseFault, inTenant } from "../database/index.ts";
import type { Kit } from "../kit/index.ts";

/** What a command works with: the tenant's transaction, the time of the command, and the audit log. */
export interface TenantCommand {
  readonly trx: DatabaseTransaction;
  readonly at: Date;
  /** Records in the audit log what the actor did; it is committed with the command. */
  audit(action: AuditedAction): Promise<void>;
}

/** Options of a command. */
interface TenantCommandOptions<Code> {
  /** Refusal codes by the name of the unique constraint that the database reports as violated. */
  readonly taken?: Readonly<Record<string, Code>>;
  /** Channel of the change feed that is announced after the commit. */
  readonly announces?: string;
}

/** Rolls back the transaction of a refused command. */
class RefusedCommand extends Error {
  readonly refusal: unknown;
  constructor(refusal: unknown) {
    super("refused");
    this.refusal = refusal;
  }
}

/** Runs a command of an actor in one transaction of its tenant. A refused command is rolled back, so it changes nothing. */
export async function tenantCommand<Value, Code>(
  kit: Pick<Kit, "db" | "clock" | "ids"> & { readonly changeFeed: Pick<Kit["changeFeed"], "announce"> },
  actor: Actor,
  { taken = {}, announces }: TenantCommandOptions<Code>,
  work: (command: TenantCommand) => Promise<Result<Value, Code>>,
): Promise<Result<Value, Code>> {
  try {
    const done = await inTenant(kit.db, actor.tenantId, async (trx) => {
      const audit = (action: AuditedAction) => recordAudit(trx, kit, auditEntry(actor, action));
      const result = await work({ trx, at: new Date(kit.clock.nowMs()), audit });
      if (!result.ok) throw new RefusedCommand(result.refusal);
      return result;
    });
    if (announces !== undefined) kit.changeFeed.announce(announces);
    return done;
  } catch (error) {
    if (error instanceof RefusedCommand) return refuse(error.refusal as Code);
    const code = taken[databaseFault(error)?.constraint ?? ""];
    if (code !== undefined) return refuse(code);
    throw error;
  }
}
