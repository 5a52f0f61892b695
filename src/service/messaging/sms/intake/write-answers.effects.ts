import type { Log } from "../../../../platform/telemetry/index.ts";
import { AnswersNotWritten } from "../delivery/gateway-port.ts";
import { answersTogether, type ReadAnswer } from "../inbound/keep-answers.store.ts";
import { partIdOf } from "./part-id.ts";
import { isHeldFault, writeApart } from "./write-apart.effects.ts";

/**
 * Writes answers in groups, each in a separate transaction. An answer that the database rejects counts as none: its segment and all others continue. Where the
 * rows of one call centre are locked, those of the others are written separately. Throws `AnswersNotWritten` with the remainder.
 */
export async function writeAnswers(
  answers: readonly ReadAnswer[],
  { log, write }: { readonly log: Log; readonly write: (some: readonly ReadAnswer[]) => Promise<void> },
): Promise<void> {
  const done = new Set<ReadAnswer>();
  const left = (some: readonly ReadAnswer[]) => some.filter((answer) => !done.has(answer));
  const writeSome = async (some: readonly ReadAnswer[]): Promise<void> => {
    await write(some);
    for (const answer of some) done.add(answer);
  };
  const writeAll = (some: readonly ReadAnswer[]): Promise<void> =>
    writeApart(some, writeSome, async (answer, error) => {
      log.error({ err: error, messageId: answer.key.messageId }, "sms-answer.not-kept");
      await writeApart([{ ...answer, outcome: { kind: "unanswered" } }], write, async (_same, again) =>
        log.error({ err: again, messageId: answer.key.messageId }, "sms-answer.let-go"),
      );
      done.add(answer);
    });
  const faults: unknown[] = [];
  const attempt = (some: readonly ReadAnswer[]) => writeAll(some).catch((fault: unknown) => void faults.push(fault));
  for (const together of answersTogether(answers)) {
    const before = faults.length;
    await attempt(together);
    if (faults.length === before) continue;
    // Stops when the database is unavailable.
    if (!isHeldFault(faults[before])) break;
    const owners = Map.groupBy(left(together), ({ key }) => key.tenantId);
    if (owners.size > 1) for (const own of owners.values()) await attempt(own);
  }
  const rest = left(answers);
  if (rest.length > 0) throw new AnswersNotWritten(new Set(rest.map(({ key }) => partIdOf(key))), faults);
}
