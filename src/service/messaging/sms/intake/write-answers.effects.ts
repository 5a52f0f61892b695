import type { Log } from "../../../../platform/telemetry/index.ts";
import { AnswersNotWritten } from "../delivery/gateway-port.ts";
import { answersTogether, type ReadAnswer } from "../inbound/keep-answers.store.ts";
import { partIdOf } from "./part-id.ts";
import { isHeldFault, writeApart } from "./write-apart.effects.ts";

/**
 * Writes answers in their groups, each in a transaction of its own. One that the database does not take is as good as none: its part goes on, and
 * so do all others. Where somebody holds what one call centre needs, those of the others are written by themselves. Throws `AnswersNotWritten`
 * with what is left.
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
    // A database that is away is asked no more.
    if (!isHeldFault(faults[before])) break;
    const owners = Map.groupBy(left(together), ({ key }) => key.tenantId);
    if (owners.size > 1) for (const own of owners.values()) await attempt(own);
  }
  const rest = left(answers);
  if (rest.length > 0) throw new AnswersNotWritten(new Set(rest.map(({ key }) => partIdOf(key))), faults);
}
