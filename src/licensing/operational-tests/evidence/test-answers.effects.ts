import type { z } from "zod";
import type { KnownTest } from "../test-facts.effects.ts";
import { outcomeOf } from "./answers.ts";
import type { testAnswersSchema } from "./items.shared.ts";

/** All answers of a test, and the resulting state of each item. */
export function viewAnswers({ row, answers, standing, answersDigest }: KnownTest): z.infer<typeof testAnswersSchema> {
  const heads = new Set(standing.flatMap((one) => one.heads));
  const items = new Map(row.items.map((item) => [item.key, item]));
  return {
    answers: answers.map(({ id, item, replaces, value, answeredBy, answeredByName, ...at }) => {
      const known = items.get(item);
      const outcome = known === undefined ? "open" : outcomeOf(known, value);
      return {
        id,
        item,
        replaces: [...replaces],
        value,
        importId: at.importId,
        outcome,
        by: { id: answeredBy, name: answeredByName },
        answeredAt: at.answeredAt.toISOString(),
        receivedAt: at.receivedAt.toISOString(),
        counts: heads.has(id),
      };
    }),
    standing: standing.map(({ item, outcome, isConflict, isToConfirm }) => ({
      item,
      outcome,
      conflict: isConflict,
      toConfirm: isToConfirm,
    })),
    digest: answersDigest,
  };
}
