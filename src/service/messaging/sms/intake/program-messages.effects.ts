import { ok, present, type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { takeTextOf } from "../retention/text-removal.store.ts";
import type { MessageForm } from "./api-contract.ts";
import { releaseMessage } from "./held-message.store.ts";
import type { Intake, MessagingBase } from "./intake.effects.ts";
import { cancelMessage, findMessage, listMessages, type MessageFilter, type MessageView } from "./message.store.ts";
import type { ApiRefusal } from "./messaging-refusal.ts";
import { takeForms } from "./take-forms.effects.ts";

/** Dependencies of messages of other APIs. */
export interface ProgramMessagesBase {
  readonly kit: Pick<Kit, "clock" | "db" | "ids">;
  readonly intake: Pick<Intake, "take">;
  readonly rules: MessagingBase["rules"];
  /** Key of the digests of texts. */
  readonly key: Buffer;
}

/** A message of a call centre, by its id. */
interface Named {
  readonly tenantId: string;
  readonly id: string;
}

/** Why a message was refused, and the retry delay where it helps. */
export interface SendFault {
  readonly code: ApiRefusal;
  readonly waitMs: number;
}

/** Messages of clients of APIs in another format (Twilio-compatible): the same intake, the same rules. */
export function openProgramMessages(base: ProgramMessagesBase) {
  const { kit } = base;
  return {
    /** Resolves with the message's id when it is on disk. */
    send: async (asked: {
      readonly tenantId: string;
      readonly keyId: string | null;
      readonly form: MessageForm;
      readonly requestKey: string | null;
      readonly toldUrl?: string;
      readonly isHeld?: boolean;
    }): Promise<Result<string, SendFault>> => {
      const { form, ...from } = asked;
      const answer = await takeForms(base, { ...from, forms: [form] });
      if (!answer.ok) {
        const { refusal } = answer;
        return refuse({ code: refusal.code, waitMs: refusal.code === "too-fast" ? refusal.waitMs : 0 });
      }
      const taken = present(answer.value.taken[0], "what became of a message");
      return taken.ok ? ok(taken.value.messageId) : refuse({ code: taken.refusal, waitMs: 0 });
    },
    find: ({ tenantId, id }: Named): Promise<MessageView | undefined> =>
      inTenant(kit.db, tenantId, (trx) => findMessage(trx, id)),
    list: (tenantId: string, filter: MessageFilter): Promise<readonly MessageView[]> =>
      inTenant(kit.db, tenantId, (trx) => listMessages(trx, tenantId, filter)),
    cancel: (named: Named) =>
      inTenant(kit.db, named.tenantId, (trx) =>
        cancelMessage(trx, {
          ...named,
          nowMs: kit.clock.nowMs(),
          newId: () => kit.ids.next(),
          rules: base.rules(),
        }),
      ),
    /** Releases a held message; false when it has ended or was released before. */
    release: ({ tenantId, id }: Named): Promise<boolean> => {
      const nowMs = kit.clock.nowMs();
      const validUntilMs = nowMs + base.rules().validityMsMax;
      return inTenant(kit.db, tenantId, (trx) => releaseMessage(trx, { id, nowMs, validUntilMs }));
    },
    /** Deletes the text of an ended message; its digest stays. */
    takeTextAway: ({ tenantId, id }: Named) =>
      inTenant(kit.db, tenantId, (trx) => takeTextOf(trx, { id, key: base.key })),
  };
}
